// The table of all rows: filtered, sorted, a page of it shown. Rows are numbers into the columns of `data`.
const pageLength = 50, mostPrinted = 2000;
const columnsOf = indices => [
  { title: 'Tile', value: 'tile' }, { title: 'Scene', value: 'scene' }, { title: 'Sensed', value: 'sensed' }, { title: 'Status', value: 'status' },
  { title: 'Reason', value: 'reason', kind: 'wide' }, { title: 'Clear', value: 'clear', kind: 'number', show: percent }, { title: 'Clouds, %', value: 'cloud', kind: 'number', show: fixed(1) },
  ...indices.flatMap(({ name, label }, i) => [{ title: label, value: `mean-${name}`, kind: 'number', show: fixed(3) },
    ...(i ? [] : [{ title: '±', name: `Standard deviation of ${label}`, value: 'deviation', kind: 'number', show: fixed(3) }])]),
  { title: 'Offset', value: 'offset' }, { title: 'Baseline', value: 'baseline' }, { title: 'Attempt', value: 'attempt', kind: 'number' },
  { title: 'Seconds', value: 'total', kind: 'number', show: fixed(1) },
];

function makeLedger(data, { indices }) {
  const columns = columnsOf(indices);
  indices.forEach(({ name }, i) => { data[`mean-${name}`] = data.means[i]; });
  data.status = data.status.map(status => status ?? noScene);
  data.total = data.seconds.map(seconds => seconds && seconds[0] + seconds[1] + seconds[2]);
  const all = data.tile.map((_, i) => i);
  const texts = all.map(i => [data.tile[i], data.scene[i], data.sensed[i], data.status[i], data.reason[i], data.detail[i], data.offset[i]].join(' ').toLowerCase());
  let rows = all, page = 0, sorted = columns[0], down = false;

  function filter() {
    const [status, reason, words] = [by('status').value, by('reason').value, by('find').value.toLowerCase().split(' ').filter(Boolean)];
    rows = all.filter(i => (!status || data.status[i] === status) && (!reason || data.reason[i] === reason) && words.every(word => texts[i].includes(word)));
    sort();
  }

  // Rows without a value come last in either direction; equal rows keep the order of the ledger.
  function sort() {
    const values = data[sorted.value];
    rows.sort((i, j) => {
      const [a, b] = [values[i], values[j]];
      if (a == null || b == null) return (a == null) - (b == null) || i - j;
      return (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1) || i - j;
    });
    page = 0;
    draw();
  }

  function draw(length = pageLength) {
    const first = page * pageLength, shown = rows.slice(first, first + length);
    by('table').tBodies[0].replaceChildren(...shown.map(line));
    by('shown').textContent = rows.length
      ? `Rows ${count(first + 1)} to ${count(first + shown.length)} of ${count(rows.length)}${rows.length < all.length ? ` (${count(all.length)} without the filter)` : ''}`
      : `No row matches the filter (${count(all.length)} without it)`;
    by('back').disabled = page === 0;
    by('on').disabled = first + pageLength >= rows.length;
    for (const column of columns) column.head.setAttribute('aria-sort', column !== sorted ? 'none' : down ? 'descending' : 'ascending');
  }

  const line = i => node('tr', {}, ...columns.map((column, place) =>
    node(place === 0 ? 'th' : 'td', place === 0 ? { scope: 'row' } : { class: column.kind }, content(column, i))));

  function content({ value, show }, i) {
    if (value === 'status') return pill(data.status[i]);
    if (value === 'reason') return [data.reason[i], data.detail[i]].filter(Boolean).join(': ');
    if (value === 'scene' && data.scene[i]) {
      const name = breakable(data.scene[i]);
      return data.product[i] ? node('a', { href: `../output/${link(data.product[i])}` }, name) : name;
    }
    const held = data[value][i];
    return show ? show(held) : held == null ? '' : String(held);
  }

  function headings() {
    const made = columns.map(column => {
      const button = node('button', { type: 'button', 'aria-label': column.name }, column.title);
      button.addEventListener('click', () => { down = sorted === column && !down; sorted = column; sort(); });
      return column.head = node('th', { scope: 'col', class: column.kind === 'number' ? 'number' : null }, button);
    });
    by('table').tHead.append(node('tr', {}, ...made));
  }

  function options(id, values) {
    const counts = new Map();
    for (const value of values) if (value != null) counts.set(value, (counts.get(value) ?? 0) + 1);
    by(id).append(...[...counts].sort().map(([value, times]) => node('option', { value }, `${value} (${count(times)})`)));
  }

  function turn(pages) {
    page += pages;
    draw();
    by('table').scrollIntoView({ block: 'start' });
  }

  headings();
  options('status', data.status);
  options('reason', data.reason);
  by('status').addEventListener('change', filter);
  by('reason').addEventListener('change', filter);
  by('find').addEventListener('input', filter);
  by('filters').addEventListener('submit', event => event.preventDefault());
  by('filters').addEventListener('reset', () => setTimeout(filter));
  by('back').addEventListener('click', () => turn(-1));
  by('on').addEventListener('click', () => turn(1));
  // All rows that match, in one go; a ledger of the Earth would be hundreds of sheets.
  window.addEventListener('beforeprint', () => { page = 0; draw(mostPrinted); });
  window.addEventListener('afterprint', () => draw());
  filter();

  return function show({ status, reason }) {
    [by('status').value, by('reason').value, by('find').value] = [status ?? '', reason ?? '', ''];
    filter();
    by('ledger').scrollIntoView();
    by('status').focus({ preventScroll: true });
  };
}
