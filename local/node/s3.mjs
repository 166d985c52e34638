// The bucket of a run on this machine: an S3 server on a loopback port, its objects as plain files.
// usage: node s3.mjs FOLDER BUCKET; prints {"port":n} when it is up and ends when its standard input does.
import { Server as WebServer } from 'node:http';
import { Server } from 'node:net';
import { startFauxqs } from 'fauxqs';

const [, , folder, bucket] = process.argv;

// fauxqs would listen on every address of the machine, and it checks no signatures.
const listen = Server.prototype.listen;
Server.prototype.listen = function (options, ...rest) {
  return listen.call(this, { ...options, host: '127.0.0.1' }, ...rest);
};

// fauxqs writes whatever the conditions of a PUT say; S3 answers 412 where the object has another ETag (If-Match) or is there (If-None-Match: *).
let last = Promise.resolve();
const emit = WebServer.prototype.emit;
WebServer.prototype.emit = function (event, request, response, ...rest) {
  const conditions = event === 'request' && request.method === 'PUT' ? [request.headers['if-match'], request.headers['if-none-match']] : [];
  if (!conditions.some(Boolean)) return emit.call(this, event, request, response, ...rest);
  last = last.then(() => new Promise(done => {
    response.on('close', done);
    allowed(request, ...conditions).then(yes => yes ? emit.call(this, event, request, response, ...rest) : refuse(request, response));
  }));
  return true;
};

async function allowed(request, ifMatch, ifNoneMatch) {
  const found = await fetch(`http://127.0.0.1:${server.port}${request.url}`, { method: 'HEAD' });
  return ifMatch ? found.headers.get('etag') === ifMatch : !found.ok;
}

function refuse(request, response) {
  request.resume();
  response.writeHead(412, { 'content-type': 'application/xml' });
  response.end('<?xml version="1.0" encoding="UTF-8"?><Error><Code>PreconditionFailed</Code><Message>At least one of the pre-conditions you specified did not hold</Message></Error>');
}

const server = await startFauxqs({ port: 0, logger: false, s3StorageDir: folder });
server.createBucket(bucket);
console.log(JSON.stringify({ port: server.port }));

// Ctrl-C reaches every process of a terminal; the bucket goes last, when the last upload is in.
process.on('SIGINT', () => {}).on('SIGTERM', () => {});
process.stdin.on('end', async () => {
  await server.stop();
  process.exit(0);
}).resume();
