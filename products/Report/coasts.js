// Coasts and borders, those of the viewer: lines of whole steps, the first point and then the way from each to the next.
function makeCoasts({ step, coasts, borders }) {
  const linesOf = all => all.map(numbers => {
    const points = [];
    for (let i = 0, x = 0, y = 0; i < numbers.length; i += 2) points.push([(x += numbers[i]) * step, (y += numbers[i + 1]) * step]);
    return points;
  });
  const all = [['--border', .8, linesOf(borders)], ['--coast', 1.4, linesOf(coasts)]];
  return (paint, view, pixel) => {
    const css = getComputedStyle(document.body);
    for (const [colour, width, lines] of all) {
      Object.assign(paint, { strokeStyle: css.getPropertyValue(colour), lineWidth: width * pixel, lineJoin: 'round' });
      for (const line of lines) {
        paint.beginPath();
        for (const [longitude, latitude] of line) paint.lineTo(view.x(longitude) * pixel, view.y(latitude) * pixel);
        paint.stroke();
      }
    }
  };
}
