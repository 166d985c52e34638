// The head first, so that something is visible while the rest is unpacked.
const summary = JSON.parse(by('summary').textContent);
let show = () => {};
writeSections(summary, filter => show(filter));
try {
  const rows = await (await unpack('rows')).json();
  show = makeLedger(rows, summary);
  if (by('zoneData')) makeZones(await (await unpack('zoneData')).json(), summary);
  if (summary.map) makeMap(summary, rows, readCells(await (await unpack('cells')).arrayBuffer(), summary));
} catch (error) {
  by('outcome').append(node('p', {}, `This browser could not unpack the rows and the map (${error.message}); use a browser of 2023 or later, or ledger.json.`));
  console.error(error);
}
writeContents();
document.documentElement.dataset.ready = 'true';
