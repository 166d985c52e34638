// Coasts and borders of Natural Earth 1:50 million (public domain, by the package world-atlas), simplified, as text for page/lines.js.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mesh } from 'topojson-client';
import { filter, filterWeight, presimplify, simplify } from 'topojson-simplify';
import { write } from './page/lines.js';

const SQUARE = 0.001; // square degrees: points and islands whose triangle is smaller are left out
export const STEPS = 80; // a degree

export function world() {
  const atlas = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('world-atlas/countries-50m.json')));
  const weighed = presimplify(atlas), simple = filter(simplify(weighed, SQUARE), filterWeight(weighed, SQUARE));
  const lines = keep => write(mesh(simple, simple.objects.countries, keep).coordinates.map(steps).filter(line => line.length > 1));
  return { coasts: lines((a, b) => a === b), borders: lines((a, b) => a !== b), steps: STEPS };
}

// Unrolled: a line that jumps from 180 to -180 goes on at 180. Points that fall together are one.
function steps(line) {
  let turn = 0;
  const points = line.map(([x, y], i) => {
    if (i) turn += Math.round((line[i - 1][0] - x) / 360) * 360;
    return [x + turn, Math.max(-85, Math.min(85, y))].map(degrees => Math.round(degrees * STEPS));
  });
  return points.filter(([x, y], i) => !i || x !== points[i - 1][0] || y !== points[i - 1][1]);
}
