// A view of a box in degrees that zooms and pans by wheel, drag, pinch, keys and buttons. `draw` follows each change, at most once a frame;
// `point(x, y)` follows the pointer, in CSS pixels of the sheet; `about()` is the place that buttons and keys zoom into, null for the middle.
// `most` is the largest zoom, 1 the whole box.
function makeView(sheet, box, most, { draw, point, about }) {
  const squeeze = Math.max(Math.cos((box.north + box.south) / 2 * Math.PI / 180), .2); // a kilometre is as long both ways in the middle
  const within = (value, low, high) => Math.min(Math.max(value, low), high);
  const fingers = new Map();
  let zoom = 1, scale = 1, [west, north] = [box.west, box.north], isDrag = false, isAsked = false;

  // Pixels of a degree of latitude; the view stays in its box, and in the middle of a sheet of another shape.
  function measure() {
    const [width, height] = [sheet.clientWidth, sheet.clientHeight];
    scale = Math.min(width / (box.east - box.west) / squeeze, height / (box.north - box.south)) * zoom;
    const [across, down] = [width / scale / squeeze, height / scale];
    west = across >= box.east - box.west ? (box.west + box.east - across) / 2 : within(west, box.west, box.east - across);
    north = down >= box.north - box.south ? (box.north + box.south + down) / 2 : within(north, box.south + down, box.north);
  }

  function change() {
    measure();
    sheet.dataset.zoom = zoom.toFixed(2);
    sheet.style.touchAction = zoom > 1 ? 'none' : 'pan-y'; // the whole map lets a finger scroll the page
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => { isAsked = false; draw(); });
  }

  const view = {
    squeeze, measure,
    get zoom() { return zoom; },
    get scale() { return scale; },
    x: longitude => (longitude - west) * scale * squeeze,
    y: latitude => (north - latitude) * scale,
    at: (x, y) => [x / scale / squeeze + west, north - y / scale],
    // About a place of the sheet, which stays where it is.
    zoomBy(factor, x = sheet.clientWidth / 2, y = sheet.clientHeight / 2) {
      const [longitude, latitude] = view.at(x, y);
      zoom = within(zoom * factor, 1, most);
      measure();
      [west, north] = [longitude - x / scale / squeeze, latitude + y / scale];
      change();
    },
    pan(x, y) {
      [west, north] = [west - x / scale / squeeze, north + y / scale];
      change();
    },
    // Into the middle, where a place is chosen.
    step(factor) {
      const place = about();
      view.zoomBy(factor);
      if (place) view.pan(sheet.clientWidth / 2 - view.x(place[0]), sheet.clientHeight / 2 - view.y(place[1]));
    },
    // As little as brings a place into view.
    show(longitude, latitude) {
      const aside = (at, size) => at < 0 ? size / 4 - at : at > size ? size * .75 - at : 0;
      const [x, y] = [aside(view.x(longitude), sheet.clientWidth), aside(view.y(latitude), sheet.clientHeight)];
      if (x || y) view.pan(x, y);
    },
    reset() { zoom = 1; change(); },
    buttons: all => [['Zoom in', () => view.step(2)], ['Zoom out', () => view.step(.5)], [all, view.reset]].map(([title, act]) => {
      const made = node('button', { type: 'button' }, title);
      made.addEventListener('click', act);
      return made;
    }),
  };

  const place = ({ clientX, clientY }) => {
    const frame = sheet.getBoundingClientRect();
    return [clientX - frame.left - sheet.clientLeft, clientY - frame.top - sheet.clientTop];
  };

  sheet.addEventListener('wheel', event => {
    if (!event.deltaY || event.deltaY > 0 && zoom === 1) return; // the page scrolls on
    event.preventDefault();
    view.zoomBy(2 ** (-event.deltaY * (event.deltaMode ? 30 : 1) / 200), ...place(event));
  }, { passive: false });
  sheet.addEventListener('pointerdown', event => {
    if (!fingers.size) isDrag = false;
    fingers.set(event.pointerId, place(event));
    sheet.setPointerCapture(event.pointerId);
  });
  sheet.addEventListener('pointermove', event => {
    const now = place(event), before = fingers.get(event.pointerId);
    if (!before) return point(...now);
    if (!isDrag && Math.hypot(now[0] - before[0], now[1] - before[1]) < 4) return;
    isDrag = true;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, now);
    if (!other) return view.pan(now[0] - before[0], now[1] - before[1]);
    const apart = at => Math.max(Math.hypot(at[0] - other[0], at[1] - other[1]), 10);
    view.zoomBy(apart(now) / apart(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
  });
  for (const name of ['pointerup', 'pointercancel']) sheet.addEventListener(name, event => {
    fingers.delete(event.pointerId);
    if (name === 'pointerup' && !isDrag) point(...place(event));
  });
  sheet.addEventListener('keydown', event => {
    const act = { '+': () => view.step(2), '=': () => view.step(2), '-': () => view.step(.5), 0: view.reset }[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    act();
  });
  return view;
}
