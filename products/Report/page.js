// Helpers of all sections. Texts of the ledger enter the page only here: as text, never as markup.
const by = id => document.getElementById(id);

// A name that may break at its underscores.
function breakable(name) {
  const made = document.createDocumentFragment();
  name.split(/(?<=_)/).forEach((part, i) => made.append(...i ? [document.createElement('wbr'), part] : [part]));
  return made;
}

// A new element. A child is a node or a text; attributes that are null are left out.
function node(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value != null) made.setAttribute(key, value);
  made.append(...children.map(child => child ?? ''));
  return made;
}

const km2 = value => value == null ? '' : `${value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 })} km²`;
const count = value => value == null ? '' : value.toLocaleString('en');
const several = (number, one) => `${count(number)} ${one}${number === 1 ? '' : 's'}`;
// Without the sign of what rounds to zero.
const fixed = digits => value => value == null ? '' : (+value.toFixed(digits) || 0).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const percent = share => share == null ? '' : fixed(1)(100 * share) + ' %';
const time = text => text == null ? '' : text.slice(0, 16).replace('T', ' ');
const noScene = 'no scene';
const pill = status => node('span', { class: `status ${status === noScene ? '' : status}` }, status);
const link = path => path.split('/').map(part => part === '..' ? part : encodeURIComponent(part)).join('/');

function bytes(size) {
  const power = Math.min(Math.floor(Math.log10(Math.max(1, size)) / 3), 3);
  return `${(size / 1000 ** power).toPrecision(size < 1000 ? String(size).length : 3)} ${['B', 'KB', 'MB', 'GB'][power]}`;
}

// What a script element holds as gzip and base64, unpacked.
const unpack = id => gunzip(Uint8Array.from(atob(by(id).textContent), letter => letter.charCodeAt(0)));
const unpackJson = id => JSON.parse(new TextDecoder().decode(unpack(id)));

// A table without sorting. Columns are [title] or [title, 'number'] or [title, 'share']; the first cell of a row names it.
function table(caption, columns, rows) {
  const cell = (value, i) => i === 0
    ? node('th', { scope: 'row' }, value)
    : node('td', { class: columns[i][1] }, columns[i][1] === 'share' ? bar(value) : value);
  return node('div', { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: 0 }, node('table', {},
    node('caption', {}, caption),
    node('thead', {}, node('tr', {}, ...columns.map(([title, kind]) => node('th', { scope: 'col', class: kind }, title)))),
    node('tbody', {}, ...rows.map(row => node('tr', {}, ...row.map(cell))))));
}

// The number beside it says the same to those who do not see it.
function bar(share) {
  const made = node('span', { class: 'bar', 'aria-hidden': 'true' });
  made.style.width = `${100 * share}%`;
  return made;
}
