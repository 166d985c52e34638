// The value at a place, from the file at its full resolution and never from the screen.
import { containsXY, buffer } from 'ol/extent.js';
import { fromLonLat } from 'ol/proj.js';
import { inside, valueAt } from './grid.js';
import { QA, WORLD } from './scenes.js';

const MARGIN = 2000; // metres of EPSG:3857: outlines are simplified

// What is known of a place, and once more when the QA layer has been read too: a value does not wait for it, nor fail with it.
export async function* describe(side, longitude, latitude) {
  const { week, layer } = side;
  if (!layer) return yield 'this week has no such layer';
  const found = side.fine.getVisible() ? await ofScene(side, longitude, latitude) : await ofMap(week, layer, longitude, latitude);
  if (!found) {
    yield 'no value here';
    return yield `no value here${await whyNot(side, longitude, latitude)}`;
  }
  const value = `${found.title} ${write(found.value, layer.look.scale, found.isFloat)}`;
  yield `${value} (${found.from})`;
  if (!found.row) return;
  const { code, isUnreadable } = await seen(week, found.row, longitude, latitude), isWater = code !== undefined && code === week.run.qa.water;
  yield `${value}${isWater ? ', water' : ''} (${found.from}${isUnreadable ? ', whose QA file cannot be read' : ''})`;
}

// What the scene's own QA layer says of the place, or the map's clear share, or why the tile has no scene.
async function whyNot({ week, index, fine }, longitude, latitude) {
  const at = fromLonLat([longitude, latitude]), turned = [-WORLD, 0, WORLD].map(turn => [at[0] + turn, at[1]]);
  const rows = week.rows.filter(row => touches(row, ...at) && turned.some(place => week.polygonOf(row).intersectsCoordinate(place)));
  for (const row of fine.getVisible() && week.run.qa ? rows.filter(({ has }) => has).reverse() : []) {
    const { code, isUnreadable } = await seen(week, row, longitude, latitude);
    if (isUnreadable) return `: the QA file of ${row.scene} cannot be read`;
    if (code !== undefined) return `: ${lower(week.run.qa.titles[code])} (${row.scene})`;
  }
  const clear = fine.getVisible() ? undefined : (await ofMap(week, week.layer(index, 'clear'), longitude, latitude))?.value;
  if (clear !== undefined) return clear > 0 ? ': water only' : ': no clear pixels';
  const open = rows.find(({ has }) => !has);
  return open ? `: ${open.status === 'none' ? 'no scene' : open.status}${open.reason ? `, ${open.reason}` : ''} (${open.tile})` : '';
}

// The code of a scene's QA layer at a place, undefined outside of it and where there is none.
async function seen({ scenes }, row, longitude, latitude) {
  if (!scenes.has(row, QA)) return {};
  try {
    const file = await scenes.open(row, QA);
    if (!file) return { isUnreadable: true };
    return { code: inside(file, longitude, latitude) ? await valueAt(file, longitude, latitude, 1) ?? 0 : undefined };
  } catch {
    return { isUnreadable: true };
  }
}

const lower = title => title[0].toLowerCase() + title.slice(1);

// The topmost scene that has a value, as the picture has it.
async function ofScene({ week, index }, longitude, latitude) {
  const [x, y] = fromLonLat([longitude, latitude]);
  const here = week.scenes.inView([x, y, x, y].map((n, i) => n + (i < 2 ? -MARGIN : MARGIN)), index).filter(row => touches(row, x, y));
  for (const row of here.reverse()) {
    const file = await week.scenes.open(row, index), value = file && await valueAt(file, longitude, latitude, 1);
    if (value !== undefined) return { value, title: titleOf(week, index), from: row.scene, isFloat: file.levels[0].isFloat, row };
  }
}

const touches = (row, x, y) => [-WORLD, 0, WORLD].some(turn => containsXY(buffer(row.extent, MARGIN), x + turn, y));

async function ofMap(week, layer, longitude, latitude) {
  const map = await week.map(layer), value = map && await valueAt(map.file, longitude, latitude, map.band);
  const from = map?.file === layer.cells ? 'cells of this page' : 'map';
  if (value !== undefined) return { value, title: layer.look.title, from, isFloat: false };
}

const titleOf = (week, index) => week.run.indices.find(({ name }) => name === index).title;

export const written = (value, digits) => (+value.toFixed(digits) || 0).toFixed(digits); // no sign of what rounds to zero
const write = (value, scale, isFloat) => written(isFloat ? value : value * scale, Math.max(0, Math.round(-Math.log10(scale))));

// 181 degrees are 179 west.
export const place = (longitude, latitude) =>
  `${degrees(latitude, 'N', 'S')}, ${degrees(longitude - 360 * Math.round(longitude / 360), 'E', 'W')}`;
const degrees = (value, plus, minus) => `${Math.abs(value).toFixed(4)}° ${value < 0 ? minus : plus}`;
