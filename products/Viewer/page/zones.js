// The zones of a run, as its report has them: outlines at every zoom, and from afar each in the colour of its value.
import Feature from 'ol/Feature.js';
import MultiPolygon from 'ol/geom/MultiPolygon.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import { boundingExtent, containsXY } from 'ol/extent.js';
import { linearRingContainsXY } from 'ol/geom/flat/contains.js';
import { colourer } from './colours.js';
import { rings } from './run.js';
import { FIRST_ZOOM, WORLD } from './scenes.js';
import { written } from './value.js';
import { project } from './week.js';

const FIRST_RESOLUTION = 156543 / 2 ** FIRST_ZOOM; // metres a pixel: from here on, pixels of scenes are looked at
const COLUMNS = { change: 'change', anomaly: 'zScore' }; // of other layers the mean
const HALO = new Style({ stroke: new Stroke({ color: '#fff', width: 3 }) }); // seen on dark ground too
const STORED = 0.0001; // the finest difference of values that has a colour of its own

export function zonesLayer() {
  const source = new VectorSource({ wrapX: true }), layer = new VectorLayer({ source });
  let zones, look, colour;
  layer.setStyle((feature, resolution) => {
    const value = feature.get('value'), isFilled = resolution > FIRST_RESOLUTION && value != null;
    return [HALO, new Style({
      fill: new Fill({ color: isFilled ? css(colour(value)) : '#0000' }), stroke: new Stroke({ color: '#1d2a1f', width: 1.2 }),
    })];
  });
  layer.show = (week, index, name) => {
    if (week.run.zones !== zones) {
      source.clear(true);
      zones = week.run.zones;
      source.addFeatures(zones?.outlines ? zones.id.map((_, zone) => featureOf(zones, zone)) : []);
    }
    const place = week.run.indices.findIndex(one => one.name === index), column = COLUMNS[name] ?? 'mean';
    look = zones?.layers.find(one => one.column === column && one.index === place);
    colour = look && colourer({ ...look, scale: STORED }, true);
    for (const feature of source.getFeatures()) feature.set('value', look && zones[column][place][feature.get('zone')], true);
    layer.changed();
  };
  // What is known of the zone at a place, for people; undefined where there is none.
  layer.at = ([x, y]) => {
    const feature = [-WORLD, 0, WORLD].flatMap(turn => source.getFeaturesAtCoordinate([x + turn, y])).at(-1);
    if (!feature) return undefined;
    const zone = feature.get('zone'), value = feature.get('value'), named = zones.name[zone] ? ` (${zones.name[zone]})` : '';
    return `Zone ${zones.id[zone]}${named}: ${value != null ? `${look.title} ${written(value, 4)}` : 'no value'}.`;
  };
  return layer;
}

const css = colour => `rgb(${colour & 255} ${colour >> 8 & 255} ${colour >> 16 & 255})`;
// Inside is what an odd number of rings goes around: a ring in another is its hole, a ring in a hole is a part again.
function featureOf({ outlines }, zone) {
  const all = rings(outlines, outlines.rings[zone]).map(project)
    .map(ring => ({ ring, flat: ring.flat(), box: boundingExtent(ring) }));
  for (const one of all) one.around = all.filter(other => other !== one && holds(other, one.ring[0]));
  const parts = new Map(all.filter(one => one.around.length % 2 === 0).map(part => [part, [part.ring]]));
  for (const hole of all.filter(one => one.around.length % 2 === 1))
    parts.get(hole.around.find(part => part.around.length === hole.around.length - 1))?.push(hole.ring);
  return new Feature({ geometry: new MultiPolygon([...parts.values()]), zone });
}

// Boxes first: a zone of many islands has many pairs of rings.
const holds = ({ flat, box }, [x, y]) => containsXY(box, x, y) && linearRingContainsXY(flat, 0, flat.length, 2, x, y);
