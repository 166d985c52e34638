// Colours of a layer, as the run's data gives them: core's own ramps.

const MOST = 20000; // one for each stored value of the measures

// A function from a sample to 0xAABBGGRR, which is what an ImageData of a little-endian machine holds.
export function colourer({ low, high, colours, below, scale }, isFloat) {
  const factor = isFloat ? 1 : scale, count = Math.max(1, Math.min(MOST, Math.round((high - low) / scale)));
  const table = Uint32Array.from({ length: count + 1 }, (_, i) => blend(colours, i / count));
  const under = below ? pack(channels(below)) : table[0];
  return sample => {
    const value = sample * factor, place = Math.round((value - low) / (high - low) * count);
    return place < 0 ? under : table[place > count ? count : place];
  };
}

const channels = colour => [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16));
const pack = ([r, g, b]) => (255 << 24 | b << 16 | g << 8 | r) >>> 0;

function blend(colours, share) {
  const place = share * (colours.length - 1), at = Math.min(Math.floor(place), colours.length - 2);
  const [from, to] = [channels(colours[at]), channels(colours[at + 1])];
  return pack(from.map((c, i) => Math.round(c + (to[i] - c) * (place - at))));
}
