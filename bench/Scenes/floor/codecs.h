// The cheapest codecs that are known for one tile: libdeflate to decode; ISA-L, zstd or libdeflate, all at level 1, to encode.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { SIDE = 512, TILE_BYTES = SIDE * SIDE * 2, ROOM = TILE_BYTES + TILE_BYTES / 64 + 4096 }; // of a tile that is encoded

typedef enum { ISAL, ZSTD, LIBDEFLATE } Codec;

void decode_tile(const uint8_t *from, size_t length, uint8_t *to, int side, int bytes);
size_t encode_tile(Codec codec, const uint16_t *tile, uint8_t *to);
void difference_row(const uint16_t *row, int width, uint16_t *to);
