// The directories of a GeoTIFF of ours: little-endian, classic, tiled. What it does not know it refuses, by name.

const HEAD_BYTES = 32768; // the directories and, as a rule, all block tables: the writer puts them first
const TAG = {
  subfile: 254, width: 256, height: 257, bits: 258, compression: 259, samples: 277, planar: 284, predictor: 317,
  blockWidth: 322, blockHeight: 323, offsets: 324, sizes: 325, format: 339, pixelScale: 33550, tiepoint: 33922, geoKeys: 34735,
  items: 42112, nodata: 42113,
};
const TYPE_BYTES = { 1: 1, 2: 1, 3: 2, 4: 4, 12: 8 };
const NUMBERS = { '1/8': Uint8Array, '2/16': Int16Array, '2/32': Int32Array, '3/32': Float32Array }; // sample format / bits
const MODEL_KEYS = [3072, 2048]; // projected, geographic

// Levels from the finest on, with where the file lies and what it says of itself.
// `read(start, stop)` gives bytes as an ArrayBuffer, fewer at the end of the file.
export async function readHeader(name, read) {
  const head = new DataView(await read(0, HEAD_BYTES));
  if (head.byteLength < 8 || head.getUint16(0) !== 0x4949 || head.getUint16(2, true) !== 42)
    throw new Error(`${name} is no classic little-endian TIFF`);
  const levels = [], first = {};
  for (let at = head.getUint32(4, true); at;) {
    const { tags, next } = await directory(name, head, at, read);
    if (!levels.length) Object.assign(first, place(name, tags), { items: items(text(tags.get(TAG.items))), nodata: nodataOf(tags) });
    if (!((tags.get(TAG.subfile)?.[0] ?? 0) & 4)) levels.push(level(name, tags)); // 4: a mask
    at = next;
  }
  return { ...first, levels: levels.sort((a, b) => b.width - a.width) };
}

async function directory(name, head, at, read) {
  if (at + 2 > head.byteLength || at + 6 + head.getUint16(at, true) * 12 > head.byteLength)
    throw new Error(`${name} has a directory beyond its first ${HEAD_BYTES} bytes, so it is not as a run writes it`);
  const tags = new Map(), count = head.getUint16(at, true);
  for (let entry = at + 2; entry < at + 2 + count * 12; entry += 12) {
    const [type, length] = [head.getUint16(entry + 2, true), head.getUint32(entry + 4, true)], bytes = length * (TYPE_BYTES[type] ?? 0);
    const from = bytes > 4 ? head.getUint32(entry + 8, true) : entry + 8;
    const view = from + bytes <= head.byteLength ? new DataView(head.buffer, from, bytes) : new DataView(await read(from, from + bytes));
    tags.set(head.getUint16(entry, true), values(view, type, length));
  }
  return { tags, next: head.getUint32(at + 2 + count * 12, true) };
}

const READERS = {
  1: (view, i) => view.getUint8(i), 2: (view, i) => view.getUint8(i), 3: (view, i) => view.getUint16(i * 2, true),
  4: (view, i) => view.getUint32(i * 4, true), 12: (view, i) => view.getFloat64(i * 8, true),
};

function values(view, type, length) {
  const get = READERS[type];
  return get ? Array.from({ length }, (_, i) => get(view, i)) : [];
}

const text = bytes => bytes ? new TextDecoder().decode(new Uint8Array(bytes)).replace(/\0[^]*/, '') : '';
const nodataOf = tags => tags.has(TAG.nodata) ? Number(text(tags.get(TAG.nodata))) : NaN; // "nan" too

// GDAL's items of the file, not of its bands.
function items(xml) {
  const all = [...new DOMParser().parseFromString(xml || '<none/>', 'text/xml').querySelectorAll('Item:not([sample])')];
  return Object.fromEntries(all.map(item => [item.getAttribute('name'), item.textContent]));
}

function place(name, tags) {
  const [scale, tie, keys] = [tags.get(TAG.pixelScale), tags.get(TAG.tiepoint), tags.get(TAG.geoKeys) ?? []];
  const at = MODEL_KEYS.map(key => keys.findIndex((k, i) => i > 3 && i % 4 === 0 && k === key)).find(i => i > 0);
  if (!scale || !tie || !at) throw new Error(`${name} does not say where it lies: it has no scale, tie point or EPSG code`);
  const [width, height] = [TAG.width, TAG.height].map(tag => tags.get(tag)[0]), [west, north] = [tie[3], tie[4]];
  return { epsg: keys[at + 3], west, north, east: west + scale[0] * width, south: north - scale[1] * height };
}

function level(name, tags) {
  const one = (tag, otherwise) => tags.get(tag)?.[0] ?? otherwise;
  const [width, height, blockWidth, blockHeight] = [TAG.width, TAG.height, TAG.blockWidth, TAG.blockHeight].map(tag => one(tag));
  const [samples, planes] = [one(TAG.samples, 1), one(TAG.planar, 1) === 2], kind = `${one(TAG.format, 1)}/${one(TAG.bits, 1)}`;
  if (!blockWidth || !NUMBERS[kind])
    throw new Error(`${name} holds samples of format/bits ${kind}; expected tiles of ${Object.keys(NUMBERS).join(', ')}`);
  const across = Math.ceil(width / blockWidth), down = Math.ceil(height / blockHeight);
  return {
    width, height, blockWidth, blockHeight, across, Numbers: NUMBERS[kind], isFloat: kind[0] === '3',
    samples: planes ? 1 : samples, // side by side in a block
    perPlane: planes ? across * down : 0,
    compression: one(TAG.compression, 1), predictor: one(TAG.predictor, 1), offsets: tags.get(TAG.offsets), sizes: tags.get(TAG.sizes),
  };
}
