// The map of zones beside their table: each in the colour of its value, grey without one. Pointing at a zone or at its row tells its figures.
function makeChoropleth(data, figures) {
  const { outlines: box, layers } = data, zones = box.rings.map(rings => rings.map(ringOf));
  const [width, height] = [box.east - box.west, box.north - box.south], squeeze = Math.max(Math.cos((box.north + box.south) / 2 * Math.PI / 180), .1);
  const sheet = node('canvas', { id: 'zoneSheet', role: 'img', 'aria-label': 'Map of the zones; the table beside it has the same figures' });
  const choice = node('select', { id: 'zoneLayer' }, ...layers.map(({ title }, i) => node('option', { value: i }, title)));
  const ramp = node('span', { id: 'zoneRamp', 'aria-hidden': 'true' }), [low, high] = [node('span'), node('span')];
  const values = node('p', { id: 'zoneValues', role: 'status' }, 'Point at a zone, or at a row of the table.');
  const button = (title, act) => { const made = node('button', { type: 'button' }, title); made.addEventListener('click', act); return made; };
  let layer = layers[0], pointed = null, view = { west: box.west, north: box.north, zoom: 1 }, scale = 1;

  // Canvas pixels of a place that is given in steps.
  const across = x => (x * box.step + box.west - view.west) * scale * squeeze, down = y => (view.north - box.north + y * box.step) * scale;

  function fit() {
    const pixel = window.devicePixelRatio || 1, wide = sheet.clientWidth || 400;
    const tall = Math.min(Math.max(wide * height / (width * squeeze), 160), 560);
    sheet.style.height = `${tall}px`;
    [sheet.width, sheet.height] = [Math.round(wide * pixel), Math.round(tall * pixel)];
    scale = Math.min(sheet.width / (width * squeeze), sheet.height / height) * view.zoom;
    draw(pixel);
  }

  function trace(paint, rings) {
    paint.beginPath();
    for (const { xs, ys } of rings) {
      xs.forEach((x, i) => paint[i ? 'lineTo' : 'moveTo'](across(x), down(ys[i])));
      paint.closePath();
    }
  }

  function draw(pixel = window.devicePixelRatio || 1) {
    const paint = sheet.getContext('2d'), colour = colourer(layer), shown = data[layer.column][layer.index];
    const style = name => getComputedStyle(document.body).getPropertyValue(name);
    const [edge, none] = [style('--edge'), style('--none')];
    paint.clearRect(0, 0, sheet.width, sheet.height);
    paint.lineWidth = .5 * pixel;
    paint.strokeStyle = edge;
    zones.forEach((rings, i) => {
      trace(paint, rings);
      paint.fillStyle = shown[i] == null ? none : `rgb(${colour(shown[i])})`;
      paint.fill('evenodd');
      paint.stroke();
    });
    if (pointed == null) return;
    trace(paint, zones[pointed]);
    for (const [line, stroke] of [[5, '#fff'], [2.5, '#000']]) { Object.assign(paint, { lineWidth: line * pixel, strokeStyle: stroke }); paint.stroke(); }
  }

  function point(zone) {
    if (zone == null || +zone === pointed) return;
    pointed = +zone;
    values.textContent = `${data.id[pointed]}${data.name[pointed] ? ` (${data.name[pointed]})` : ''}: ${figures(pointed)}`;
    draw();
  }

  // The last that is drawn there, as it covers the others.
  function follow({ clientX, clientY }) {
    const frame = sheet.getBoundingClientRect(), [x, y] = [(clientX - frame.left) / frame.width * sheet.width, (clientY - frame.top) / frame.height * sheet.height];
    const [column, row] = [(x / scale / squeeze + view.west - box.west) / box.step, (y / scale + box.north - view.north) / box.step];
    const found = zones.findLastIndex(rings => rings.filter(ring => ringHolds(ring, column, row)).length % 2);
    if (found >= 0) point(found);
  }

  // About the zone that is pointed at, or the middle.
  function zoom(factor) {
    const ring = pointed == null ? null : zones[pointed][0];
    const [x, y] = ring ? [(ring.west + ring.east) / 2 * box.step + box.west, box.north - (ring.north + ring.south) / 2 * box.step]
      : [view.west + sheet.width / scale / squeeze / 2, view.north - sheet.height / scale / 2];
    const to = factor ? Math.min(Math.max(view.zoom * factor, 1), 256) : 1;
    scale *= to / view.zoom;
    view = to === 1 ? { west: box.west, north: box.north, zoom: 1 }
      : { west: x - sheet.width / scale / squeeze / 2, north: y + sheet.height / scale / 2, zoom: to };
    draw();
  }

  function choose() {
    layer = layers[choice.value];
    [low.textContent, high.textContent] = [`${layer.below ? `(blue: below ${count(layer.low)}) ` : ''}${count(layer.low)}`, count(layer.high)];
    ramp.style.background = `linear-gradient(90deg, ${layer.colours.join(', ')})`;
    draw();
  }

  by('zoneMap').append(
    node('div', { class: 'controls' }, node('label', {}, 'Colour ', choice), button('Zoom in', () => zoom(2)), button('Zoom out', () => zoom(.5)), button('All zones', () => zoom())),
    sheet, node('div', { class: 'legend' }, low, ramp, high, node('span', { class: 'soft' }, 'grey: no value')), values,
    node('p', { class: 'soft' }, `Shapes are simplified by up to ${count(Math.ceil(box.metresOff))} m; the tables have the outlines as they were given.`));
  choice.addEventListener('change', choose);
  sheet.addEventListener('pointermove', follow);
  sheet.addEventListener('pointerdown', follow);
  window.addEventListener('resize', fit);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => draw());
  fit();
  choose();
  return { point };
}
