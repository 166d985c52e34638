// Puts the page together: the map, its two sides, and what people do with them.
import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import Zoom from 'ol/control/Zoom.js';
import { defaults } from 'ol/interaction/defaults.js';
import { toLonLat } from 'ol/proj.js';
import { by, showChoices, showHead, showLegend, showMessage } from './panel.js';
import { countOpen, forgetOpen, FIRST_ZOOM, MOST_OPEN } from './scenes.js';
import { countPicked, isDisk, pick } from './files.js';
import { readLink, writeLink } from './link.js';
import { areaLayer, outlineLayers, worldLayer } from './shapes.js';
import { clip } from './swipe.js';
import { describe, place } from './value.js';
import { ownData } from './run.js';
import { Side } from './side.js';
import { Weeks } from './weeks.js';

const told = new Set(); // the same problem is told once
let problem = '';
function complain(error) {
  if (told.has(error.message)) return;
  told.add(problem = error.message);
  showMessage(problem);
}

function makeMap(layers) {
  return new OlMap({
    target: 'map', layers, controls: [new Zoom(), new ScaleLine()], interactions: defaults({ altShiftDragRotate: false, pinchRotate: false }),
    view: new View({ center: [0, 0], zoom: 1, minZoom: 1, maxZoom: 18, enableRotation: false }),
  });
}

async function start() {
  const weeks = new Weeks(await ownData(), complain), [main, other] = [new Side(complain), new Side(complain)];
  const outlines = outlineLayers(), area = areaLayer(), world = worldLayer(), shapes = [world, ...outlines.layers, area];
  const map = makeMap([...main.layers, ...other.layers, ...shapes]), view = map.getView();
  let week = weeks.own, swipe = null, pointed = 0;

  const share = () => by('share').value / 100;
  clip(other.layers, map, share);

  function restyle() { for (const layer of shapes) layer.restyle(); }

  // Which layers are seen where the view came to rest.
  function settle() {
    const extent = view.calculateExtent(map.getSize()), zoom = view.getZoom();
    const count = main.inView(extent) + (swipe ? other.inView(extent) : 0), near = main.settle(true, zoom, count);
    other.settle(Boolean(swipe), zoom, count);
    const scenes = `${count} scene${count === 1 ? '' : 's'} in view`;
    showMessage(problem || (near || !main.hasScenes || !count ? '' : count > MOST_OPEN ? `${scenes}; at most ${MOST_OPEN} are shown: zoom in.` : zoom < FIRST_ZOOM ? `${scenes}; zoom in to see them at ${week.run.resolution} m.` : ''));
    remember();
  }

  function remember() {
    const { value: index } = by('index'), { value: layer } = by('layer');
    writeLink(view, { run: week.run.runId, index, layer, swipe: swipe ? +by('share').value : null, opacity: +by('opacity').value, outlines: by('outlines').checked });
  }

  function divide() {
    by('divider').style.left = `calc(${100 * share()}% - 1px)`;
    map.render();
  }

  // Shows a week, an index and a layer; what a week does not have is replaced by its first.
  async function show(run, index, layer) {
    const chosen = await weeks.get(run);
    if (chosen) week = chosen;
    const one = week.run.indices.find(({ name }) => name === index) ?? week.run.indices[0], { earlier } = week.run;
    const name = (one?.layers.find(l => l.name === layer) ?? one?.layers[0])?.name;
    main.show(week, one?.name, name);
    showChoices(weeks.all, { run: week.run, index: one?.name, layer: name }, isDisk ? null : earlier);
    showHead(week.run, week.page);
    showLegend(main.layer?.look);
    await showOther(one?.name, name);
    settle();
  }

  async function showOther(index, layer) {
    const { earlier } = week.run;
    swipe = by('swipe').checked && !by('swipe').disabled && earlier ? await weeks.get(earlier.run) : null;
    by('swipe').checked = Boolean(swipe);
    by('share').hidden = by('divider').hidden = !swipe;
    if (swipe) other.show(swipe, index, layer);
    divide();
  }

  const showChosen = () => show(by('week').value, by('index').value, by('layer').value);

  async function changeWeek() {
    await showChosen();
    outlines.show(week);
    area.show(week);
  }

  function setLook() {
    for (const layer of [...main.layers, ...other.layers]) layer.setOpacity(by('opacity').value / 100);
    for (const layer of outlines.layers) layer.setVisible(by('outlines').checked);
  }

  async function tell(longitude, latitude, row) {
    const number = ++pointed, side = swipe && map.getPixelFromCoordinate(view.getCenter()) && isLeft(longitude, latitude) ? other : main;
    const text = await describe(side, longitude, latitude).catch(error => error.message);
    const tile = row ? ` Tile ${row.tile}: ${row.status === 'none' ? 'no scene' : row.status}${row.reason ? `, ${row.reason}` : ''}.` : '';
    if (number === pointed) by('value').textContent = `${place(longitude, latitude)}: ${text}.${tile}`;
  }

  let lastPixel = [0, 0];
  const isLeft = () => lastPixel[0] < map.getSize()[0] * share();
  function tellPixel(pixel, isClick) {
    lastPixel = pixel;
    const row = isClick ? map.forEachFeatureAtPixel(pixel, feature => feature.get('row'), { layerFilter: layer => outlines.layers.includes(layer) }) : undefined;
    return tell(...toLonLat(map.getCoordinateFromPixel(pixel)), row);
  }

  map.on('pointermove', event => { if (!event.dragging) tellPixel(event.pixel, false); });
  map.on('click', event => tellPixel(event.pixel, true));
  map.on('moveend', () => {
    settle();
    if (document.activeElement === by('map')) tellPixel(map.getSize().map(side => side / 2), false);
  });
  map.on('loadstart', () => by('map').setAttribute('aria-busy', 'true'));
  map.on('rendercomplete', () => {
    by('map').setAttribute('aria-busy', 'false');
    by('map').dataset.open = countOpen();
  });
  by('week').addEventListener('change', changeWeek);
  for (const id of ['index', 'layer', 'swipe']) by(id).addEventListener('change', showChosen);
  for (const id of ['opacity', 'outlines']) by(id).addEventListener('input', () => { setLook(); remember(); });
  by('share').addEventListener('input', () => { divide(); remember(); });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle);

  function take(files) {
    pick(files);
    forgetOpen();
    week.forget();
    [problem] = ['', told.clear()];
    main.redraw();
    settle();
    showMessage(`${countPicked()} files were picked.`);
  }
  by('pick').hidden = !isDisk;
  for (const id of ['files', 'folder']) by(id).addEventListener('change', event => take(event.target.files));

  async function follow() {
    const link = readLink();
    by('swipe').checked = link.swipe !== null;
    if (link.swipe !== null) by('share').value = link.swipe;
    if (link.opacity !== null) by('opacity').value = link.opacity;
    by('outlines').checked = link.outlines !== 0;
    await show(link.run ?? week.run.runId, link.index, link.layer);
    if (link.swipe !== null && !swipe && !by('swipe').disabled) { by('swipe').checked = true; await showChosen(); }
    outlines.show(week);
    area.show(week);
    setLook();
    if (link.center) view.setCenter(link.center);
    if (link.zoom !== null) view.setZoom(link.zoom);
    return link;
  }

  restyle();
  by('panel').open = window.innerWidth > 600;
  const link = await follow();
  if (!link.center) view.fit(week.area, { padding: window.innerWidth > 600 ? [30, 340, 30, 60] : [30, 20, 160, 20], maxZoom: 12 });
  window.addEventListener('hashchange', follow);
  settle();
  document.documentElement.dataset.ready = 'true';
}

showMessage('');
start().catch(error => showMessage(`This page could not be shown (${error.message}); it needs a browser of 2023 or later.`));
