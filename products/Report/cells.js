// The cells of the map: unpacked, coloured, and painted where the view has them.
const nodata = -19999;

// The bands of each index, in the order in which they were packed: observations of all first, then the other layers of each.
function readCells(buffer, { map, indices }) {
  const cells = map.columns * map.rows, seen = indices.filter(index => index.layers.length);
  let start = 4 * cells * seen.length;
  const band = () => new Int16Array(buffer, (start += 2 * cells) - 2 * cells, cells);
  return Object.fromEntries(seen.map(({ name, layers }, i) => [name, Object.fromEntries([
    ['observations', new Int32Array(buffer, 4 * cells * i, cells)],
    ...layers.filter(layer => layer.name !== 'observations').map(layer => [layer.name, band()]),
  ])]));
}

// Red, green and blue of #rrggbb.
const channels = colour => [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16));

function colourer({ low, high, colours, below }) {
  const stops = colours.map(channels), under = below && channels(below);
  return value => {
    if (under && value < low) return under;
    const place = Math.min(Math.max((value - low) / (high - low), 0), 1) * (stops.length - 1), first = Math.min(Math.floor(place), stops.length - 2);
    return stops[first].map((channel, i) => Math.round(channel + (stops[first + 1][i] - channel) * (place - first)));
  };
}

// What colours cells without a value: no clear pixels, water; and those with a mean that a change or an anomaly has no value of.
function gapColourer(cells, gaps) {
  const unclear = channels(gaps.find(gap => gap.name === 'no clear pixels').colour);
  return i => cells.observations[i] === nodata ? null : cells.mean[i] !== nodata ? notComparedColour : cells.clear[i] > 0 ? waterColour : unclear;
}

const waterColour = [201, 216, 228], notComparedColour = [216, 207, 232]; // apart from the grey of no change

// What lies under each cell: red, green, blue and alpha of its tiles' gap, what is hatched in one colour.
function groundOf(outlines, gaps, grid) {
  const paint = node('canvas', { width: grid.columns, height: grid.rows }).getContext('2d', { willReadFrequently: true }), scale = 1 / grid.cellDegrees;
  const view = { x: longitude => (longitude - grid.west) * scale, y: latitude => (grid.north - latitude) * scale, scale, squeeze: 1 };
  outlines.fill(paint, view, 1, gaps, gaps.find(gap => gap.isHatched).colour);
  return paint.getImageData(0, 0, grid.columns, grid.rows).data;
}

// The colours of the cells without a value, each once, as "163,173,183".
function coloursThere(cells, layer, gapColour, ground) {
  const there = new Set();
  cells[layer.name].forEach((value, i) => { if (value === layer.nodata) there.add(String(gapColour(i) ?? ground.slice(4 * i, 4 * i + 3))); });
  return there;
}

// A canvas with a pixel for each cell. `values` are those of the layer, or others of its kind.
function raster(layer, values, grid, gapColour) {
  const canvas = node('canvas', { width: grid.columns, height: grid.rows });
  const [paint, colour] = [canvas.getContext('2d'), colourer(layer)];
  const image = paint.createImageData(grid.columns, grid.rows);
  values.forEach((value, i) => {
    const shown = value === layer.nodata ? gapColour(i) : colour(value * layer.scale);
    if (shown) image.data.set([...shown, 255], 4 * i);
  });
  paint.putImageData(image, 0, 0);
  return canvas;
}

// The part of a raster that is in view, without smoothing.
function place(paint, picture, view, grid, { width, height }, pixel) {
  const [[west, north], [east, south]] = [view.at(0, 0), view.at(width / pixel, height / pixel)], cell = grid.cellDegrees;
  const [left, top] = [Math.max(0, Math.floor((west - grid.west) / cell)), Math.max(0, Math.floor((grid.north - north) / cell))];
  const [right, bottom] = [Math.min(grid.columns, Math.ceil((east - grid.west) / cell)), Math.min(grid.rows, Math.ceil((grid.north - south) / cell))];
  const [x, y] = [view.x(grid.west + left * cell) * pixel, view.y(grid.north - top * cell) * pixel], side = cell * view.scale * pixel;
  paint.imageSmoothingEnabled = false;
  paint.drawImage(picture, left, top, right - left, bottom - top, x, y, (right - left) * side * view.squeeze, (bottom - top) * side);
}
