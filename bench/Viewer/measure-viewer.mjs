// Drives a viewer in headless Chromium: node measure-viewer.mjs ADDRESS. Prints milliseconds, requests and bytes.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const profile = await mkdtemp(join(tmpdir(), 'viewer-'));
const options = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--remote-debugging-port=0'];
const browser = spawn('chromium', [...options, `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
process.on('exit', () => browser.kill()); // however this ends
const address = await new Promise(found => {
  let said = '';
  browser.stderr.on('data', data => {
    said += data;
    const match = /listening on (ws:\S+)/.exec(said);
    if (match) found(match[1]);
  });
});
const socket = new WebSocket(address), waiting = new Map();
await new Promise(open => { socket.onopen = open; });
let last = 0, session, requests = 0, bytes = 0;
socket.onmessage = ({ data }) => {
  const message = JSON.parse(data);
  if (message.id) waiting.get(message.id)(message.result ?? message.error);
  if (message.method === 'Network.requestWillBeSent' && message.params.request.url.startsWith('http')) requests++;
  if (message.method === 'Network.loadingFinished') bytes += message.params.encodedDataLength;
};
const send = (method, params = {}) => new Promise(done => {
  waiting.set(++last, done);
  socket.send(JSON.stringify({ id: last, method, params, sessionId: session }));
});
const evaluate = async expression =>
  (await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result?.value;

const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
({ sessionId: session } = await send('Target.attachToTarget', { targetId, flatten: true }));
for (const domain of ['Page', 'Runtime', 'Network']) await send(`${domain}.enable`);
await send('Performance.enable', { timeDomain: 'threadTicks' }); // CPU time of the page's thread, which a busy machine does not lengthen
await send('Emulation.setDeviceMetricsOverride', { width: 1400, height: 900, deviceScaleFactor: 1, mobile: false });

const BROWSER_START = 4000;
const pause = ms => new Promise(done => setTimeout(done, ms));

const cpu = async () => 1000 * (await send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;

const IS_DRAWN = 'document.documentElement.dataset.ready === "true" && document.getElementById("map").ariaBusy === "false"';

// What a deed takes until all in view is drawn.
async function timed(title, deed) {
  const [begun, cpuBefore, requestsBefore, bytesBefore] = [performance.now(), await cpu(), requests, bytes];
  await deed();
  while (!await evaluate(IS_DRAWN)) await pause(5);
  const ms = performance.now() - begun;
  await pause(100); // the browser tells of bytes a moment later
  const column = (number, digits, unit) => `${number.toFixed(digits).padStart(8)} ${unit}`;
  console.log(title.padEnd(34), column(ms, 0, 'ms'), column(await cpu() - cpuBefore, 0, 'ms of CPU'),
    column(requests - requestsBefore, 0, 'requests'), column((bytes - bytesBefore) / 1e6, 2, 'MB'));
  return ms;
}

const go = words => evaluate(`new Promise(next => {
  location.hash = '${words}';
  addEventListener('hashchange', () => requestAnimationFrame(() => next()), { once: true });
})`);

await pause(BROWSER_START); // whose own pages take both cores at first
await timed('page and first map, the Earth', () => send('Page.navigate', { url: `${process.argv[2]}#at=20,10&zoom=2` }));
for (const zoom of [3, 4, 5, 6, 7, 8]) await timed(`map, zoom ${zoom}`, () => go(`at=46.5,12&zoom=${zoom}`));
const steps = [];
for (let zoom = 9; zoom <= 16; zoom++)
  steps.push(await timed(`scenes of two zones, zoom ${zoom}`, () => go(`at=46.5,12&zoom=${zoom}`)));
const slowest = Math.max(...steps).toFixed(0);
console.log(`slowest step over the scenes: ${slowest} ms; ${requests} requests, ${(bytes / 1e6).toFixed(1)} MB in all`);

const ended = new Promise(done => browser.on('close', done)); // its children too, which write into the profile to the end
browser.kill();
await ended;
await rm(profile, { recursive: true, force: true, maxRetries: 10 }); // rmSync does not list again what it tries again
socket.close();
