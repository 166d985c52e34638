// Values of a Cloud Optimized GeoTIFF of ours, block by block: DEFLATE is undone by the browser, ZSTD by 8 KB of script.
import { decompress } from 'fzstd';
import { inflate } from './inflate.js';
import { projection } from './utm.js';
import { readHeader } from './tiff.js';

const CACHE_BYTES = 192 * 1024 * 1024;

const CODECS = {
  1: packed => packed,
  8: packed => inflate(packed, 'deflate'),
  50000: (packed, bytes) => decompress(new Uint8Array(packed), new Uint8Array(bytes)).buffer,
};

async function unpacked(codec, packed, bytes) {
  try { return await codec(packed, bytes); } catch { return undefined; } // the browser's words name no file
}

const PREDICTORS = {
  1: (plain, { Numbers }) => new Numbers(plain),
  2(plain, { Numbers, blockWidth, samples }) { // differences of neighbours
    const numbers = new Numbers(plain), row = blockWidth * samples;
    for (let start = 0; start < numbers.length; start += row)
      for (let i = start + samples; i < start + row; i++) numbers[i] += numbers[i - samples];
    return numbers;
  },
  3(plain, { blockWidth, samples }) { // each row as planes of bytes, the highest first, and differences of those
    const bytes = new Uint8Array(plain), sorted = new Uint8Array(bytes.length), count = blockWidth * samples;
    for (let start = 0; start < bytes.length; start += count * 4) {
      for (let i = start + samples; i < start + count * 4; i++) bytes[i] += bytes[i - samples];
      for (let i = 0; i < count; i++)
        for (let plane = 0; plane < 4; plane++) sorted[start + i * 4 + 3 - plane] = bytes[start + plane * count + i];
    }
    return new Float32Array(sorted.buffer);
  },
};

const addressOf = key => key.replace(/#.*/s, '');
export const nameOf = key => addressOf(key).split('/').pop(); // for people

// `key` is the file's address, of one that was picked with its number after a #.
export async function openCog(key, read) {
  const name = nameOf(key), header = await readHeader(name, read), [{ compression, predictor }] = header.levels;
  if (!CODECS[compression] || !PREDICTORS[predictor])
    throw new Error(`${name} has TIFF compression ${compression}, predictor ${predictor}; expected none, DEFLATE or ZSTD, and 1 to 3`);
  return new Cog(key, name, read, header);
}

// All files share one cache of unpacked blocks, the one not used for longest out first.
const cache = new Map();
let held = 0;

class Cog {
  constructor(key, name, read, header) {
    Object.assign(this, header, { key, name, read, address: addressOf(key) }, projection(header.epsg, (header.west + header.east) / 2));
  }

  // The unpacked samples of a block as a promise: two who ask at once share one request.
  block(l, number, band) {
    const at = number + l.perPlane * (band - 1), key = `${this.key}|${l.width}|${at}`, known = cache.get(key);
    if (known) cache.delete(key);
    const entry = known ?? this.#fetch(l, at, key);
    cache.set(key, entry);
    for (const [oldest, { bytes }] of cache) {
      if (held <= CACHE_BYTES) break;
      cache.delete(oldest);
      held -= bytes;
    }
    return entry.values;
  }

  #fetch(l, at, key) {
    const bytes = l.blockWidth * l.blockHeight * l.samples * l.Numbers.BYTES_PER_ELEMENT, values = this.#unpack(l, at, bytes);
    values.catch(() => { if (cache.delete(key)) held -= bytes; }); // the next who asks tries again
    held += bytes;
    return { values, bytes };
  }

  async #unpack(l, at, bytes) {
    if (!l.sizes[at]) return new l.Numbers(bytes / l.Numbers.BYTES_PER_ELEMENT).fill(this.nodata); // left out, since it is empty
    const packed = await this.read(l.offsets[at], l.offsets[at] + l.sizes[at]);
    const plain = await unpacked(CODECS[l.compression], packed, bytes);
    if (plain?.byteLength !== bytes) throw new Error(`${this.name}: block ${at} is damaged; start the run again to restore the file`);
    return PREDICTORS[l.predictor](plain, l);
  }
}
