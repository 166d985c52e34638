// The sections made from the summary alone. `show` filters the ledger and scrolls to it.
function writeSections(summary, show) {
  writeHead(summary);
  writeCoverage(summary, show);
  writeWarnings(summary, show);
  writeTimings(summary);
  writeJobs(summary);
  writePictures(summary);
  writeProducts(summary);
  by('request').append(node('pre', { tabindex: 0, 'aria-label': 'The request as JSON' }, requestText(summary.request)));
  by('version').textContent = `Run ${summary.runId}, software ${summary.softwareVersion}. ${summary.credit}.${summary.map ? ' Coasts and borders: Natural Earth.' : ''}`;
}

// JSON with coordinates and other lists of numbers on one line.
// Coordinates run on, so that an outline of many points is some lines and not some sheets.
const requestText = request => JSON.stringify(request, null, 2)
  .replace(/\[[\s\d.,e+[\]-]+\]/g, numbers => numbers.replace(/\s+/g, '').replaceAll(',', ', '));

function writeHead(summary) {
  const { counts, land } = summary, part = (area, share) => `${km2(area)} (${percent(share)})`;
  document.title = by('title').textContent = `Vegetation map, ${summary.days}`;
  by('subject').textContent = summary.subject;
  by('generated').hidden = !summary.isGenerated;
  by('generated').textContent = summary.generatedNote ?? '';
  by('outcome').className = summary.outcome === 'published' ? (counts.failed + counts.invalid ? 'poor' : '') : 'bad';
  by('message').textContent = `${{ published: 'Published.', 'not-promoted': 'Written, not promoted.', incomplete: 'Incomplete, not published.', 'no-scenes': 'No scenes, no map.' }[summary.outcome] ?? summary.outcome} ${summary.message}`;
  if (summary.nextSteps.length)
    by('outcome').append(node('p', {}, 'What to do:'), node('ul', {}, ...summary.nextSteps.map(step => node('li', {}, step))));
  const figures = [['tiles', count(summary.tileOutcomes.reduce((sum, e) => sum + e.tiles, 0))], ['land expected (whole tiles)', km2(land.expectedKm2)],
    ['land observed (of whole tiles)', part(land.observedKm2, land.observedShare)], ['land clear (of whole tiles)', part(land.clearKm2, land.clearShare)],
    ['processed, of selected scenes', percent(summary.processed)], ['scenes found', count(summary.scenesFound)], ['scenes selected', count(counts.units)], ['done', count(counts.done)], ['suspect', count(counts.suspect)],
    ['no data', count(counts.noData)], ['invalid', count(counts.invalid)], ['failed', count(counts.failed)]];
  by('figures').append(...figures.map(([label, value]) => node('div', {}, node('dt', {}, label), node('dd', {}, value))));
}

// Links to the sections that are there, after all are written.
function writeContents() {
  const sections = [...document.querySelectorAll('main section:not([hidden])')];
  by('contents').append(...sections.map(s => node('li', {}, node('a', { href: `#${s.id}` }, s.querySelector('h2').textContent))));
}

function writeCoverage({ tileOutcomes, pixels, rejected, resolution, indices }, show) {
  const all = tileOutcomes.reduce((sum, e) => sum + e.tiles, 0);
  if (!all) by('coverage').append(node('p', {}, 'The area has no land tile, and no scene was found in it.'));
  else by('coverage').append(table('Tiles by outcome; a tile with several scenes counts once, by its best scene', [['Outcome'], ['Reason'], ['Land', 'number'], ['Tiles', 'number'], ['Share of tiles', 'number'], ['', 'share']],
    tileOutcomes.map(e => [pill(e.status ?? noScene), filterButton(e.reason, { status: e.status ?? noScene, reason: e.reason }, show), km2(e.landKm2), count(e.tiles), percent(e.tiles / all), e.tiles / all])));
  if (pixels.total) by('coverage').append(node('h3', {}, 'Pixels'), table(`${resolution} m pixels of all selected scenes${indices.length > 1 ? `, of ${indices[0].label}` : ''}, each counted under the first reason that applies`, [['Pixels'], ['Count', 'number'], ['Share', 'number'], ['', 'share']],
    [['valid', 'valid'], ['nodata: outside the swath', 'nodata'], ['saturated or corrupt', 'saturated'],
      ['masked: cloud, shadow, snow ...', 'masked'], ['next to a cloud or shadow', 'dilated'], ['reflectance below 0, clipped to DN 1', 'clipped'],
      ['reflectance out of range', 'outOfRange'], ...(pixels.tooFew ? [['too few values for a median', 'tooFew']] : [])]
      .map(([name, key]) => [name, count(pixels[key]), percent(pixels[key] / pixels.total), pixels[key] / pixels.total])));
  const passed = Object.entries(rejected);
  if (passed.length) by('coverage').append(node('h3', {}, 'Rejected scenes'), table('Scenes found but not processed', [['Reason'], ['Scenes', 'number']], passed.map(([reason, scenes]) => [reason, count(scenes)])));
}

// Without a text it is of the screen only: on paper it leads nowhere.
function filterButton(text, filter, show) {
  const button = node('button', { type: 'button', class: text ? 'link' : 'link screen', 'aria-label': `${text ?? filter.status}: show in the ledger` }, text ?? 'show');
  button.addEventListener('click', () => show(filter));
  return button;
}

function writeWarnings({ warnings }, show) {
  if (!warnings.length) by('warnings').append(node('p', {}, 'None: no suspect scene, no doubtful offset, no failed catalog.'));
  for (const { text, count: times, status, reason, items } of warnings) {
    by('warnings').append(node('p', {}, node('b', {}, count(times)), ' ', status ? filterButton(text, { status, reason }, show) : text));
    if (items) by('warnings').append(node('ul', { class: 'list' }, ...items.map(item => node('li', {}, item)), ...(items.length < times ? [node('li', {}, 'and more, see ledger.json')] : [])));
  }
}

function writeTimings({ timings }) {
  if (!timings) return;
  by('timings').hidden = false;
  const seconds = fixed(2);
  by('timings').append(
    node('p', {}, `${several(timings.scenes, 'scene')}, ${fixed(1)(timings.megapixels)} megapixels, ${bytes(timings.bytesRead)} read.`),
    table('Seconds by phase, summed over all scenes', [['Phase'], ['Total', 'number'], ['Median', 'number'], ['Slowest', 'number']], timings.phases.map(p => [p.name, seconds(p.total), seconds(p.median), seconds(p.slowest)])),
    node('h3', {}, 'Slowest scenes'),
    table('The scenes that took longest', [['Scene'], ['Seconds', 'number']], timings.slowest.map(s => [s.unitId, seconds(s.seconds)])));
}

const usd = value => fixed(value < 1 ? 3 : 2)(value);

function writeJobs({ attempts, cost, search }) {
  const jobs = attempts.flatMap(a => a.jobs.map(job => ({ ...job, attempt: a.attempt })));
  const minutes = job => job.begun && job.ended ? fixed(1)((new Date(job.ended) - new Date(job.begun)) / 60000) : '';
  by('jobs').querySelector('h2').textContent = cost ? 'Jobs and cost' : 'Jobs'; // a run on one machine costs nothing
  if (search) by('jobs').append(node('p', {}, `Searched ${search.catalog}: ${several(search.pages, 'page')}.`));
  if (cost) by('jobs').append(node('p', {}, `${fixed(3)(cost.instanceHours)} instance hours of ${cost.instanceType}`
    + (cost.usd == null ? '; its price is not known.' : ` at ${cost.usdPerHour} USD, with their disks: ${fixed(cost.usd < 1 ? 4 : 2)(cost.usd)} USD, from the job times recorded so far.`)));
  if (cost?.run?.usd != null) by('jobs').append(node('p', {}, `The whole run: about ${usd(cost.run.usd)} USD (${
    cost.run.terms.map(term => `${term.term} ${usd(term.usd)}`).join(', ')}; all but instances and disks by estimate). Its scene outputs, about ${
    fixed(1)(cost.run.outputBytes / 1e9)} GB, cost ${usd(cost.run.usdAMonth)} USD in their first month.`));
  if (!jobs.length) by('jobs').append(node('p', {}, 'No job was run.'));
  else by('jobs').append(table('Jobs by attempt', [['Job'], ['Attempt', 'number'], ['Status'], ['Instances', 'number'], ['Started'], ['Minutes', 'number'], ['Error']],
    jobs.map(j => [j.index, count(j.attempt), pill(j.status), count(j.instances), time(j.begun), minutes(j), j.error])));
}

function writePictures({ pictures }) {
  by('pictures').hidden = !pictures.length;
  by('pictures').append(node('div', { class: 'all' }, ...pictures.map(p => node('figure', {},
    node('a', { href: link(p.name) }, p.source ? node('img', { src: p.source, alt: p.alt }) : p.name), node('figcaption', { class: 'soft' }, p.title)))));
}

function writeProducts({ products }) {
  by('products').append(table('Files beside this page', [['File'], ['What it is'], ['Size', 'number']], products.map(p => [node('a', { href: link(p.name) }, p.name), p.what, bytes(p.bytes)])));
}
