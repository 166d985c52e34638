// Colours of a layer, as the run's data gives them: core's own ramps.

const MOST = 20000; // one for each stored value of the measures

// A function from a sample to 0xAABBGGRR, which is what an ImageData of a little-endian machine holds.
export function colourer(look, isFloat) {
  const { low, high, below, scale } = look, factor = isFloat ? 1 : scale;
  const table = tableOf(look), count = table.length - 1, under = below ? pack(channels(below)) : table[0];
  return sample => {
    const value = sample * factor, place = Math.round((value - low) / (high - low) * count);
    return place < 0 ? under : table[place > count ? count : place];
  };
}

const tables = new WeakMap(); // by look: a table takes as long as the drawing of a tile
function tableOf(look) {
  if (!tables.has(look)) {
    const { low, high, scale } = look, count = Math.max(1, Math.min(MOST, Math.round((high - low) / scale)));
    const stops = look.colours.map(channels);
    tables.set(look, Uint32Array.from({ length: count + 1 }, (_, i) => blend(stops, i / count)));
  }
  return tables.get(look);
}

const channels = colour => [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16));
const pack = ([r, g, b]) => (255 << 24 | b << 16 | g << 8 | r) >>> 0;

function blend(stops, share) {
  const place = share * (stops.length - 1), at = Math.min(Math.floor(place), stops.length - 2), [from, to] = [stops[at], stops[at + 1]];
  return pack(from.map((c, i) => Math.round(c + (to[i] - c) * (place - at))));
}
