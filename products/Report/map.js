// The map: cells painted from their values, outlines over them, and the values of the cell under the pointer or the arrow keys.
const nodata = -19999;

// The bands of each index, in the order in which they were packed: observations of all first, then the other layers of each.
function readCells(buffer, { map, indices }) {
  const cells = map.columns * map.rows, seen = indices.filter(index => index.layers.length);
  let start = 4 * cells * seen.length;
  const band = () => new Int16Array(buffer, (start += 2 * cells) - 2 * cells, cells);
  return Object.fromEntries(seen.map(({ name, layers }, i) => [name, Object.fromEntries([
    ['observations', new Int32Array(buffer, 4 * cells * i, cells)],
    ...layers.filter(layer => layer.name !== 'observations').map(layer => [layer.name, band()]),
  ])]));
}

function colourer({ low, high, colours, below }) {
  const parse = colour => [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16));
  const stops = colours.map(parse), under = below && parse(below);
  return value => {
    if (under && value < low) return under;
    const place = Math.min(Math.max((value - low) / (high - low), 0), 1) * (stops.length - 1), first = Math.min(Math.floor(place), stops.length - 2);
    return stops[first].map((channel, i) => Math.round(channel + (stops[first + 1][i] - channel) * (place - first)));
  };
}

// A canvas with a pixel for each cell.
function raster(layer, cells, grid) {
  const canvas = node('canvas', { width: grid.columns, height: grid.rows });
  const [paint, colour, values] = [canvas.getContext('2d'), colourer(layer), cells[layer.name]];
  const image = paint.createImageData(grid.columns, grid.rows);
  values.forEach((value, i) => { if (value !== layer.nodata) image.data.set([...colour(value * layer.scale), 255], 4 * i); });
  paint.putImageData(image, 0, 0);
  return canvas;
}

function makeMap({ map: grid, indices, countedMetres, viewer }, data, cellsOf) {
  const outlines = makeOutlines(data, grid), [sheet, canvas] = [by('sheet'), by('canvas')];
  const [width, height] = [grid.east - grid.west, grid.north - grid.south];
  const seen = indices.filter(index => index.layers.length);
  let index = seen[0], cells = cellsOf[index.name], layer = index.layers[0], picture = raster(layer, cells, grid), place = null;

  function draw() {
    const pixel = window.devicePixelRatio || 1;
    [canvas.width, canvas.height] = [Math.round(sheet.clientWidth * pixel), Math.round(sheet.clientHeight * pixel)];
    const [paint, across, down] = [canvas.getContext('2d'), canvas.width / width, canvas.height / height];
    paint.imageSmoothingEnabled = false;
    paint.fillStyle = getComputedStyle(document.body).getPropertyValue('--land');
    outlines.fill(paint, across, down);
    paint.drawImage(picture, 0, 0, grid.columns * grid.cellDegrees * across, grid.rows * grid.cellDegrees * down);
    if (by('outlines').value !== 'none') outlines.stroke(paint, across, down, by('outlines').value, pixel);
    drawDegrees(paint, grid, canvas, pixel);
    point();
  }

  function point() {
    by('cursor').hidden = !place;
    if (!place) return;
    const [across, down] = [sheet.clientWidth / width * grid.cellDegrees, sheet.clientHeight / height * grid.cellDegrees];
    Object.assign(by('cursor').style, { left: `${place.column * across - 2}px`, top: `${place.row * down - 2}px`, width: `${Math.max(across, 4) + 4}px`, height: `${Math.max(down, 4) + 4}px` });
    by('values').textContent = describe(place);
  }

  function describe({ column, row }) {
    const [i, longitude, latitude] = [row * grid.columns + column, grid.west + (column + .5) * grid.cellDegrees, grid.north - (row + .5) * grid.cellDegrees];
    const seen = cells.observations[i] !== nodata, digits = fixed(4), decimals = grid.cellDegrees < .01 ? 4 : 3;
    const values = !seen ? ['no observation here'] : cells.mean[i] === nodata ? ['observed, but no clear land']
      : [`${index.label} mean ${digits(cells.mean[i] / 1e4)}`, `standard deviation ${digits(cells.deviation[i] / 1e4)}`, `${count(cells.observations[i])} observations`];
    values.push(...['change', 'anomaly'].flatMap(name => signed(name, i)));
    const tiles = outlines.at(longitude, latitude).map(r => `${data.tile[r]} ${data.status[r]}${data.reason[r] ? ` (${data.reason[r]})` : ''}`);
    return `${degrees(latitude, 'N', 'S', decimals)}, ${degrees(longitude, 'E', 'W', decimals)}: ${values.join(', ')}. ${tiles.length ? `Tiles: ${[...new Set(tiles)].join('; ')}.` : 'No tile.'}`;
  }

  // Change or anomaly of a cell, if it has one.
  function signed(name, i) {
    const shown = index.layers.find(l => l.name === name);
    if (!shown || cells[name][i] === shown.nodata) return [];
    const isZ = shown.scale > 1e-4, what = isZ ? 'z-score' : name === 'anomaly' ? 'difference from normal' : name;
    return [`${what} ${cells[name][i] > 0 ? '+' : ''}${fixed(isZ ? 2 : 4)(cells[name][i] * shown.scale)}`];
  }

  function go(column, row) {
    const last = [Math.ceil(width / grid.cellDegrees - 1e-6) - 1, Math.ceil(height / grid.cellDegrees - 1e-6) - 1];
    place = { column: Math.min(Math.max(column, 0), last[0]), row: Math.min(Math.max(row, 0), last[1]) };
    point();
  }

  function follow(event) {
    const box = canvas.getBoundingClientRect();
    go(Math.floor((event.clientX - box.left) / box.width * width / grid.cellDegrees), Math.floor((event.clientY - box.top) / box.height * height / grid.cellDegrees));
  }

  function step(event) {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (x == null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1, from = place ?? { column: Math.floor(grid.columns / 2) - x * far, row: Math.floor(grid.rows / 2) - y * far };
    go(from.column + x * far, from.row + y * far);
  }

  function choose(chosen) {
    [layer, picture] = [chosen, raster(chosen, cells, grid)];
    [by('low').textContent, by('high').textContent] = [`${layer.title}${layer.below ? ' (blue: below 0)' : ''}: ${count(layer.low)}`, count(layer.high)];
    by('ramp').style.background = `linear-gradient(90deg, ${layer.colours.join(', ')})`;
    by('ramp').style.borderLeft = layer.below ? `.8rem solid ${layer.below}` : '';
    draw();
  }

  // The layers of an index, with the one chosen that was shown of the index before.
  function chooseIndex(chosen) {
    [index, cells] = [chosen, cellsOf[chosen.name]];
    const shown = index.layers.find(l => l.name === layer.name) ?? index.layers[0], { change, anomaly } = index;
    for (const old of by('layers').querySelectorAll('label')) old.remove();
    by('layers').append(...index.layers.map(l => {
      const input = node('input', { type: 'radio', name: 'layer', value: l.name, checked: l === shown ? '' : null });
      input.addEventListener('change', () => choose(l));
      return node('label', {}, input, ` ${l.title}`);
    }));
    by('mapHelp').textContent = `Point, tap or use the arrow keys (with Shift in steps of ten) for the values of a cell of ${+grid.cellDegrees.toFixed(5)}°`
      + (grid.side > 1 ? `, which joins ${grid.side} x ${grid.side} cells of the map. ` : '. ') + `Observations are valid ${countedMetres} m pixels; each is counted in one tile only.`;
    by('changeNote').textContent = !change ? '' : change.unavailableReason ? `No change map: ${change.unavailableReason}.` : `Change is this run minus run ${change.runId} of ${change.from?.slice(0, 10)}.`;
    by('anomalyNote').textContent = !anomaly ? '' : anomaly.unavailableReason ? `No anomaly: ${anomaly.unavailableReason}.`
      : anomaly.foreign ? `The anomaly compares with a foreign baseline, ${anomaly.foreign.source}, whose sensor, years and resolution may differ: ${anomaly.foreign.files.join(', ')} for ${anomaly.foreign.period}`
        + `${anomaly.foreign.missing.length ? `; it has ${anomaly.foreign.missing.join('; ')}` : ''}.`
      : `The anomaly compares with ${anomaly.weeks.length} weeks of ${anomaly.years.length} other years (${anomaly.weeks[0]} to ${anomaly.weeks.at(-1)}).`;
    choose(shown);
  }

  by('map').hidden = false;
  by('viewer').href = viewer;
  by('index').parentNode.hidden = seen.length < 2;
  by('index').append(...seen.map(({ name, title }) => node('option', { value: name }, title)));
  by('index').addEventListener('change', () => chooseIndex(seen.find(({ name }) => name === by('index').value)));
  by('key').append(...[['done', 'done'], ['suspect', 'suspect'], ['failed', 'failed'], ['none', noScene]].map(([name, text]) => node('span', { class: name }, text)));
  by('outlines').value = data.tile.length > 400 ? 'none' : 'all';
  // Shrunk by the cosine of the middle latitude, so that a kilometre is as long both ways there; not wider than leaves it on one screen.
  const aspect = width * Math.max(.2, Math.cos((grid.north + grid.south) / 2 * Math.PI / 180)) / height;
  sheet.style.aspectRatio = aspect;
  sheet.style.maxWidth = `min(100%, ${Math.round(80 * aspect)}vh)`;
  by('values').textContent = 'No cell is chosen.';
  sheet.addEventListener('pointermove', follow);
  sheet.addEventListener('pointerdown', follow);
  sheet.addEventListener('keydown', step);
  by('outlines').addEventListener('change', draw);
  new ResizeObserver(() => { if (canvas.width !== Math.round(sheet.clientWidth * (window.devicePixelRatio || 1))) draw(); }).observe(sheet);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  chooseIndex(index);
}
