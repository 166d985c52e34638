// The controls: what is chosen, what can be chosen, and the legend.

export const by = id => document.getElementById(id);

// Texts of the run enter the page only as text.
function fill(select, options, chosen) {
  select.replaceChildren(...options.map(([value, text]) => Object.assign(document.createElement('option'), { value, textContent: text })));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
  select.disabled = options.length < 2;
}

// Short, so that nothing is cut off: the run is named only where two are of one week.
const weekOf = ({ week, from, lastDay }) => {
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
export function showChoices(weeks, { run, index, layer }, earlier) {
  fill(by('week'), weeks.map(week => [week.run, nameOf(week, weeks)]), run.runId);
  fill(by('index'), run.indices.map(({ name, title }) => [name, title]), index);
  const shown = run.indices.find(({ name }) => name === index);
  fill(by('layer'), shown?.layers.map(one => [one.name, layerName(one, shown)]) ?? [], layer);
  by('swipe').disabled = !earlier;
  by('swipeText').textContent = earlier ? `Swipe: ${nameOf(earlier, weeks)} on the left` : 'Swipe: no previous week to compare with';
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

// What is seen: from near the scenes' own pixels, which have water, else the map's cells, of which the indices' values have not.
export function showSource(isNear, { resolution, cells }, layer) {
  const cell = cells ? ` in cells of ${+(cells.cellDegrees / cells.side).toFixed(5)}°` : '';
  by('source').textContent = isNear ? `Showing pixels of the scenes, ${resolution} m, including water` : `Showing the map${cell}${layer === 'mean' ? ', water excluded' : ''}`;
}

export function showMessage(text) { by('message').textContent = text; }
