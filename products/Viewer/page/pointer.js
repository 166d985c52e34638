// The value under the pointer, under a finger, or in the middle where the map is moved by keys.
import { toLonLat } from 'ol/proj.js';
import { by, weekOf } from './panel.js';
import { describe, place } from './value.js';

export function pointers(viewer) {
  const { map, outlines } = viewer;
  let asked = 0;

  async function tell(pixel, row, zone) {
    const number = ++asked, [longitude, latitude] = toLonLat(map.getCoordinateFromPixel(pixel));
    const week = viewer.isSwiping ? ` in ${weekOf(viewer.sideAt(pixel).week.run)}` : '';
    const say = text => show([`${place(longitude, latitude)}${week}: ${text}`, row && nameOf(row), zone]);
    by('value').setAttribute('aria-busy', 'true');
    say('reading …');
    try {
      for await (const text of describe(viewer.sideAt(pixel), longitude, latitude)) {
        if (number !== asked) return;
        say(`${text}.`);
      }
    } catch (error) {
      if (number === asked) say(`${error.message}.`);
    }
    if (number === asked) by('value').setAttribute('aria-busy', 'false');
  }

  const ofOutlines = { layerFilter: layer => outlines.layers.includes(layer) };
  const tileAt = pixel => map.forEachFeatureAtPixel(pixel, feature => feature.get('row'), ofOutlines);

  const zoneAt = pixel => {
    const { zones } = viewer.sideAt(pixel);
    return zones.getVisible() ? zones.at(map.getCoordinateFromPixel(pixel)) : undefined;
  };

  map.on('pointermove', ({ pixel, dragging }) => { if (!dragging) tell(pixel, undefined, zoneAt(pixel)); });
  // The outlines are those of the main side's week.
  map.on('click', ({ pixel }) => tell(pixel, viewer.sideAt(pixel) === viewer.main ? tileAt(pixel) : undefined, zoneAt(pixel)));
  map.on('moveend', () => {
    const middle = map.getSize().map(side => side / 2);
    if ([by('map'), by('place')].includes(document.activeElement)) tell(middle, undefined, zoneAt(middle));
  });
}

const show = parts => { by('value').textContent = parts.filter(Boolean).join(' '); };
const nameOf = ({ tile, status, reason }) => `Tile ${tile}: ${status === 'none' ? 'no scene' : status}${reason ? `, ${reason}` : ''}.`;
