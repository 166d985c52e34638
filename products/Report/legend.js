// Beside the map: the key of what has no value, and the run against the one before.

// What lies between the values, with the tiles of which nothing else is known.
function writeKey(gaps) {
  const swatch = (text, name, background) => {
    const made = node('span', { class: name }, text);
    if (background) made.style.setProperty('--swatch', background);
    return made;
  };
  const tiles = gap => `${gap.name}: ${count(gap.tiles)} ${gap.tiles === 1 ? 'tile' : 'tiles'}`;
  by('key').append(...gaps.map(gap => swatch(tiles(gap), gap.isHatched ? 'hatched' : 'area', gap.colour)), swatch('snow or water', 'area', `rgb(${waterColour})`),
    swatch('not compared', 'area compared', 'var(--none)'),
    swatch('outline: done or no data', 'done'), swatch('suspect', 'suspect'), swatch('failed or invalid', 'failed'), swatch(noScene, 'none'));
}

// The week against the week before, over the cells that both have.
function writeWeeks({ label, change, earlierDays }, days) {
  by('weeks').replaceChildren();
  if (!change?.compared) return;
  const { meanBefore, mean, clearBefore, clear, areaKm2 } = change.compared, digits = fixed(3), minus = (a, b, write) => `${a >= b ? '+' : '-'}${write(Math.abs(a - b))}`;
  const points = share => `${fixed(1)(100 * share)} percentage points`;
  by('weeks').append(table(`This run and the one before, over ${km2(areaKm2)} of clear land in cells that both have values of`, [['Days'], [`${label}, mean`, 'number'], ['Clear share of what was observed', 'number']], [
    [`${earlierDays} (before)`, digits(meanBefore), percent(clearBefore)], [days, digits(mean), percent(clear)],
    ['Difference', minus(mean, meanBefore, digits), minus(clear, clearBefore, points)]]));
  by('sides').textContent = `Left of the line: ${earlierDays}, only where both weeks have values. Right of it: ${days}.`;
}
