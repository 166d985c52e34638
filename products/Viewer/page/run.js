// The data of a run: what Aggregate outputs put into this page, or into the page of another run.
import { inflate } from './inflate.js';
import { projection } from './utm.js';

const VERSION = 1;

export const ownData = () => unpack(document.getElementById('run').textContent);

// Of another run, from its own viewer.
export async function dataOf(page) {
  const response = await fetch(page).catch(() => undefined);
  if (!response?.ok) throw new Error(`its viewer cannot be read (${response ? `status ${response.status}` : 'no answer'})`);
  const data = /<script type="application\/octet-stream" id="run">([\w+/=]*)<\/script>/.exec(await response.text())?.[1];
  if (!data) throw new Error('its page is no viewer');
  return unpack(data);
}

// Base64 of gzip of a length in four bytes, that many bytes of JSON, and of each layer with cells those of all rows as int16.
async function unpack(text) {
  const letters = atob(text.trim()), packed = new Uint8Array(letters.length);
  for (let i = 0; i < packed.length; i++) packed[i] = letters.charCodeAt(i); // Uint8Array.from takes ten times as long
  const bytes = await inflate(packed, 'gzip');
  const length = new DataView(bytes).getUint32(0, true), run = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length)));
  if (run.version !== VERSION) throw new Error(`its data has version ${run.version}; this page reads ${VERSION}`);
  addCells(run, bytes.slice(4 + length));
  return run;
}

// Each layer with cells gets them as a file of one block, in the page and so at hand from a disk too.
function addCells({ cells: grid, indices }, bytes) {
  let at = 0;
  for (const layer of indices.flatMap(index => index.layers).filter(layer => layer.hasCells)) {
    const values = new Int16Array(bytes, at, grid.columns * grid.rows);
    at += values.byteLength;
    const [east, south] = [grid.west + grid.columns * grid.cellDegrees, grid.north - grid.rows * grid.cellDegrees];
    const [width, height] = [grid.columns, grid.rows];
    const l = { width, height, blockWidth: width, blockHeight: height, across: 1, samples: 1, perPlane: 0, isFloat: false };
    layer.cells = {
      west: grid.west, north: grid.north, east, south, nodata: layer.look.nodata, levels: [l], block: async () => values,
      ...projection(4326, (grid.west + east) / 2),
    };
  }
}

// The lower left and upper right of rings in steps, in degrees.
export function bounds({ west, north, step }, all) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const steps of all)
    for (let i = 0, x = 0, y = 0; i < steps.length; i += 2) {
      [left, right] = [Math.min(left, x += steps[i]), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y += steps[i + 1]), Math.max(bottom, y)];
    }
  return [[west + left * step, north - bottom * step], [west + right * step, north - top * step]];
}

// Rings in degrees, closed, from whole steps: [x, y, dx, dy, dx, dy ...].
export function rings({ west, north, step }, all) {
  return all.map(steps => {
    let [x, y] = [0, 0];
    const points = [];
    for (let i = 0; i < steps.length; i += 2) points.push([west + (x += steps[i]) * step, north - (y += steps[i + 1]) * step]);
    return [...points, points[0]];
  });
}
