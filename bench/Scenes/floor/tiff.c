#include "tiff.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

enum { WIDTH = 256, HEIGHT = 257, BITS = 258, TILE_WIDTH = 322, TILE_OFFSETS = 324, TILE_LENGTHS = 325 };

void fail(const char *what) {
  fprintf(stderr, "floor: %s\n", what);
  exit(1);
}

// Mapped and not read: the floor is that of the codecs, not of copying files into memory.
const uint8_t *map_file(const char *path, size_t *length) {
  int file = open(path, O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status)) fail(path);
  void *start = mmap(NULL, status.st_size, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
  if (start == MAP_FAILED) fail(path);
  *length = status.st_size;
  return start;
}

static uint32_t number(const uint8_t *at, int bytes) {
  uint32_t value = 0;
  memcpy(&value, at, bytes);
  return value;
}

static void read_field(Tiff *tiff, const uint8_t *field) {
  uint32_t value = number(field + 8, number(field + 2, 2) == 3 ? 2 : 4); // type 3: 16 bits
  switch (number(field, 2)) {
    case WIDTH: tiff->width = value; break;
    case HEIGHT: tiff->height = value; break;
    case BITS: tiff->bytes = value / 8; break;
    case TILE_WIDTH: tiff->tile = value; break;
    case TILE_OFFSETS: tiff->offsets = (const uint32_t *)(tiff->file + value), tiff->tiles = number(field + 4, 4); break;
    case TILE_LENGTHS: tiff->lengths = (const uint32_t *)(tiff->file + value); break;
  }
}

Tiff open_tiff(const char *path) {
  size_t length;
  Tiff tiff = { .file = map_file(path, &length) };
  if (memcmp(tiff.file, "II*", 4)) fail("expected a classic little-endian TIFF");
  const uint8_t *directory = tiff.file + number(tiff.file + 4, 4);
  for (uint32_t i = 0; i < number(directory, 2); i++) read_field(&tiff, directory + 2 + 12 * i);
  if (!tiff.offsets || !tiff.lengths || !tiff.tile) fail("expected tiles");
  return tiff;
}
