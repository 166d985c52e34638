// Unpacks gzip at once. Browsers' own streams take turns, and a page that is printed as soon as it has loaded would lack what comes later.
const codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]; // RFC 1951, 3.2.7
// First values and further bits of lengths and distances (3.2.5): a step doubles with each bit.
const stepsOf = (first, count, bitsOf) => Array.from({ length: count }, (_, i) => ({ first: (first += i && 1 << bitsOf(i - 1)), bits: bitsOf(i) }));
const copyLengths = [...stepsOf(3, 28, i => i < 8 ? 0 : (i >> 2) - 1), { first: 258, bits: 0 }], distances = stepsOf(1, 30, i => i < 2 ? 0 : (i >> 1) - 1);

// Of every possible run of bits the symbol that it begins with, and below it in four bits how many of them that takes.
function codesOf(lengths) {
  const most = Math.max(1, ...lengths), table = new Uint16Array(1 << most);
  for (let length = 1, code = 0; length <= most; length++, code <<= 1)
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      let first = 0; // the code's bits come the other way round
      for (let i = 0; i < length; i++) first |= (code >> i & 1) << length - 1 - i;
      for (let i = first; i < table.length; i += 1 << length) table[i] = symbol << 4 | length;
      code++;
    }
  return table;
}

const fixedCodes = () => [Array.from({ length: 288 }, (_, i) => i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8), Array(30).fill(5)].map(codesOf);

// CRC-32 (RFC 1952, 8).
const checksumSteps = Uint32Array.from({ length: 256 }, (_, i) => { for (let bit = 0; bit < 8; bit++) i = i >>> 1 ^ (i & 1 && 0xedb88320); return i; });
const checksumOf = bytes => ~bytes.reduce((sum, byte) => checksumSteps[(sum ^ byte) & 255] ^ sum >>> 8, -1) >>> 0;

// `packed` is one member without a name, as Packed.cs writes it, shorter than 4 GB unpacked.
function gunzip(packed) {
  const said = new DataView(packed.buffer).getUint32(packed.length - 4, true);
  if (said > 1032 * packed.length) throw new Error('the data are damaged'); // more than DEFLATE can pack
  const made = new Uint8Array(said);
  let [at, held, bits, end] = [10, 0, 0, 0];

  // `next` looks ahead by up to three bytes, of which the trailer has eight.
  function more() {
    if (at >= packed.length) throw new Error('the data end too early');
    held |= packed[at++] << bits;
    bits += 8;
  }

  function take(count) {
    while (bits < count) more();
    const value = held & (1 << count) - 1;
    held >>>= count;
    bits -= count;
    return value;
  }

  function next(codes) {
    while (bits < 15) more();
    const found = codes[held & codes.length - 1];
    if (!(found & 15)) throw new Error('the data are damaged');
    take(found & 15);
    return found >> 4;
  }

  function readCodes() {
    const [literals, ways, count] = [257 + take(5), 1 + take(5), 4 + take(4)], lengths = Array(19).fill(0);
    for (const place of codeOrder.slice(0, count)) lengths[place] = take(3);
    const codes = codesOf(lengths), all = [];
    while (all.length < literals + ways) {
      const length = next(codes);
      if (length < 16) all.push(length);
      else all.push(...Array(length === 16 ? 3 + take(2) : length === 17 ? 3 + take(3) : 11 + take(7)).fill(length === 16 ? all.at(-1) : 0));
    }
    return [codesOf(all.slice(0, literals)), codesOf(all.slice(literals))];
  }

  function copyStored() {
    at -= bits >> 3; // what is held beyond the byte that was begun
    [held, bits] = [0, 0];
    const length = take(16);
    made.set(packed.subarray(at += 2, at += length), end);
    end += length;
  }

  function inflate([literals, ways]) {
    for (let symbol; (symbol = next(literals)) !== 256;) {
      if (symbol < 256) { made[end++] = symbol; continue; }
      const { first, bits: more } = copyLengths[symbol - 257], stop = end + first + take(more), way = distances[next(ways)];
      for (let from = end - way.first - take(way.bits); end < stop;) made[end++] = made[from++]; // may read what it has just written
    }
  }

  for (let isLast = 0; !isLast;) {
    isLast = take(1);
    const kind = take(2);
    if (kind === 0) copyStored();
    else inflate(kind === 1 ? fixedCodes() : readCodes());
  }
  if (end !== made.length || checksumOf(made) !== new DataView(packed.buffer).getUint32(packed.length - 8, true)) throw new Error('the data are damaged');
  return made;
}
