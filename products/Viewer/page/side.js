// One week on the map: its coarse map from afar, its scenes from near, its zones. The page has two sides, the other one for swiping.
import { FIRST_ZOOM, MOST_OPEN } from './scenes.js';
import { rasterLayer } from './raster.js';
import { zonesLayer } from './zones.js';

export class Side {
  #look = { band: 1, colours: undefined };
  #sceneLook = { band: 1, colours: undefined };
  week;
  index;
  layer;
  zones = zonesLayer();

  constructor(complain) {
    this.coarse = rasterLayer(this.#look, () => this.#coarseFiles(), complain);
    this.fine = rasterLayer(this.#sceneLook, extent => this.week?.scenes.filesFor(extent, this.index) ?? [], complain, { visible: false });
    this.rasters = [this.coarse, this.fine];
    this.layers = [...this.rasters, this.zones];
  }

  async #coarseFiles() {
    const map = await this.week?.map(this.layer);
    if (!map) return [];
    this.#look.band = map.band;
    return [map.file];
  }

  show(week, index, name) {
    [this.week, this.index, this.layer] = [week, index, week?.layer(index, name)];
    this.#look.colours = this.#sceneLook.colours = this.layer?.look;
    this.zones.show(week, index, name);
    this.redraw();
  }

  // Draws and reads a part of the map only; all of it where there is none.
  cut(extent) { for (const layer of this.layers) layer.setExtent(extent); }

  redraw() { for (const layer of this.rasters) layer.redraw(); }

  // Scenes hold the mean's index and nothing else.
  get hasScenes() { return this.layer?.name === 'mean'; }

  inView(extent) { return this.hasScenes ? this.week.scenes.inView(extent, this.index) : []; }

  // Where scenes are shown the map is not: its coarse values would fill their clouds and pass for 10 m.
  settle(isShown, zoom, count) {
    const near = isShown && this.hasScenes && zoom >= FIRST_ZOOM && count > 0 && count <= MOST_OPEN;
    this.fine.setVisible(near);
    this.coarse.setVisible(isShown && !near);
    return near;
  }

  // Of the files that are drawn, of `scenes` in view.
  addresses(scenes) {
    if (this.fine.getVisible()) return scenes.map(row => this.week.scenes.address(row, this.index));
    return this.layer ? [this.week.at(this.layer.file)] : [];
  }
}
