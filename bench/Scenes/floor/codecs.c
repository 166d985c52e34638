#include "codecs.h"
#include "tiff.h"
#include <emmintrin.h>
#include <isa-l.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

// Predictor 2 of 16 bits: eight running sums at a time.
static void sum_words(uint16_t *row, int width) {
  __m128i before = _mm_setzero_si128();
  for (int i = 0; i < width; i += 8) {
    __m128i x = _mm_loadu_si128((const __m128i *)(row + i));
    x = _mm_add_epi16(x, _mm_slli_si128(x, 2));
    x = _mm_add_epi16(x, _mm_slli_si128(x, 4));
    x = _mm_add_epi16(_mm_add_epi16(x, _mm_slli_si128(x, 8)), before);
    _mm_storeu_si128((__m128i *)(row + i), x);
    before = _mm_shuffle_epi32(_mm_shufflehi_epi16(x, 0xFF), 0xFF); // the last sum, eight times
  }
}

static void sum_bytes(uint8_t *row, int width) {
  for (int i = 1; i < width; i++) row[i] += row[i - 1];
}

void decode_tile(const uint8_t *from, size_t length, uint8_t *to, int side, int bytes) {
  static _Thread_local struct libdeflate_decompressor *decompressor;
  if (!decompressor) decompressor = libdeflate_alloc_decompressor();
  size_t expected = (size_t)side * side * bytes, written;
  if (libdeflate_zlib_decompress(decompressor, from, length, to, expected, &written) || written != expected) fail("a bad tile");
  for (int row = 0; row < side; row++)
    if (bytes == 2) sum_words((uint16_t *)to + (size_t)row * side, side);
    else sum_bytes(to + (size_t)row * side, side);
}

// Cleared for each tile: with what the tile before left in them the same pixels may give other bytes.
static size_t encode_isal(const uint16_t *tile, uint8_t *to) {
  static _Thread_local struct isal_zstream stream;
  static _Thread_local uint8_t buffer[ISAL_DEF_LVL1_MEDIUM];
  memset(&stream, 0, sizeof stream);
  memset(buffer, 0, sizeof buffer);
  isal_deflate_stateless_init(&stream);
  stream.level = 1, stream.level_buf = buffer, stream.level_buf_size = sizeof buffer;
  stream.gzip_flag = IGZIP_ZLIB, stream.end_of_stream = 1;
  stream.next_in = (uint8_t *)tile, stream.avail_in = TILE_BYTES, stream.next_out = to, stream.avail_out = ROOM;
  return isal_deflate_stateless(&stream) ? 0 : stream.total_out;
}

static size_t encode_zstd(const uint16_t *tile, uint8_t *to) {
  static _Thread_local ZSTD_CCtx *context;
  if (!context) context = ZSTD_createCCtx();
  size_t length = ZSTD_compressCCtx(context, to, ROOM, tile, TILE_BYTES, 1);
  return ZSTD_isError(length) ? 0 : length;
}

static size_t encode_libdeflate(const uint16_t *tile, uint8_t *to) {
  static _Thread_local struct libdeflate_compressor *compressor;
  if (!compressor) compressor = libdeflate_alloc_compressor(1);
  return libdeflate_zlib_compress(compressor, tile, TILE_BYTES, to, ROOM);
}

size_t encode_tile(Codec codec, const uint16_t *tile, uint8_t *to) {
  size_t length = codec == ISAL ? encode_isal(tile, to) : codec == ZSTD ? encode_zstd(tile, to) : encode_libdeflate(tile, to);
  if (!length) fail("a tile could not be encoded");
  return length;
}

void difference_row(const uint16_t *row, int width, uint16_t *to) {
  to[0] = row[0];
  for (int i = 1; i < width; i++) to[i] = row[i] - row[i - 1];
  memset(to + width, 0, 2 * (SIDE - width)); // beyond the image: as the last pixel
}
