// The bucket of a run on this machine: an S3 server on a loopback port, its objects as plain files.
// usage: ACCESS_KEY=... node s3.mjs FOLDER BUCKET; prints {"loaded":n} now and then while it reads the folder, {"port":n} when it is up and
// {"failure":"..."} when the file system refuses it something, and ends when its standard input does.
import { buildApp } from 'fauxqs';
import { ObjectFiles } from './object-files.mjs';

// Not exported: this is why package.json pins fauxqs to one version.
const { S3Store } = await import(new URL('./s3/s3Store.js', import.meta.resolve('fauxqs')));

const [, , folder, bucket] = process.argv;
const tell = message => process.stdout.write(JSON.stringify(message) + '\n');

// fauxqs sorts keys by locale but continues a listing in byte order, so that pages lose keys of mixed case.
// S3's order is that of bytes; nothing else in this process sorts text.
String.prototype.localeCompare = function (other) { return this < other ? -1 : this > other ? 1 : 0; };

const store = new S3Store();
let files, loaded = 0;
try {
  files = new ObjectFiles(folder);
  files.load(store, () => { if (++loaded % 1000 === 0) tell({ loaded }); });
  store.persistence = files;
  store.createBucket(bucket);
} catch (error) {
  tell({ failure: error.message });
  process.exit(1);
}

function refuse(reply, status, code, message) {
  reply.code(status).type('application/xml')
    .send(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}

const app = buildApp({ logger: false, stores: { s3Store: store } });

// fauxqs checks no signatures. The key, new at each start, keeps out other users of this machine and the pages in its browsers.
app.addHook('onRequest', (request, reply, done) => request.headers.authorization?.includes(`Credential=${process.env.ACCESS_KEY}/`)
  ? done() : refuse(reply, 403, 'AccessDenied', 'Access Denied'));

// fauxqs ignores the conditions of a PUT; S3 answers 412 where the object has another ETag (If-Match) or exists
// (If-None-Match: *), and 404 where there is none to match. Nothing comes between this and the write: both run in one turn of the event
// loop.
app.addHook('preHandler', (request, reply, done) => {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.method === 'PUT' ? request.headers : {};
  const found = store.buckets.get(request.params.bucket)?.get(request.params['*']);
  if ((!ifMatch || found?.etag === ifMatch) && (!ifNoneMatch || !found)) done();
  else if (ifMatch && !found) refuse(reply, 404, 'NoSuchKey', 'The specified key does not exist.');
  else refuse(reply, 412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
});

app.addHook('onError', (request, reply, error, done) => {
  if (error.syscall) tell({ failure: `${request.method} ${decodeURIComponent(request.url)}: ${error.message}` });
  done();
});

await app.listen({ port: 0, host: '127.0.0.1' });
tell({ port: app.server.address().port });

// Ctrl-C reaches every process of a terminal; the bucket ends last, after the last upload.
process.on('SIGINT', () => {}).on('SIGTERM', () => {});
process.stdin.on('end', async () => {
  await app.close();
  files.close();
  process.exit(0);
}).resume();
