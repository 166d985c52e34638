// The head first, so that something is visible while the rest is unpacked.
const summary = JSON.parse(by('summary').textContent);
let show = () => {};
// On paper the page is light, whatever the screen is; what draws on canvases asks for its colours after this.
window.addEventListener('beforeprint', () => { document.documentElement.dataset.print = ''; });
window.addEventListener('afterprint', () => { delete document.documentElement.dataset.print; });
writeSections(summary, filter => show(filter));
try {
  const rows = unpackJson('rows');
  show = makeLedger(rows, summary);
  if (by('zoneData')) makeZones(unpackJson('zoneData'), summary);
  if (summary.map) makeMap(summary, rows, readCells(unpack('cells').buffer, summary), makeCoasts(unpackJson('coasts')));
} catch (error) {
  by('outcome').append(node('p', {}, `The rows and the map could not be shown (${error.message}): get the page again, or read ledger.json.`));
  console.error(error);
}
writeContents();
document.documentElement.dataset.ready = 'true';
