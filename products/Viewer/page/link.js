// The address's fragment keeps what is shown, so that a link to the page shows the same.
import { fromLonLat, toLonLat } from 'ol/proj.js';

const MOST_TURNED = 3600; // degrees: at a longitude a billion turns away the browser draws for ever

// Null where the fragment says nothing of it, or nothing that can be.
export function readLink() {
  const words = new URLSearchParams(location.hash.slice(1));
  const number = name => words.has(name) && Number.isFinite(+words.get(name)) ? +words.get(name) : null;
  const at = words.get('at')?.split(',').map(Number) ?? [], isPlace = at.length === 2 && at.every(Number.isFinite)
    && Math.abs(at[0]) <= 85 && Math.abs(at[1]) <= MOST_TURNED;
  const run = words.get('run');
  return {
    center: isPlace ? fromLonLat([at[1], at[0]]) : null, zoom: number('zoom'), run: /^[A-Za-z0-9][\w.-]*$/.test(run) ? run : null,
    index: words.get('index'), layer: words.get('layer'), swipe: number('swipe'), opacity: number('opacity'), outlines: number('outlines'),
  };
}

export function writeLink(view, { run, index, layer, swipe, opacity, outlines }) {
  const [longitude, latitude] = toLonLat(view.getCenter());
  const words = {
    at: `${latitude.toFixed(5)},${longitude.toFixed(5)}`, zoom: +view.getZoom().toFixed(2), run, index, layer,
    ...swipe !== null && { swipe }, ...opacity < 100 && { opacity }, ...!outlines && { outlines: 0 },
  };
  const written = Object.entries(words).map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`);
  history.replaceState(null, '', `#${written.join('&')}`);
}
