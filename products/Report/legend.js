// Beside the map: the key of what has no value, and the run against the previous one.

// Tiles that the map does not show are counted all the same, as in the picture of the coverage.
const outsideOf = ({ tiles, outside }) => !outside ? '' : outside === tiles ? ', outside the frame' : `, ${count(outside)} outside the frame`;

// What lies between the values, of what the map has, with the number of tiles of which nothing else is known; and the outlines that are drawn.
function writeKey(gaps, there, isCompared, statuses) {
  const swatch = (text, name, colour) => {
    const made = node('span', { class: name }, text);
    made.style.setProperty('--swatch', colour);
    return made;
  };
  const isThere = colour => there.has(String(colour)), isShown = gap => isThere(channels(gap.colour));
  const tiles = gap => !gap.tiles ? gap.name
    : gap.outside === gap.tiles && isShown(gap) ? `${gap.name}, and ${several(gap.tiles, 'tile')} outside the frame` // parts of other tiles
    : `${gap.name}: ${several(gap.tiles, 'tile')}${outsideOf(gap)}`;
  const outlines = [['done', 'no-data'], ['suspect'], ['failed', 'invalid'], [noScene]]
    .map(alike => alike.filter(status => statuses.includes(status))).filter(alike => alike.length);
  by('key').replaceChildren(
    ...gaps.filter(gap => gap.tiles || isShown(gap)).map(gap => swatch(tiles(gap), gap.isHatched ? 'hatched' : 'area', gap.colour)),
    ...isThere(waterColour) ? [swatch('water only', 'area', `rgb(${waterColour})`)] : [],
    ...isCompared || isThere(notComparedColour) ? [swatch('not compared', 'area', `rgb(${notComparedColour})`)] : [],
    ...outlines.map((alike, i) => swatch(`${i ? '' : 'outline: '}${alike.join(' or ').replace('-', ' ')}`, looks[alike[0]][2] ? 'dashed' : 'line', looks[alike[0]][0])));
}

// The week against the previous one, over the cells that both have.
function writeWeeks({ label, change, earlierDays }, days) {
  by('weeks').replaceChildren();
  if (!change?.compared) return;
  const { meanBefore, mean, clearBefore, clear, areaKm2 } = change.compared, digits = fixed(3), minus = (a, b, write) => `${a >= b ? '+' : '-'}${write(Math.abs(a - b))}`;
  const points = share => `${fixed(1)(100 * share)} percentage points`;
  by('weeks').append(table(`This run and the previous one, over ${km2(areaKm2)} of clear land, in cells with a value in both`, [['Period'], [`Mean ${label}`, 'number'], ['Clear share of observed pixels', 'number']], [
    [`${earlierDays} (previous)`, digits(meanBefore), percent(clearBefore)], [days, digits(mean), percent(clear)],
    ['Difference', minus(mean, meanBefore, digits), minus(clear, clearBefore, points)]]));
  by('sides').textContent = `Left of the divider: ${earlierDays}, where both weeks have values; elsewhere they are not compared. Right: ${days}.`;
}
