// Beside the map: the key of what has no value, and the run against the previous one.

// What lies between the values, with the number of tiles of which nothing else is known.
function writeKey(gaps) {
  const swatch = (text, name, background) => {
    const made = node('span', { class: name }, text);
    if (background) made.style.setProperty('--swatch', background);
    return made;
  };
  const tiles = gap => gap.tiles ? `${gap.name}: ${several(gap.tiles, 'tile')}` : gap.name;
  by('key').append(...gaps.map(gap => swatch(tiles(gap), gap.isHatched ? 'hatched' : 'area', gap.colour)), swatch('water only', 'area', `rgb(${waterColour})`),
    swatch('not compared', 'area compared', `rgb(${notComparedColour})`),
    swatch('outline: done or no data', 'done'), swatch('suspect', 'suspect'), swatch('failed or invalid', 'failed'), swatch(noScene, 'none'));
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
  by('sides').textContent = `Left of the divider: ${earlierDays}, where both weeks have values. Right: ${days}.`;
}
