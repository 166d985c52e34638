// The table of zones: sorted by any column, a page of it shown. Zones are numbers into the columns of `data`.
const zonesPageLength = 25, paperColumns = 12;
const zoneColumns = (data, indices) => [
  { title: 'Zone', values: data.id }, { title: 'Name', values: data.name },
  ...indices.flatMap(({ label }, i) => [{ starts: true, title: label, values: data.mean[i], show: fixed(3) },
    { title: 'P10', name: `${label}, 10th percentile`, values: data.p10[i], show: fixed(3) },
    { title: 'P90', name: `${label}, 90th percentile`, values: data.p90[i], show: fixed(3) },
    ...data.change ? [{ title: 'Change', name: `${label}, change since the previous run`, values: data.change[i], show: fixed(3) }] : [],
    ...data.zScore ? [{ title: 'Anomaly', name: `${label}, z-score against other years`, values: data.zScore[i], show: fixed(1) }] : []]),
  { starts: true, title: 'Observed', values: data.observedShare, show: percent }, { title: 'Clear', values: data.clearShare, show: percent }, { title: 'Area', values: data.areaKm2, show: squareKilometres },
  { title: 'Pixels', values: data.pixels, show: count }, { title: 'Valid', values: data.validPixels, show: count },
  { title: 'Why no values', values: data.reason.map(reason => zoneReasons[reason]) },
];

// The columns of each table on paper: whole groups, as many as fit across a sheet, each table with the zones' names.
function sheetsOf([id, name, ...others]) {
  const groups = [], sheets = [[]];
  for (const column of others) column.starts ? groups.push([column]) : groups.at(-1).push(column);
  for (const group of groups) sheets.at(-1).length + group.length > paperColumns ? sheets.push(group) : sheets.at(-1).push(...group);
  return sheets.map(sheet => [id, name, ...sheet]);
}

const zoneReasons = { 'no-pixel': 'no pixel: smaller than one, or outside the tiles', 'not-observed': 'not observed', 'not-clear': 'no clear pixels' };
// Fields in hectares: 0.04 ha.
const squareKilometres = area => area < 1 ? `${fixed(area < .1 ? 2 : 1)(100 * area)} ha` : `${fixed(2)(area)} km²`;

function makeZones(data, { indices }) {
  by('timings').before(node('section', { id: 'zones' }, node('h2', {}, 'Zones')));
  writeZoneReport(data);
  if (!data.id.length) return;
  const columns = zoneColumns(data, indices), zones = data.id.map((_, i) => i);
  const heads = node('tr'), body = node('tbody');
  const back = node('button', { type: 'button' }, 'Previous zones'), on = node('button', { type: 'button' }, 'Next zones');
  let sorted = columns[2], down = true, page = 0;

  function sort() {
    zones.sort((i, j) => {
      const [a, b] = [sorted.values[i], sorted.values[j]];
      if (a == null || b == null) return (a == null) - (b == null) || i - j; // without a value last in either direction
      return (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1) || i - j;
    });
    page = 0;
    draw();
  }

  function draw() {
    const first = page * zonesPageLength;
    body.replaceChildren(...zones.slice(first, first + zonesPageLength).map(i => node('tr', { 'data-zone': i }, ...columns.map(({ values, show }, place) =>
      node(place ? 'td' : 'th', place ? { class: show && 'number' } : { scope: 'row' }, show ? show(values[i]) : values[i] ?? '')))));
    back.disabled = page === 0;
    on.disabled = first + zonesPageLength >= zones.length;
    for (const column of columns) column.head.setAttribute('aria-sort', column !== sorted ? 'none' : down ? 'descending' : 'ascending');
  }

  for (const column of columns) {
    const button = node('button', { type: 'button', 'aria-label': column.name }, column.title);
    button.addEventListener('click', () => { down = sorted === column && !down; sorted = column; sort(); });
    heads.append(column.head = node('th', { scope: 'col', class: column.show && 'number' }, button));
  }
  back.addEventListener('click', () => { page--; draw(); });
  on.addEventListener('click', () => { page++; draw(); });
  const printed = node('div', {});
  window.addEventListener('beforeprint', () => printed.append(...sheetsOf(columns).map(print)));
  window.addEventListener('afterprint', () => printed.replaceChildren());

  // All zones, in the order of the screen; as of the ledger's rows there is a limit.
  function print(sheet) {
    const more = zones.length > mostPrinted ? ` The first ${count(mostPrinted)} of ${count(zones.length)}.` : '';
    return table(`Statistics of the clear land pixels in each zone.${more}`, sheet.map(({ title, show }) => [title, show && 'number']),
      zones.slice(0, mostPrinted).map(i => sheet.map(({ values, show }) => show ? show(values[i]) : values[i])));
  }

  const beside = node('div', {},
    node('div', { class: 'scroll screen', role: 'region', 'aria-label': 'Table of zones', tabindex: 0 }, node('table', {},
      node('caption', {}, 'Statistics of the clear land pixels in each zone. A heading sorts by its column.'), node('thead', {}, heads), body)),
    node('div', { class: 'pages' }, back, on), printed);
  by('zones').append(data.outlines ? node('div', { class: 'beside' }, node('div', { id: 'zoneMap' }), beside) : beside);
  sort();
  if (!data.outlines) return;
  const map = makeChoropleth(data, i => columns.slice(2).filter(({ values }) => values[i] != null)
    .map(({ title, name, values, show }) => `${name ?? title} ${(show ?? String)(values[i])}`).join(', '));
  for (const [event, from] of [['mouseover', body], ['focusin', body]])
    from.addEventListener(event, ({ target }) => map.point(target.closest('tr')?.dataset.zone));
}

function writeZoneReport({ report, id }) {
  const more = report.count - id.length;
  by('zones').append(node('p', {}, `${several(report.count, 'zone')}${more > 0 ? `, of which the page shows the first ${count(id.length)}; the tables have all` : ''}.`));
  if (report.smallerThanPixel.length) by('zones').append(node('p', {}, `Smaller than a pixel: ${report.smallerThanPixel.slice(0, 50).join(', ')}${report.smallerThanPixel.length > 50 ? ' ...' : ''}`));
  if (report.bad.length) by('zones').append(node('p', {}, 'Left out:'), node('ul', { class: 'list' }, ...report.bad.slice(0, 50).map(bad => node('li', {}, `${bad.id} ${bad.reason}`)),
    ...(report.bad.length > 50 ? [node('li', {}, 'and more, see ledger.json')] : [])));
}
