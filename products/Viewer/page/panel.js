// The controls: what is chosen, what can be chosen, and the legend.

export const by = id => document.getElementById(id);

// Texts of the run enter the page only as text.
function fill(select, options, chosen) {
  select.replaceChildren(...options.map(([value, text]) => Object.assign(document.createElement('option'), { value, textContent: text })));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
  select.disabled = options.length < 2;
}

// Short, so that nothing is cut off: the run is named only where two are of one week.
export const weekOf = ({ week, from, lastDay }) => {
  const day = new Date(from).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return week ? `${week}, ${day}` : `${from.slice(0, 10)}${lastDay ? ` to ${lastDay}` : ''}`;
};
const nameOf = (one, all) =>
  all.some(other => other.run !== one.run && weekOf(other) === weekOf(one)) ? `${weekOf(one)} (${one.run})` : weekOf(one);

// Without the index, which stands above it.
function layerName({ look }, { title }) {
  const name = look.title.startsWith(`${title}, `) ? look.title.slice(title.length + 2) : look.title;
  return name[0].toUpperCase() + name.slice(1);
}

// `weeks` are those that are known by now: {run, week, from}, the newest first.
export function showChoices(weeks, { run, index, layer }, earlier, isDisk) {
  fill(by('week'), weeks.map(week => [week.run, nameOf(week, weeks)]), run.runId);
  fill(by('index'), run.indices.map(({ name, title }) => [name, title]), index);
  const shown = run.indices.find(({ name }) => name === index);
  fill(by('layer'), shown?.layers.map(one => [one.name, layerName(one, shown)]) ?? [], layer);
  by('swipe').disabled = !earlier || isDisk;
  const left = isDisk ? 'two weeks need a web server, such as ./run view' : earlier && `${nameOf(earlier, weeks)} on the left`;
  by('swipeText').textContent = `Swipe: ${earlier ? left : 'no previous week to compare with'}`;
}

export function showLegend(look) {
  by('low').textContent = look ? look.low.toLocaleString('en') : '';
  by('high').textContent = look ? look.high.toLocaleString('en') : '';
  by('ramp').style.background = look ? `linear-gradient(90deg, ${look.colours.join(', ')})` : '';
  by('ramp').style.borderLeft = look?.below ? `.8rem solid ${look.below}` : '';
  by('below').textContent = look?.below ? 'Blue: below 0.' : '';
}

export function showHead({ title, credit, report, runId }, page) {
  document.title = by('title').textContent = title;
  by('credit').textContent = `${credit}. Coasts and borders: Natural Earth.`;
  by('report').href = new URL(report, page).href;
  by('report').textContent = `Report of run ${runId}`;
}

const DAYS = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

// As 7 Dec, or 5–7 Dec; of composites nothing.
function daysOf(scenes) {
  const days = scenes.map(({ day }) => day).filter(Boolean).sort();
  return days.length ? DAYS.formatRange(new Date(days[0]), new Date(days.at(-1))) : '';
}

// What is seen: from near the scenes' own pixels, which have water, else the map's cells, of which the indices' values have not.
// `scenes` are null where the map is shown.
export function showSource({ indices, resolution, cells }, index, layer, scenes) {
  const shown = indices.find(({ name }) => name === index), [mean] = by('layer').options;
  if (mean) mean.textContent = scenes ? [daysOf(scenes), shown.title].filter(Boolean).join(', ') : layerName(shown.layers[0], shown);
  const cell = cells ? ` in cells of ${+(cells.cellDegrees / cells.side).toFixed(5)}°` : '';
  by('source').textContent = scenes ? `Showing pixels of the scenes, ${resolution} m, including water` : `Showing the map${cell}${layer === 'mean' ? ', water excluded' : ''}`;
}

const OUTLINES = { done: 'done', suspect: 'suspect', failed: 'failed', invalid: 'invalid', 'no-data': 'no data', none: 'no scene' };

// Of the outlines those that are drawn, which from afar have no dashes.
export function showKey(drawn, isFar, hasZones) {
  const statuses = Object.keys(OUTLINES).filter(status => drawn.has(status));
  const entry = (className, textContent) => Object.assign(document.createElement('li'), { className, textContent });
  by('key').replaceChildren(...statuses.map((status, i) => entry(status, `${i ? '' : 'tiles: '}${OUTLINES[status]}`)),
    ...hasZones ? [entry('zone', 'zones')] : [], entry('area', 'area of the request'), entry('gap', 'no value: point at it to see why'));
  by('key').classList.toggle('far', isFar);
}

export function showMessage(text) { by('message').textContent = text; }
