// Longitudes and latitudes. Maps across the antimeridian continue past 180: 185 is 175 W.
const turned = value => value > 180 ? value - 360 : value;
const side = (value, plus, minus) => turned(value) < 0 ? minus : plus;
const degrees = (value, plus, minus, digits) => `${Math.abs(turned(value)).toFixed(digits)}° ${side(value, plus, minus)}`;

// The smallest step in degrees that leaves room for the numbers. Sizes are pixels of the canvas, `pixel` of them to one of CSS.
function drawDegrees(paint, view, { width: w, height: h }, pixel) {
  const [[west, north], [east, south]] = [view.at(0, 0), view.at(w / pixel, h / pixel)];
  const step = [.01, .02, .05, .1, .25, .5, 1, 2, 5, 10, 30].find(s => (east - west) / s <= Math.min(12, w / pixel / 60)) ?? 60;
  const label = (value, plus, minus) => `${+Math.abs(turned(value)).toFixed(2)}°${side(value, plus, minus)}`;
  const between = (first, last) => Array.from({ length: Math.max(0, Math.ceil(last / step - 1e-9) - Math.ceil(first / step + 1e-9)) }, (_, i) => (Math.ceil(first / step + 1e-9) + i) * step);
  const lines = [
    ...between(west, east).map(value => [view.x(value) * pixel, null, label(value, 'E', 'W')]),
    ...between(south, north).map(value => [null, view.y(value) * pixel, label(value, 'N', 'S')]),
  ];
  const colour = name => getComputedStyle(document.body).getPropertyValue(name);
  Object.assign(paint, { lineWidth: pixel, strokeStyle: colour('--edge'), globalAlpha: .35 });
  paint.beginPath();
  for (const [x, y] of lines) { paint.moveTo(x ?? 0, y ?? 0); paint.lineTo(x ?? w, y ?? h); }
  paint.stroke();
  Object.assign(paint, { globalAlpha: 1, font: `${11 * pixel}px system-ui, sans-serif`, fillStyle: colour('--ink'), strokeStyle: colour('--halo'), lineWidth: 3 * pixel, lineJoin: 'round' });
  for (const [x, y, text] of lines) {
    const at = [(x ?? 0) + 3 * pixel, x == null ? y - 3 * pixel : h - 5 * pixel];
    paint.strokeText(text, ...at);
    paint.fillText(text, ...at);
  }
}
