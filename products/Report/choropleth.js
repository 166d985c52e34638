// The map of zones beside their table: each in the colour of its value, grey without one. Pointing at a zone or at its row tells its figures.
function makeChoropleth(data, figures) {
  const { outlines: box, layers } = data, zones = box.rings.map(rings => rings.map(ringOf));
  const sheet = node('canvas', { id: 'zoneSheet', role: 'application', tabindex: 0, 'aria-label': 'Map of the zones; the table beside it has the same figures' });
  const choice = node('select', { id: 'zoneLayer' }, ...layers.map(({ title }, i) => node('option', { value: i }, title)));
  const ramp = node('span', { id: 'zoneRamp', 'aria-hidden': 'true' }), [low, high] = [node('span'), node('span')];
  const values = node('p', { id: 'zoneValues', role: 'status' }, 'Point at a zone, or at a row of the table.');
  const view = makeView(sheet, box, 256, { draw: () => draw(), point: follow, about });
  let layer = layers[0], pointed = null;

  // Pixels of the canvas of a place that is given in steps.
  const across = (x, pixel) => view.x(x * box.step + box.west) * pixel, down = (y, pixel) => view.y(box.north - y * box.step) * pixel;

  function fit() {
    const wide = sheet.clientWidth || 400, tall = wide * (box.north - box.south) / ((box.east - box.west) * view.squeeze);
    sheet.style.height = `${Math.min(Math.max(tall, 160), 560)}px`;
    draw();
  }

  function trace(paint, rings, pixel) {
    paint.beginPath();
    for (const { xs, ys } of rings) {
      xs.forEach((x, i) => paint[i ? 'lineTo' : 'moveTo'](across(x, pixel), down(ys[i], pixel)));
      paint.closePath();
    }
  }

  function draw(pixel = window.devicePixelRatio || 1) {
    [sheet.width, sheet.height] = [Math.round(sheet.clientWidth * pixel), Math.round(sheet.clientHeight * pixel)];
    view.measure();
    const paint = sheet.getContext('2d'), colour = colourer(layer), shown = data[layer.column][layer.index];
    const style = name => getComputedStyle(document.body).getPropertyValue(name);
    const [edge, none] = [style('--edge'), style('--none')];
    paint.clearRect(0, 0, sheet.width, sheet.height);
    paint.lineWidth = .5 * pixel;
    paint.strokeStyle = edge;
    zones.forEach((rings, i) => {
      trace(paint, rings, pixel);
      paint.fillStyle = shown[i] == null ? none : `rgb(${colour(shown[i])})`;
      paint.fill('evenodd');
      paint.stroke();
    });
    if (pointed == null) return;
    trace(paint, zones[pointed], pixel);
    for (const [line, stroke] of [[5, '#fff'], [2.5, '#000']]) { Object.assign(paint, { lineWidth: line * pixel, strokeStyle: stroke }); paint.stroke(); }
  }

  function point(zone) {
    if (zone == null || +zone === pointed) return;
    pointed = +zone;
    values.textContent = `${data.id[pointed]}${data.name[pointed] ? ` (${data.name[pointed]})` : ''}: ${figures(pointed)}`;
    draw();
  }

  // The zone that is pointed at, about which buttons and keys zoom.
  function about() {
    const ring = pointed == null ? null : zones[pointed][0];
    return ring && [(ring.west + ring.east) / 2 * box.step + box.west, box.north - (ring.north + ring.south) / 2 * box.step];
  }

  // The last that is drawn there, as it covers the others.
  function follow(x, y) {
    const [longitude, latitude] = view.at(x, y), [column, row] = [(longitude - box.west) / box.step, (box.north - latitude) / box.step];
    const found = zones.findLastIndex(rings => rings.filter(ring => ringHolds(ring, column, row)).length % 2);
    if (found >= 0) point(found);
  }

  function choose() {
    layer = layers[choice.value];
    [low.textContent, high.textContent] = [`${layer.title}${layer.below ? ` (blue: below ${count(layer.low)})` : ''}: ${count(layer.low)}`, count(layer.high)];
    ramp.style.background = `linear-gradient(90deg, ${layer.colours.join(', ')})`;
    draw();
  }

  by('zoneMap').append(
    node('div', { class: 'controls' }, node('label', {}, 'Colour ', choice), ...view.buttons('All zones')),
    sheet, node('div', { class: 'legend' }, low, ramp, high, node('span', { class: 'soft' }, 'grey: no value')), values,
    node('p', { class: 'soft' }, `Outlines are simplified by up to ${count(Math.ceil(box.metresOff))} m here; the tables have them in full.`));
  choice.addEventListener('change', choose);
  sheet.addEventListener('keydown', event => {
    const [x, y] = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [];
    if (x == null || view.zoom === 1 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    view.pan(x * 60, y * 60);
  });
  window.addEventListener('beforeprint', () => draw());
  window.addEventListener('resize', fit);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => draw());
  fit();
  choose();
  return { point };
}
