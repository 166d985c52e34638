// The map: cells painted from their values, coasts and outlines over them, and the values of the cell under the pointer or the arrow keys.
function makeMap({ map: grid, indices, countedMetres, viewer, gaps, days }, data, cellsOf, drawCoasts) {
  const outlines = makeOutlines(data, grid), sheet = by('sheet');
  const [width, height] = [grid.east - grid.west, grid.north - grid.south];
  const seen = indices.filter(index => index.layers.length), ground = groundOf(outlines, gaps, grid);
  const placeOf = () => [grid.west + (chosen.column + .5) * grid.cellDegrees, grid.north - (chosen.row + .5) * grid.cellDegrees];
  const view = makeView(sheet, grid, Math.max(8, grid.columns / 12), { draw: () => draw(), point: (x, y) => follow(...view.at(x, y)), about: () => isByKeys && placeOf() });
  let index = seen[0], cells = cellsOf[index.name], layer = index.layers[0], picture, there, before, chosen = null, isByKeys = false;

  function draw(canvas = by('canvas'), pixel = window.devicePixelRatio || 1) {
    const css = getComputedStyle(document.body), paint = canvas.getContext('2d');
    view.measure();
    [canvas.width, canvas.height] = [Math.round(sheet.clientWidth * pixel), Math.round(sheet.clientHeight * pixel)];
    within(paint, pixel, () => outlines.fill(paint, view, pixel, gaps, hatching(paint, pixel)));
    place(paint, picture, view, grid, canvas, pixel);
    if (isCompared()) drawBefore(paint, css, pixel, canvas);
    drawCoasts(paint, view, pixel);
    outlines.stroke(paint, view, by('outlines').value, pixel);
    drawDegrees(paint, view, canvas, pixel);
    showCursor();
  }

  // As a picture, of 288 pixels an inch: of another canvas Chromium prints the steps of its drawing, 1.5 % smaller than the canvas.
  function drawPaper() {
    const canvas = new OffscreenCanvas(1, 1), paper = by('paper');
    draw(canvas, 3);
    [paper.width, paper.height] = [canvas.width, canvas.height];
    paper.getContext('bitmaprenderer').transferFromImageBitmap(canvas.transferToImageBitmap());
  }

  // Within the map, where the sheet has another shape.
  function within(paint, pixel, draw) {
    paint.save();
    paint.beginPath();
    paint.rect(view.x(grid.west) * pixel, view.y(grid.north) * pixel, width * view.squeeze * view.scale * pixel, height * view.scale * pixel);
    paint.clip();
    draw();
    paint.restore();
  }

  const layerNamed = name => index.layers.find(l => l.name === name);
  const divider = () => sheet.clientWidth * by('share').value / 100, isCompared = () => before && by('compare').checked;

  // The previous week, left of the divider. Of its gaps nothing is known, only that the two weeks cannot be compared there.
  function drawBefore(paint, css, pixel, canvas) {
    const x = Math.round(divider() * pixel);
    paint.save();
    paint.beginPath();
    paint.rect(0, 0, x, canvas.height);
    paint.clip();
    paint.fillStyle = css.getPropertyValue('--sea');
    paint.fillRect(0, 0, x, canvas.height);
    within(paint, pixel, () => outlines.fill(paint, view, pixel, [], `rgb(${notComparedColour})`));
    place(paint, before, view, grid, canvas, pixel);
    paint.restore();
    paint.fillStyle = css.getPropertyValue('--ink');
    paint.fillRect(x - pixel, 0, 2 * pixel, canvas.height);
  }

  function showCursor() {
    by('cursor').hidden = !chosen;
    if (!chosen) return;
    const down = view.scale * grid.cellDegrees, across = down * view.squeeze;
    const [x, y] = [view.x(grid.west + chosen.column * grid.cellDegrees), view.y(grid.north - chosen.row * grid.cellDegrees)];
    Object.assign(by('cursor').style, { left: `${x - 2}px`, top: `${y - 2}px`, width: `${Math.max(across, 4) + 4}px`, height: `${Math.max(down, 4) + 4}px` });
    by('values').textContent = describe(chosen);
  }

  function describe({ column, row, longitude }) {
    const i = row * grid.columns + column, decimals = grid.cellDegrees < .01 ? 4 : 3, [x, y] = placeOf();
    const place = `${degrees(y, 'N', 'S', decimals)}, ${degrees(x, 'E', 'W', decimals)}`;
    return isCompared() && view.x(longitude) < divider() ? `${place}, ${index.earlierDays}: ${earlier(i)}.` : `${place}: ${now(i)}. ${tilesAt(x, y)}`;
  }

  // Of the previous week no more is known than the change tells.
  const earlier = i => cells.change[i] === layerNamed('change').nodata ? 'not compared, since one of the weeks has no value' : `${index.label} mean ${fixed(4)((cells.mean[i] - cells.change[i]) / 1e4)}`;

  function now(i) {
    const seen = cells.observations[i] !== nodata, digits = fixed(4);
    const values = !seen ? ['not observed'] : cells.mean[i] === nodata ? [cells.clear[i] > 0 ? 'clear, but water only' : 'observed, but no clear pixels']
      : [`${index.label} mean ${digits(cells.mean[i] / 1e4)}`, `standard deviation ${digits(cells.deviation[i] / 1e4)}`, several(cells.observations[i], 'observation')];
    values.push(...['change', 'anomaly'].flatMap(name => signed(name, i)));
    if (seen) values.push(`clear ${percent(cells.clear[i] / 1e4)}`);
    return values.join(', ');
  }

  function tilesAt(longitude, latitude) {
    const tiles = outlines.at(longitude, latitude).map(r => `${data.tile[r]} ${data.status[r]}${data.reason[r] ? ` (${data.reason[r]})` : ''}`);
    return tiles.length ? `Tiles: ${[...new Set(tiles)].join('; ')}.` : 'No tile.';
  }

  // Change or anomaly of a cell, if it has one.
  function signed(name, i) {
    const shown = layerNamed(name);
    if (!shown || cells[name][i] === shown.nodata) return [];
    const isZ = shown.scale > 1e-4, what = isZ ? 'z-score' : name === 'anomaly' ? 'difference from normal' : name;
    return [`${what} ${cells[name][i] > 0 ? '+' : ''}${fixed(isZ ? 2 : 4)(cells[name][i] * shown.scale)}`];
  }

  // The cell counts for the side of the divider on which the pointer is, or without one its middle.
  function go(column, row, longitude) {
    const last = [Math.ceil(width / grid.cellDegrees - 1e-6) - 1, Math.ceil(height / grid.cellDegrees - 1e-6) - 1];
    chosen = { column: Math.min(Math.max(column, 0), last[0]), row: Math.min(Math.max(row, 0), last[1]) };
    chosen.longitude = longitude ?? placeOf()[0];
    showCursor();
  }

  // The buttons zoom into what the keys chose; the pointer crosses other cells on its way to them.
  function follow(longitude, latitude) {
    isByKeys = false;
    go(Math.floor((longitude - grid.west) / grid.cellDegrees), Math.floor((grid.north - latitude) / grid.cellDegrees), longitude);
  }

  function step(event) {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (x == null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1, from = chosen ?? { column: Math.floor(grid.columns / 2) - x * far, row: Math.floor(grid.rows / 2) - y * far };
    go(from.column + x * far, from.row + y * far);
    isByKeys = true;
    view.show(...placeOf());
  }

  function choose(shown) {
    const gapColour = gapColourer(cells, gaps), change = layerNamed('change');
    [layer, picture, there] = [shown, raster(shown, cells[shown.name], grid, gapColour), coloursThere(cells, shown, gapColour, ground)];
    before = shown.name === 'mean' && change && raster(shown, cells.mean.map((mean, i) => cells.change[i] === change.nodata ? nodata : mean - cells.change[i]), grid, () => null);
    by('comparison').hidden = !before;
    [by('low').textContent, by('high').textContent] = [`${layer.title}${layer.below ? ' (blue: below 0)' : ''}: ${count(layer.low)}`, count(layer.high)];
    by('ramp').style.background = `linear-gradient(90deg, ${layer.colours.join(', ')})`;
    by('ramp').style.borderLeft = layer.below ? `.8rem solid ${layer.below}` : '';
    redraw();
  }

  function redraw() {
    by('shareChoice').hidden = by('sides').hidden = !isCompared();
    writeKey(gaps, there, isCompared(), outlines.drawn(by('outlines').value));
    draw();
  }

  // The layers of an index, with the one chosen that was shown of the index before.
  function chooseIndex(wanted) {
    [index, cells] = [wanted, cellsOf[wanted.name]];
    const shown = index.layers.find(l => l.name === layer.name) ?? index.layers[0], { change, anomaly } = index;
    for (const old of by('layers').querySelectorAll('label')) old.remove();
    by('layers').append(...index.layers.map(l => {
      const input = node('input', { type: 'radio', name: 'layer', value: l.name, checked: l === shown ? '' : null });
      input.addEventListener('change', () => choose(l));
      return node('label', {}, input, ` ${l.title}`);
    }));
    by('mapHelp').textContent = `Zoom with the wheel, two fingers, + and -, and drag the map; 0 shows all of it. Point, tap or use the arrow keys (with Shift in steps of ten) for the values of a cell of ${+grid.cellDegrees.toFixed(5)}°`
      + (grid.side > 1 ? `, which joins ${grid.side} x ${grid.side} cells of the map. ` : '. ') + `Observations are valid ${countedMetres} m pixels; each is counted in one tile only.`;
    by('changeNote').textContent = !change ? '' : change.unavailableReason ? `No change map: ${change.unavailableReason}.` : `Change: this run minus run ${change.runId}, from ${change.from?.slice(0, 10)}.`;
    by('anomalyNote').textContent = !anomaly ? '' : anomaly.unavailableReason ? `No anomaly: ${anomaly.unavailableReason}.`
      : anomaly.foreign ? `The anomaly compares with a foreign baseline, ${anomaly.foreign.source}, whose sensor, years and resolution may differ: ${anomaly.foreign.files.join(', ')} for ${anomaly.foreign.period}`
        + `${anomaly.foreign.missing.length ? `; it has ${anomaly.foreign.missing.join('; ')}` : ''}.`
      : `The anomaly compares with ${several(anomaly.weeks.length, 'week')} of ${several(anomaly.years.length, 'other year')} (${anomaly.weeks[0]} to ${anomaly.weeks.at(-1)}).`;
    writeWeeks(index, days);
    choose(shown);
  }

  by('map').hidden = false;
  by('viewer').href = viewer;
  by('index').parentNode.hidden = seen.length < 2;
  by('index').append(...seen.map(({ name, title }) => node('option', { value: name }, title)));
  by('index').addEventListener('change', () => chooseIndex(seen.find(({ name }) => name === by('index').value)));
  by('zoom').append(...view.buttons('Whole map'));
  by('outlines').value = data.tile.length > 400 ? 'none' : 'all';
  // Shrunk by the cosine of the middle latitude, so that a kilometre is as long both ways there; not wider than leaves it on one screen.
  const aspect = width * view.squeeze / height;
  sheet.style.aspectRatio = aspect;
  sheet.style.setProperty('--aspect', aspect);
  sheet.style.maxWidth = `min(100%, ${Math.round(80 * aspect)}vh)`;
  by('values').textContent = 'No cell selected.';
  sheet.addEventListener('keydown', step);
  for (const [id, event] of [['outlines', 'change'], ['compare', 'change'], ['share', 'input']]) by(id).addEventListener(event, redraw);
  window.addEventListener('beforeprint', drawPaper); // in the colours of paper
  window.addEventListener('afterprint', () => draw()); // which measures the screen again
  new ResizeObserver(() => { if (by('canvas').width !== Math.round(sheet.clientWidth * (window.devicePixelRatio || 1))) draw(); }).observe(sheet);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => choose(layer));
  chooseIndex(index);
}
