// A run as the page shows it: its maps, its scenes and its outlines.
import Polygon from 'ol/geom/Polygon.js';
import MultiPolygon from 'ol/geom/MultiPolygon.js';
import { boundingExtent, createEmpty } from 'ol/extent.js';
import { fromLonLat } from 'ol/proj.js';
import { QA, Scenes } from './scenes.js';
import { isDisk, open } from './files.js';
import { bounds, rings } from './run.js';

const toMap = ([longitude, latitude]) => fromLonLat([longitude, Math.max(-85, Math.min(85, latitude))]);
export const project = ring => ring.map(toMap);

const SCENE = encodeURIComponent('{scene}'); // in an address

export class Week {
  #maps = new Map();
  #addresses = new Map();
  #complain;

  // `page` is the address of the run's viewer, from which all others start.
  constructor(run, page, complain) {
    [this.run, this.page, this.#complain] = [run, page, complain];
    this.rows = run.rows.tile.map((tile, i) => ({
      tile, scene: run.rows.scene[i], status: run.rows.status[i] ?? 'none', reason: run.rows.reason[i], has: run.rows.indices[i],
      day: run.rows.day?.[i], run: run.runId, rings: run.rows.outlines[i], extent: extentOf(run.outlines, run.rows.outlines[i]),
    }));
    this.scenes = new Scenes(this.rows, (row, index) => this.#sceneOf(row, index), complain);
  }

  polygonOf(row) {
    const outline = rings(this.run.outlines, row.rings).map(project);
    return outline.length === 1 ? new Polygon(outline) : new MultiPolygon(outline.map(ring => [ring]));
  }

  get area() { return new MultiPolygon(rings(this.run.outlines, this.run.area).map(ring => [project(ring)])); }

  // Of the request's area: its lower left and upper right, longitudes past 180 across the antimeridian.
  get corners() { return bounds(this.run.outlines, this.run.area); }

  holds(longitude, latitude) {
    const [[west, south], [east, north]] = this.corners;
    return latitude >= south && latitude <= north && [-360, 0, 360].some(turn => longitude + turn >= west && longitude + turn <= east);
  }

  layer(index, name) { return this.run.indices.find(one => one.name === index)?.layers.find(layer => layer.name === name); }

  at(href) { return new URL(href, this.page).href; }

  #sceneOf(row, index) {
    const place = this.run.indices.findIndex(one => one.name === index);
    const isThere = index === QA ? row.has : row.has?.includes(place);
    return isThere ? this.#addressOf(index, place)?.replaceAll(SCENE, encodeURIComponent(row.scene)) : undefined;
  }

  // Resolved once, and not for each of the thousands of scenes that may be in view.
  #addressOf(index, place) {
    const { scenes } = (index === QA ? this.run.qa : this.run.indices[place]) ?? {};
    if (scenes && !this.#addresses.has(index)) this.#addresses.set(index, this.at(scenes));
    return this.#addresses.get(index);
  }

  // The file of a layer; from a disk, where it was not picked, the cells in the page; undefined where there is neither.
  async map(layer) {
    if (!layer) return undefined;
    const address = this.at(layer.file);
    const opening = this.#maps.get(address) ?? open(address, one => this.#isOurs(one)).catch(error => this.#complain(error, address));
    this.#maps.set(address, opening);
    const file = await opening;
    return file ? { file, band: layer.band } : layer.cells && isDisk ? { file: layer.cells, band: 1 } : undefined;
  }

  forget() { this.#maps.clear(); }

  // Maps of all weeks may have one name; their metadata has the window.
  #isOurs({ items }) { return items.FROM === this.run.from && items.TO === this.run.to; }
}

// In EPSG:3857, of outlines in steps: they are projected only where they are drawn.
const extentOf = (outlines, all) => all.length ? boundingExtent(bounds(outlines, all).map(toMap)) : createEmpty();
