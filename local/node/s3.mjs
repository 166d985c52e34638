// The bucket of a run on this machine: an S3 server on a loopback port, its objects as plain files.
// usage: node s3.mjs FOLDER BUCKET; prints {"port":n} when it is up and ends when its standard input does.
import { Server } from 'node:net';
import { startFauxqs } from 'fauxqs';

const [, , folder, bucket] = process.argv;

// fauxqs would listen on every address of the machine, and it checks no signatures.
const listen = Server.prototype.listen;
Server.prototype.listen = function (options, ...rest) {
  return listen.call(this, { ...options, host: '127.0.0.1' }, ...rest);
};

const server = await startFauxqs({ port: 0, logger: false, s3StorageDir: folder });
server.createBucket(bucket);
console.log(JSON.stringify({ port: server.port }));

// Ctrl-C reaches every process of a terminal; the bucket goes last, when the last upload is in.
process.on('SIGINT', () => {}).on('SIGTERM', () => {});
process.stdin.on('end', async () => {
  await server.stop();
  process.exit(0);
}).resume();
