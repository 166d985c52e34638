// The map and what is shown on it: a week on the main side, perhaps an earlier one on the other, and lines over both.
import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import Zoom from 'ol/control/Zoom.js';
import { defaults } from 'ol/interaction/defaults.js';
import { by, showChoices, showHead, showKey, showLegend, showMessage, showSource } from './panel.js';
import { countOpen, forgetOpen, FIRST_ZOOM, MOST_OPEN } from './scenes.js';
import { countPicked, isDisk, pick } from './files.js';
import { areaLayer, isFar, outlineLayers, worldLayer } from './shapes.js';
import { Side } from './side.js';
import { Weeks } from './weeks.js';
import { writeLink } from './link.js';

export class Viewer {
  #unreadable = new Map(); // of files, by address: what is wrong with each
  #problem = ''; // of what was chosen last
  #drawn = []; // addresses
  #hint = '';
  #isTaking = false; // files that were picked
  #weeks;
  #shapes;
  #area = areaLayer();
  outlines = outlineLayers();

  constructor(run) {
    const complain = (error, address) => this.#complain(error, address);
    this.#weeks = new Weeks(run, complain);
    [this.week, this.main, this.other] = [this.#weeks.own, new Side(complain), new Side(complain)];
    this.#shapes = [worldLayer(), ...this.outlines.layers, this.#area];
    this.map = new OlMap({
      target: 'map', layers: [...this.main.layers, ...this.other.layers, ...this.#shapes],
      controls: [new Zoom(), new ScaleLine()],
      interactions: defaults({ altShiftDragRotate: false, pinchRotate: false }),
      view: new View({ center: [0, 0], zoom: 1, minZoom: 1, maxZoom: 18, multiWorld: true, enableRotation: false }),
    });
    this.map.getView().on('change', () => this.#divide());
    this.map.on('moveend', () => this.settle());
    this.map.on('loadstart', () => this.busy());
    this.map.on('rendercomplete', () => {
      by('map').setAttribute('aria-busy', String(this.#isTaking));
      by('map').dataset.open = countOpen();
    });
    this.restyle();
  }

  // Of the width, left of which the other side is seen.
  get share() { return by('share').value / 100; }
  get index() { return this.main.index; }
  get layer() { return this.main.layer?.name; }
  get isSwiping() { return by('swipe').checked; }

  // Until all is drawn, which `rendercomplete` says: what loads begins a moment later.
  busy() {
    by('map').setAttribute('aria-busy', 'true');
    this.map.render();
  }

  goHome(padding) { this.map.getView().fit(this.week.area, { padding, maxZoom: 12 }); }

  go({ center, zoom }) {
    if (center) this.map.getView().setCenter(center);
    if (zoom !== null) this.map.getView().setZoom(zoom);
    this.busy();
    this.settle();
  }

  // A week that cannot be read leaves the one that is shown; for an index or a layer that it does not have its first is taken.
  async show(run, index, layer) {
    this.busy();
    this.#problem = '';
    const week = await this.#weeks.get(run) ?? this.week, { indices } = week.run;
    const one = indices.find(({ name }) => name === index) ?? indices[0];
    const { name } = one.layers.find(l => l.name === layer) ?? one.layers[0] ?? {};
    if (week !== this.week || !this.main.week) for (const shapes of [this.outlines, this.#area]) shapes.show(week);
    this.week = week;
    this.main.show(week, one.name, name);
    by('zonesChoice').hidden = !week.run.zones?.outlines;
    showChoices(this.#weeks.all, { run: week.run, index: one.name, layer: name }, week.run.earlier, isDisk);
    showHead(week.run, week.page);
    showLegend(this.main.layer?.look);
    await this.#showOther(one.name, name);
    this.setLook();
  }

  async #showOther(index, layer) {
    const { earlier } = this.week.run, other = this.isSwiping && earlier && !isDisk ? await this.#weeks.get(earlier.run) : null;
    by('swipe').checked = Boolean(other);
    if (other) this.other.show(other, index, layer);
  }

  // The sides with the parts of a view in which they are seen.
  #parts([west, south, east, north]) {
    const middle = west + (east - west) * this.share;
    return this.isSwiping ? [[this.other, [west, south, middle, north]], [this.main, [middle, south, east, north]]]
      : [[this.main, [west, south, east, north]]];
  }

  sideAt([x]) { return this.isSwiping && x < this.map.getSize()[0] * this.share ? this.other : this.main; }

  // At each move of the view, so that the line stays where it is on the screen.
  #divide() {
    if (!this.isSwiping) this.main.cut(undefined);
    else for (const [side, part] of this.#parts(this.map.getView().calculateExtent(this.map.getSize()))) side.cut(part);
  }

  setLook() {
    for (const layer of [...this.main.rasters, ...this.other.rasters]) layer.setOpacity(by('opacity').value / 100);
    for (const layer of this.outlines.layers) layer.setVisible(by('outlines').checked);
    for (const side of [this.main, this.other]) side.zones.setVisible(by('zones').checked && (side === this.main || this.isSwiping));
    by('share').hidden = by('divider').hidden = !this.isSwiping;
    by('divider').style.left = `calc(${100 * this.share}% - 1px)`;
    this.busy();
    this.settle();
  }

  // Which layers are seen where the view came to rest; the link follows.
  settle() {
    this.#divide();
    const view = this.map.getView(), extent = view.calculateExtent(this.map.getSize()), zoom = view.getZoom();
    const parts = this.#parts(extent), scenes = parts.map(([side, part]) => side.inView(part)), count = scenes.flat().length;
    const isNear = this.main.settle(true, zoom, count);
    this.other.settle(this.isSwiping, zoom, count);
    showSource(this.week.run, this.index, this.layer, isNear ? scenes.at(-1) : null);
    showKey(this.outlines.drawn(zoom), isFar(zoom), this.week.run.zones?.outlines && by('zones').checked);
    this.#drawn = parts.flatMap(([side], i) => side.addresses(scenes[i]));
    this.#hint = isNear || !count ? '' : this.#hintOf(count, zoom);
    this.#tell();
    writeLink(view, {
      run: this.week.run.runId, index: this.index, layer: this.layer, swipe: this.isSwiping ? +by('share').value : null,
      opacity: +by('opacity').value, outlines: by('outlines').checked,
    });
  }

  #hintOf(count, zoom) {
    const scenes = `${count} scene${count === 1 ? '' : 's'} in view`;
    if (count > MOST_OPEN) return `${scenes}; at most ${MOST_OPEN} are shown: zoom in.`;
    return zoom < FIRST_ZOOM ? `${scenes}: zoom in to see pixels of ${this.week.run.resolution} m.` : '';
  }

  restyle() { for (const layer of this.#shapes) layer.restyle(); }

  // Files that were picked, where the page came from a disk.
  async take(files) {
    this.#isTaking = true;
    this.busy();
    this.#unreadable.clear();
    this.#problem = '';
    await pick(files, error => this.#complain(error));
    this.#isTaking = false;
    this.busy();
    forgetOpen();
    this.week.forget();
    this.main.redraw();
    this.settle();
    this.#tell(`Files picked: ${countPicked()}`);
  }

  // `address` is that of the file, where it is of one.
  #complain({ message }, address) {
    if (address) this.#unreadable.set(address, message);
    else this.#problem = message;
    this.#tell();
  }

  // What is wrong is told as long as it is of what is shown, and hides no hint.
  #tell(news) {
    const file = this.#drawn.find(address => this.#unreadable.has(address));
    showMessage([news, this.#problem, this.#unreadable.get(file), this.#hint].filter(Boolean).join('. '));
  }
}
