// Degrees into a file's coordinates. UTM by the series of Krueger to the fourth power of n (Karney, "Transverse Mercator with an accuracy
// of a few nanometers", 2011, equations 7 to 12 and 35), right to a millimetre within a zone and its neighbours.

const SCALE = 0.9996, MAJOR = 6378137, F = 1 / 298.257223563, N = F / (2 - F), EAST = 500000, SOUTH = 1e7;
const RADIUS = SCALE * MAJOR / (1 + N) * (1 + N ** 2 / 4 + N ** 4 / 64), EXCENTRICITY = 2 * Math.sqrt(N) / (1 + N);
const SERIES = [
  N / 2 - 2 / 3 * N ** 2 + 5 / 16 * N ** 3 + 41 / 180 * N ** 4, 13 / 48 * N ** 2 - 3 / 5 * N ** 3 + 557 / 1440 * N ** 4,
  61 / 240 * N ** 3 - 103 / 140 * N ** 4, 49561 / 161280 * N ** 4,
];

// `middle` is the longitude in the middle of a file in degrees. `turn` gives what is to be added to a longitude, 360 or 0 or -360: places a
// turn of the Earth away are the same places.
export function projection(epsg, middle) {
  if (epsg === 4326) return { turn: turnTo(middle), project: (longitude, latitude) => [longitude, latitude] };
  const [zone, south] = [epsg % 100, epsg > 32700];
  if (!(epsg > 32600 && epsg < 32800 && zone >= 1 && zone <= 60))
    throw new Error(`got EPSG:${epsg}; expected degrees (4326) or a UTM zone (326zz, 327zz)`);
  const meridian = zone * 6 - 183;
  return { turn: turnTo(meridian), project: (longitude, latitude) => utm(longitude - meridian, latitude, south) };
}

const turnTo = middle => longitude => -Math.round((longitude - middle) / 360) * 360;

function utm(degrees, latitude, south) {
  const [lambda, sine] = [degrees * Math.PI / 180, Math.sin(latitude * Math.PI / 180)];
  const t = Math.sinh(Math.atanh(sine) - EXCENTRICITY * Math.atanh(EXCENTRICITY * sine));
  const [xi, eta] = [Math.atan2(t, Math.cos(lambda)), Math.atanh(Math.sin(lambda) / Math.sqrt(1 + t * t))];
  let [x, y] = [eta, xi];
  SERIES.forEach((a, i) => {
    const turns = 2 * (i + 1);
    x += a * Math.cos(turns * xi) * Math.sinh(turns * eta);
    y += a * Math.sin(turns * xi) * Math.cosh(turns * eta);
  });
  return [EAST + RADIUS * x, RADIUS * y + (south ? SOUTH : 0)];
}
