// The files of scenes: none is opened while too many are in view, and at most so many stay open.
import { intersects } from 'ol/extent.js';
import { isAtHand, open } from './files.js';

export const MOST_OPEN = 20, FIRST_ZOOM = 8;
const MOST_OF_TILE = 4 * MOST_OPEN;
export const QA = 'qa'; // in the place of an index: the layer that says what was seen
export const WORLD = 2 * Math.PI * 6378137; // across the Earth in EPSG:3857

// The one not used for longest first; of all weeks together.
const opened = new Map();
export const countOpen = () => opened.size;
export const forgetOpen = () => opened.clear();

// Rows with an `extent` in EPSG:3857, in the order in which they cover each other.
export class Scenes {
  #rows;
  #complain;

  // `address(row, index)` is that of a row's file, undefined where it has none.
  constructor(rows, address, complain) { [this.#rows, this.address, this.#complain] = [rows, address, complain]; }

  inView(extent, index) {
    const turned = [-WORLD, 0, WORLD].map(turn => [extent[0] + turn, extent[1], extent[2] + turn, extent[3]]);
    return this.#rows.filter(row => turned.some(e => intersects(row.extent, e)) && this.has(row, index));
  }

  has(row, index) {
    const address = this.address(row, index);
    return address !== undefined && isAtHand(address, file => isOf(file, row));
  }

  // By the place alone and not by the view, so that panning draws no tile anew: a tile may reach far beyond a small view. Of far more, as
  // there are on the way of a zoom, none is opened.
  async filesFor(extent, index) {
    const rows = this.inView(extent, index);
    return rows.length > MOST_OF_TILE ? [] : (await Promise.all(rows.map(row => this.open(row, index)))).filter(Boolean);
  }

  // Undefined, and told, where it cannot be read; the map goes on without it.
  open(row, index) {
    const address = this.address(row, index);
    const file = opened.get(address) ?? open(address, one => isOf(one, row)).catch(error => this.#complain(error, address));
    opened.delete(address);
    opened.set(address, file);
    if (opened.size > MOST_OPEN) opened.delete(opened.keys().next().value); // its unpacked blocks may stay
    return file;
  }
}

// Runs of one week have files of the same names.
const isOf = ({ items }, row) => items.RUN === row.run;
