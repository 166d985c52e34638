// As much of a classic little-endian TIFF as the scene's files have: the tiles of the first, full-sized image.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct {
  const uint8_t *file;
  int width, height, tile, bytes, tiles; // pixels, of one tile's side, of a sample, in all
  const uint32_t *offsets, *lengths;
} Tiff;

const uint8_t *map_file(const char *path, size_t *length);
Tiff open_tiff(const char *path);
void fail(const char *what);
