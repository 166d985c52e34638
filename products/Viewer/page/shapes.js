// What is drawn as lines: coasts and borders, the area of the request, the outlines of tiles.
import Feature from 'ol/Feature.js';
import MultiLineString from 'ol/geom/MultiLineString.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import { fromEPSG4326 } from 'ol/proj/epsg3857.js';
import world from 'world'; // made by build.mjs
import { read } from './lines.js';

const FAR = 6; // below this zoom thousands of outlines of tiles in order would hide the map
const FAR_RESOLUTION = 156543 / 2 ** FAR; // metres a pixel
const FEW = 400; // outlines, which are all drawn from afar too
export const isFar = zoom => zoom <= FAR;

// Dashes as well as colours, for those who do not tell these apart.
const STATUS = {
  done: ['--done'], suspect: ['--suspect', [8, 3]], failed: ['--failed'], invalid: ['--failed', [3, 2]], 'no-data': ['--none', [2, 3]],
  none: ['--none', [5, 4]],
};

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const stroke = (name, width, lineDash) => new Stroke({ color: css(name), width, lineDash });
const layerOf = features => new VectorLayer({ source: new VectorSource({ features, wrapX: true }) });

export function worldLayer() {
  const feature = text => {
    const { flat, ends } = read(text);
    return new Feature(new MultiLineString(fromEPSG4326(flat.map(steps => steps / world.steps)), 'XY', ends));
  };
  const [coasts, borders] = [feature(world.coasts), feature(world.borders)];
  const style = () => {
    coasts.setStyle(new Style({ stroke: stroke('--coast', 1) }));
    borders.setStyle(new Style({ stroke: stroke('--border', 0.7) }));
  };
  return Object.assign(layerOf([borders, coasts]), { restyle: style });
}

export function areaLayer() {
  const layer = layerOf([]);
  layer.restyle = () => layer.setStyle(new Style({ stroke: stroke('--area', 1.5, [6, 4]) }));
  layer.show = week => {
    layer.getSource().clear();
    layer.getSource().addFeature(new Feature(week.area));
  };
  return layer;
}

// Two layers, so that from afar nothing is done for tiles that are in order: a layer's features are made when it is first seen.
export function outlineLayers() {
  let near = {}, far = {}, week;
  const layerOfTiles = (isHere, options) => {
    const featureOf = row => new Feature({ geometry: week.polygonOf(row), row });
    const source = new VectorSource({ wrapX: true, loader: () => source.addFeatures(layer.rows.map(featureOf)) });
    const layer = Object.assign(new VectorLayer({ source, ...options }), { isHere, rows: [], statuses: new Set() });
    return layer;
  };
  const inOrder = layerOfTiles(({ status }) => status === 'done', { minZoom: FAR });
  const open = layerOfTiles(({ status }) => status !== 'done');
  const layers = [inOrder, open];
  for (const layer of layers) {
    layer.setStyle((feature, resolution) => {
      const styles = resolution > FAR_RESOLUTION ? far : near;
      return styles[feature.get('row').status] ?? styles.failed;
    });
    layer.restyle = () => {
      const fill = new Fill({ color: '#0000' }); // not seen, so that a click inside finds the tile
      const all = style => Object.fromEntries(Object.entries(STATUS).map(([status, [name, dash]]) => [status, style(name, dash)]));
      near = all((name, dash) => new Style({ stroke: stroke(name, 1.3, dash), fill }));
      far = all(name => new Style({ stroke: stroke(name, 0.7) })); // thousands of dashed lines take a second
      layer.changed();
    };
  }
  const show = shown => {
    week = shown;
    const outlined = week.rows.filter(row => row.rings.length);
    inOrder.setMinZoom(outlined.length <= FEW ? -Infinity : FAR);
    for (const layer of layers) {
      layer.rows = outlined.filter(layer.isHere);
      layer.statuses = new Set(layer.rows.map(row => row.status));
      layer.getSource().refresh();
    }
  };
  // The statuses of the tiles that are outlined at a zoom.
  const drawn = zoom => new Set(layers.filter(layer => layer.getVisible() && zoom > layer.getMinZoom())
    .flatMap(layer => [...layer.statuses]));
  return { layers, show, drawn };
}
