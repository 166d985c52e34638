// The controls: what is chosen, what can be chosen, and the legend.

export const by = id => document.getElementById(id);

// Texts of the run enter the page only as text.
function fill(select, options, chosen) {
  select.replaceChildren(...options.map(([value, text]) => Object.assign(document.createElement('option'), { value, textContent: text })));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
  select.disabled = options.length < 2;
}

const nameOf = ({ run, week, from, lastDay }) =>
  `${week ? `${week}, ` : ''}${from.slice(0, 10)}${lastDay ? ` to ${lastDay}` : ''} (${run})`;

// `weeks` are those that are known by now: {run, week, from}, the newest first.
export function showChoices(weeks, { run, index, layer }, earlier) {
  fill(by('week'), weeks.map(week => [week.run, nameOf(week)]), run.runId);
  fill(by('index'), run.indices.map(({ name, title }) => [name, title]), index);
  fill(by('layer'), run.indices.find(({ name }) => name === index)?.layers.map(({ name, look }) => [name, look.title]) ?? [], layer);
  by('swipe').disabled = !earlier;
  by('swipeText').textContent = earlier ? `Swipe: left of the line ${nameOf(earlier)}` : 'Swipe: no earlier week to compare with';
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
  by('credit').textContent = credit;
  by('report').href = new URL(report, page).href;
  by('report').textContent = `The report of ${runId}`;
}

export function showMessage(text) { by('message').textContent = text; }
