// floor FOLDER isal|zstd|libdeflate OUT: what one scene costs at least with the cheapest codecs known, without GDAL. Three bands are
// decoded tile by tile on all cores, then NDVI and its overviews, which lie ready, are encoded and each tile is written to its place,
// smallest level first, as in a COG; only the header is left out. No fetching, no NDVI, no mask, no overviews made, no checks.
#include "codecs.h"
#include "tiff.h"
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BANDS = 3, LEVELS = 6, MOST_TILES = 1000, HEADER = 8192 };

static const char *const band_names[BANDS] = { "B04", "B08", "SCL" };
static const int sizes[LEVELS] = { 344, 687, 1373, 2745, 5490, 10980 };

static Tiff bands[BANDS];
static const uint16_t *levels[LEVELS];
static Codec codec;
static int output;
static atomic_int next_decoded, next_encoded;
static _Atomic uint64_t places[MOST_TILES]; // where in the file a tile begins; 0 = not known yet

static void decode_all(void) {
  uint8_t *room = aligned_alloc(64, 1024 * 1024 * 2);
  for (int tile; (tile = next_decoded++) < bands[0].tiles + bands[1].tiles + bands[2].tiles;) {
    const Tiff *band = bands;
    for (; tile >= band->tiles; band++) tile -= band->tiles;
    decode_tile(band->file + band->offsets[tile], band->lengths[tile], room, band->tile, band->bytes);
  }
  free(room);
}

static void cut_tile(const uint16_t *samples, int size, int left, int top, uint16_t *tile) {
  int width = size - left < SIDE ? size - left : SIDE;
  for (int row = 0; row < SIDE; row++) {
    int y = top + row < size ? top + row : size - 1; // padded with the last row, which costs least
    difference_row(samples + (size_t)y * size + left, width, tile + row * SIDE);
  }
}

// Between its length and its last four bytes again, as the COG layout of GDAL wants each tile.
static void write_tile(int index, uint8_t *framed, uint32_t length) {
  memcpy(framed, &length, 4);
  memcpy(framed + 4 + length, framed + length, 4);
  while (!places[index]) sched_yield();
  uint64_t place = places[index];
  places[index + 1] = place + length + 8;
  if (pwrite(output, framed, length + 8, place) != (ssize_t)length + 8) fail("the output could not be written");
}

static int tiles_across(int level) { return (sizes[level] + SIDE - 1) / SIDE; }

static void encode_all(void) {
  uint16_t *tile = aligned_alloc(64, TILE_BYTES);
  uint8_t *framed = malloc(ROOM + 8);
  for (;;) {
    int index = next_encoded++, rest = index, level = 0;
    while (level < LEVELS && rest >= tiles_across(level) * tiles_across(level)) {
      rest -= tiles_across(level) * tiles_across(level);
      level++;
    }
    if (level == LEVELS) break;
    int across = tiles_across(level);
    cut_tile(levels[level], sizes[level], rest % across * SIDE, rest / across * SIDE, tile);
    write_tile(index, framed, encode_tile(codec, tile, framed + 4));
  }
}

static void *work(void *nothing) {
  decode_all();
  encode_all();
  return nothing;
}

static void open_inputs(const char *folder) {
  char path[4096];
  size_t length;
  for (int i = 0; i < BANDS; i++) snprintf(path, sizeof path, "%s/%s.tif", folder, band_names[i]), bands[i] = open_tiff(path);
  for (int i = 0; i < LEVELS; i++) {
    snprintf(path, sizeof path, "%s/ndvi-%d.raw", folder, sizes[i]);
    levels[i] = (const uint16_t *)map_file(path, &length);
    if (length != (size_t)sizes[i] * sizes[i] * 2) fail(path);
  }
}

int main(int count, char **arguments) {
  if (count != 4) fail("expected FOLDER isal|zstd|libdeflate OUT");
  codec = *arguments[2] == 'i' ? ISAL : *arguments[2] == 'z' ? ZSTD : LIBDEFLATE;
  open_inputs(arguments[1]);
  output = open(arguments[3], O_CREAT | O_TRUNC | O_WRONLY, 0644);
  places[0] = HEADER;
  pthread_t threads[64];
  int cores = sysconf(_SC_NPROCESSORS_ONLN), started = cores < 64 ? cores : 64;
  for (int i = 0; i < started; i++) pthread_create(threads + i, NULL, work, NULL);
  for (int i = 0; i < started; i++) pthread_join(threads[i], NULL);
}
