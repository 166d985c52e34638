// A run as the page shows it: its maps, its scenes and its outlines.
import Polygon from 'ol/geom/Polygon.js';
import MultiPolygon from 'ol/geom/MultiPolygon.js';
import { boundingExtent, createEmpty, extend } from 'ol/extent.js';
import { fromLonLat } from 'ol/proj.js';
import { QA, Scenes } from './scenes.js';
import { isDisk, open } from './files.js';
import { rings } from './run.js';

export const project = ring => ring.map(([longitude, latitude]) => fromLonLat([longitude, Math.max(-85, Math.min(85, latitude))]));

export class Week {
  #maps = new Map();
  #complain;

  // `page` is the address of the run's viewer, from which all others start.
  constructor(run, page, complain) {
    [this.run, this.page, this.#complain] = [run, page, complain];
    this.rows = run.rows.tile.map((tile, i) => {
      const outline = rings(run.outlines, run.rows.outlines[i]).map(project);
      return {
        tile, scene: run.rows.scene[i], status: run.rows.status[i] ?? 'none', reason: run.rows.reason[i], has: run.rows.indices[i], day: run.rows.day?.[i],
        run: run.runId, outline,
        extent: outline.reduce((all, ring) => extend(all, boundingExtent(ring)), createEmpty()),
      };
    });
    this.scenes = new Scenes(this.rows, (row, index) => this.#sceneOf(row, index), complain);
  }

  get area() { return new MultiPolygon(rings(this.run.outlines, this.run.area).map(ring => [project(ring)])); }

  // Of the request's area: its lower left and upper right, longitudes past 180 across the antimeridian.
  get corners() {
    const all = rings(this.run.outlines, this.run.area).flat(), [longitudes, latitudes] = [0, 1].map(axis => all.map(point => point[axis]));
    return [Math.min, Math.max].map(end => [longitudes, latitudes].map(values => values.reduce((a, b) => end(a, b))));
  }

  holds(longitude, latitude) {
    const [[west, south], [east, north]] = this.corners;
    return latitude >= south && latitude <= north && [-360, 0, 360].some(turn => longitude + turn >= west && longitude + turn <= east);
  }

  layer(index, name) { return this.run.indices.find(one => one.name === index)?.layers.find(layer => layer.name === name); }

  at(href) { return new URL(href, this.page).href; }

  #sceneOf(row, index) {
    const place = this.run.indices.findIndex(one => one.name === index), isThere = index === QA ? row.has : row.has?.includes(place);
    const files = index === QA ? this.run.qa : this.run.indices[place];
    return isThere && files ? this.at(files.scenes.replaceAll('{scene}', encodeURIComponent(row.scene))) : undefined;
  }

  // The file of a layer; from a disk, where it was not picked, the cells in the page; undefined where there is neither.
  async map(layer) {
    if (!layer) return undefined;
    const address = this.at(layer.file);
    if (!this.#maps.has(address)) this.#maps.set(address, open(address, one => this.#isOurs(one)).catch(error => this.#complain(error, address)));
    const file = await this.#maps.get(address);
    return file ? { file, band: layer.band } : layer.cells && isDisk ? { file: layer.cells, band: 1 } : undefined;
  }

  forget() { this.#maps.clear(); }

  // Maps of all weeks may have one name; their metadata has the window.
  #isOurs({ items }) { return items.FROM === this.run.from && items.TO === this.run.to; }
}

export const polygonOf = row => row.outline.length === 1 ? new Polygon(row.outline) : new MultiPolygon(row.outline.map(ring => [ring]));
