// Outlines of the rows, in steps of 1/4096 of the map's longer side.
const outlineSteps = 4096;
// Colour, width and dashes of each status, in the order in which they are drawn.
const looks = { [noScene]: ['#6c7b87', 1, [3, 3]], 'no-data': ['#3c4a40', 1], done: ['#3c4a40', 1], suspect: ['#e0a100', 2], invalid: ['#d22f1f', 2.5], failed: ['#d22f1f', 2.5] };

// A ring as it is packed: its first point, then the way from each to the next.
function ringOf(numbers) {
  const [xs, ys] = [[numbers[0]], [numbers[1]]];
  for (let i = 2; i < numbers.length; i += 2) { xs.push(xs.at(-1) + numbers[i]); ys.push(ys.at(-1) + numbers[i + 1]); }
  return { xs, ys, west: Math.min(...xs), east: Math.max(...xs), north: Math.min(...ys), south: Math.max(...ys) };
}

function ringHolds({ xs, ys, west, east, north, south }, x, y) {
  if (x < west || x > east || y < north || y > south) return false;
  let inside = false;
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i++)
    if (ys[i] > y !== ys[j] > y && x < xs[i] + (y - ys[i]) / (ys[j] - ys[i]) * (xs[j] - xs[i])) inside = !inside;
  return inside;
}

function makeOutlines(data, grid) {
  const step = Math.max(grid.east - grid.west, grid.north - grid.south) / outlineSteps;
  const seams = new Set([-180, 180, 540].map(longitude => Math.round((longitude - grid.west) / step)));
  const shapes = data.outlines.flatMap((rings, row) => rings.map(ring => ({ row, ...ringOf(ring) })));

  // A path of its own for each: one for all takes a browser seconds. The side on which a footprint was cut at the antimeridian is not part of its outline.
  function trace(paint, { xs, ys }, view, pixel, whole) {
    const [across, down, x, y] = [step * view.scale * view.squeeze * pixel, step * view.scale * pixel, view.x(grid.west) * pixel, view.y(grid.north) * pixel];
    paint.beginPath();
    for (let i = 0; i <= xs.length; i++) {
      const [now, before] = [i % xs.length, (i + xs.length - 1) % xs.length];
      const cut = !whole && xs[now] === xs[before] && seams.has(xs[now]);
      paint[i === 0 || cut ? 'moveTo' : 'lineTo'](x + xs[now] * across, y + ys[now] * down);
    }
  }

  // Statuses that there are, of all tiles, those that are open, or none.
  const drawn = which => Object.keys(looks).filter(status =>
    which !== 'none' && !(which === 'open' && ['done', 'suspect'].includes(status)) && data.status.includes(status));

  return {
    drawn,
    // Rows whose outlines hold a place.
    at(longitude, latitude) {
      const [x, y] = [(longitude - grid.west) / step, (grid.north - latitude) / step];
      return shapes.filter(s => ringHolds(s, x, y)).map(s => s.row);
    },
    // The ground under the map: in one style, as what no scene has seen, and over it the tiles that have a gap, in the order of `gaps`.
    fill(paint, view, pixel, gaps, ground) {
      const fill = (style, shapes) => {
        paint.fillStyle = style;
        for (const s of shapes) { trace(paint, s, view, pixel, true); paint.fill(); }
      };
      fill(ground, shapes);
      gaps.forEach((gap, i) => { if (!gap.isHatched) fill(gap.colour, shapes.filter(s => data.gap[s.row] === i)); });
    },
    // Failed ones are drawn last, so that no other hides them.
    stroke(paint, view, which, pixel) {
      for (const status of drawn(which)) {
        const [colour, width, dash] = looks[status];
        [paint.strokeStyle, paint.lineWidth] = [colour, width * pixel];
        paint.setLineDash((dash ?? []).map(length => length * pixel));
        for (const s of shapes) {
          if (data.status[s.row] !== status) continue;
          trace(paint, s, view, pixel, false);
          paint.stroke();
        }
      }
      paint.setLineDash([]);
    },
  };
}

// Lines from lower left to upper right on the colour of the ground.
function hatching(paint, pixel) {
  const side = Math.round(8 * pixel), tile = node('canvas', { width: side, height: side }), lines = tile.getContext('2d');
  const css = getComputedStyle(document.body);
  lines.fillStyle = css.getPropertyValue('--land');
  lines.fillRect(0, 0, side, side);
  Object.assign(lines, { strokeStyle: css.getPropertyValue('--soft'), lineWidth: pixel });
  for (const x of [-side, 0, side]) { lines.moveTo(x - 1, side + 1); lines.lineTo(x + side + 1, -1); }
  lines.stroke();
  return paint.createPattern(tile, 'repeat');
}
