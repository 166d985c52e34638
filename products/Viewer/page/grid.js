// Places in a file: the same for a COG and for the cells in the page.

// The coarsest level whose pixels are no larger than asked for. A pixel of an overview is the extent over its width, not a power of two.
export const levelFor = (file, unitsPerPixel) =>
  file.levels.findLast(l => (file.east - file.west) / l.width <= unitsPerPixel) ?? file.levels[0];

export function inside(file, longitude, latitude) {
  const [x, y] = file.project(longitude + file.turn(longitude), latitude);
  return x >= file.west && x < file.east && y <= file.north && y > file.south;
}

// The value of the finest pixel at a place, undefined outside and where there is none.
export async function valueAt(file, longitude, latitude, band) {
  const [x, y] = file.project(longitude + file.turn(longitude), latitude), [l] = file.levels;
  const column = Math.floor((x - file.west) / (file.east - file.west) * l.width);
  const row = Math.floor((file.north - y) / (file.north - file.south) * l.height);
  if (!(column >= 0 && row >= 0 && column < l.width && row < l.height)) return undefined;
  const block = await file.block(l, blockOf(l, column, row), band), value = block[offsetOf(l, column, row) + sampleOf(l, band)];
  return isNodata(file, value) ? undefined : value;
}

export const blockOf = (l, column, row) => Math.floor(row / l.blockHeight) * l.across + Math.floor(column / l.blockWidth);
export const offsetOf = (l, column, row) => (row % l.blockHeight * l.blockWidth + column % l.blockWidth) * l.samples;
export const sampleOf = (l, band) => l.samples === 1 ? 0 : band - 1;
export const isNodata = (file, value) => value === file.nodata || value !== value;
