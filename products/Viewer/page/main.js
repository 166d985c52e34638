// Starts the page: its data, the map, and what people do with the controls.
import { fromLonLat } from 'ol/proj.js';
import { by, showMessage } from './panel.js';
import { isDisk } from './files.js';
import { ownData } from './run.js';
import { readLink } from './link.js';
import { readPlace } from './place.js';
import { pointers } from './pointer.js';
import { place as written } from './value.js';
import { Viewer } from './viewer.js';

const NARROW = 600; // as in page.css
const NEAR = 13; // the zoom at which a field is seen

function wire(viewer) {
  const on = (name, ids, action) => { for (const id of ids) by(id).addEventListener(name, action); };
  on('change', ['week', 'index', 'layer', 'swipe'], () => viewer.show(by('week').value, by('index').value, by('layer').value));
  on('input', ['opacity', 'outlines', 'zones', 'share'], () => viewer.setLook());
  on('change', ['files', 'folder'], event => viewer.take(event.target.files));
  on('change', ['place'], () => goTo(viewer, by('place').value));
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => viewer.restyle());
  window.addEventListener('hashchange', () => follow(viewer, readLink()));
  pointers(viewer);
}

// Shows what the link says; what it does not say stays as it is.
async function follow(viewer, link) {
  by('swipe').checked = link.swipe !== null;
  if (link.swipe !== null) by('share').value = link.swipe;
  if (link.opacity !== null) by('opacity').value = link.opacity;
  by('outlines').checked = link.outlines !== 0;
  const { week, index, layer } = viewer;
  await viewer.show(link.run ?? week.run.runId, link.index ?? index, link.layer ?? layer);
  viewer.go(link);
}

// Into the run's area only: elsewhere there is nothing to see, and latitude and longitude may have changed places.
function goTo(viewer, text) {
  const place = readPlace(text), { week } = viewer;
  if (!place) showMessage(`got ${text}; expected latitude and longitude, such as 46.5, 11.85 or 46°30'N 11°51'E`);
  else if (week.holds(...place)) viewer.go({ center: fromLonLat(place), zoom: Math.max(NEAR, viewer.map.getView().getZoom()) });
  else showMessage(`${written(...place)} is outside this run's map, which reaches from ${week.corners.map(corner => written(...corner)).join(' to ')}.`
    + (week.holds(...place.toReversed()) ? ' Latitude comes before longitude.' : ''));
}

async function start() {
  const viewer = new Viewer(await ownData()), isNarrow = window.innerWidth <= NARROW, link = readLink();
  by('panel').open = !isNarrow;
  by('pick').hidden = !isDisk;
  viewer.goHome(isNarrow ? [30, 20, 160, 20] : [30, 340, 30, 60]);
  await follow(viewer, link);
  wire(viewer);
  document.documentElement.dataset.ready = 'true';
}

showMessage('');
start().catch(error => showMessage(`This page could not be shown (${error.message}); it needs a browser of 2023 or later.`));
