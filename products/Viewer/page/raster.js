// Draws files of any UTM zone or of degrees into the map's own tiles, nearest pixel, on the CPU: the same picture on every machine.
import ImageTile from 'ol/source/ImageTile.js';
import TileLayer from 'ol/layer/Tile.js';
import { createXYZ } from 'ol/tilegrid.js';
import { toLonLat } from 'ol/proj.js';
import { blockOf, isNodata, levelFor, offsetOf, sampleOf } from './grid.js';
import { colourer } from './colours.js';

const SIZE = 256, NODES = 16; // a tile's places are projected exactly at 17 x 17 nodes, and lie on straight lines between them
// From zoom 1 on, where no tile holds both sides of the antimeridian.
const grid = createXYZ({ tileSize: SIZE, minZoom: 1, maxZoom: 18 }), HALF = Math.PI * 6378137; // of the Earth in EPSG:3857

// `filesFor(extent)` gives the files of a tile, undermost first: a later one covers an earlier one but where it has no data.
// `look` has the `band` and `colours` of what is shown; after a change of either, or of the files, call `redraw`.
export function rasterLayer(look, filesFor, complain, options) {
  let drawn = 0;
  const source = new ImageTile({
    tileGrid: grid, interpolate: false, transition: 0, wrapX: true,
    loader: async (z, x, y) => {
      const extent = grid.getTileCoordExtent([z, x, y]), image = new ImageData(SIZE, SIZE), pixels = new Uint32Array(image.data.buffer);
      // One that cannot be read leaves the others.
      for (const file of await filesFor(extent)) await draw(file, extent, pixels, { ...look }).catch(error => complain(error, file.address));
      const canvas = Object.assign(document.createElement('canvas'), { width: SIZE, height: SIZE });
      canvas.getContext('2d').putImageData(image, 0, 0);
      return canvas;
    },
  });
  const layer = new TileLayer({ source, ...options });
  // Not refresh(), at whose first call OpenLayers 10.11 keeps its tiles. The old picture stays until the new one is there.
  layer.redraw = () => source.setKey(String(++drawn));
  return layer;
}

async function draw(file, extent, pixels, { band, colours }) {
  const nodes = places(file, extent), l = levelFor(file, unitsPerPixel(nodes));
  const { cells, blocks } = cellsOf(file, l, nodes);
  // All blocks are known now and asked for together.
  await Promise.all([...blocks.keys()].map(async number => blocks.set(number, await file.block(l, number, band))));
  const colour = colourer(colours, l.isFloat), sample = sampleOf(l, band);
  for (let at = 0, last = -1, values; at < cells.length; at++) {
    if (cells[at] < 0) continue;
    const column = cells[at] % l.width, row = (cells[at] - column) / l.width, number = blockOf(l, column, row);
    if (number !== last) values = blocks.get(last = number);
    const value = values[offsetOf(l, column, row) + sample];
    if (!isNodata(file, value)) pixels[at] = colour(value);
  }
}

// The file's coordinates of the nodes, x and y in turn; the tile is turned as a whole, so that it is not torn.
function places(file, [west, south, east, north]) {
  const nodes = new Float64Array((NODES + 1) ** 2 * 2), turn = file.turn(longitudeOf((west + east) / 2));
  for (let row = 0, n = 0; row <= NODES; row++)
    for (let column = 0; column <= NODES; column++, n += 2) {
      const [x, y] = [west + (east - west) * column / NODES, north - (north - south) * row / NODES];
      [nodes[n], nodes[n + 1]] = file.project(longitudeOf(x) + turn, toLonLat([0, y])[1]);
    }
  return nodes;
}

const longitudeOf = x => x / HALF * 180; // and not toLonLat, which makes -180 of 180

function unitsPerPixel(nodes) {
  const middle = ((NODES + 1) * NODES / 2 + NODES / 2) * 2;
  return Math.hypot(nodes[middle + 2] - nodes[middle], nodes[middle + 3] - nodes[middle + 1]) * NODES / SIZE;
}

// Of each pixel of the tile its cell of the level, -1 outside; and the blocks that hold them.
function cellsOf(file, l, nodes) {
  const cells = new Int32Array(SIZE * SIZE).fill(-1), blocks = new Map(), step = SIZE / NODES;
  const across = l.width / (file.east - file.west), down = l.height / (file.north - file.south);
  for (let y = 0, at = 0, last = -1; y < SIZE; y++) {
    const v = (y + 0.5) / step, r = Math.floor(v), fv = v - r;
    const between = n => nodes[n] * (1 - fv) + nodes[n + (NODES + 1) * 2] * fv; // two rows of nodes
    for (let x = 0, n = r * (NODES + 1) * 2; x < SIZE; n += 2) {
      const [left, top, right, bottom] = [between(n), between(n + 1), between(n + 2), between(n + 3)];
      for (const end = x + step; x < end; x++, at++) {
        const fu = (x + 0.5) % step / step;
        const column = Math.floor((left * (1 - fu) + right * fu - file.west) * across);
        const row = Math.floor((file.north - top * (1 - fu) - bottom * fu) * down);
        if (!(column >= 0 && row >= 0 && column < l.width && row < l.height)) continue;
        cells[at] = row * l.width + column;
        const number = blockOf(l, column, row);
        if (number !== last) blocks.set(last = number, undefined);
      }
    }
  }
  return { cells, blocks };
}
