// Where the bucket's server keeps its objects: plain files that are complete or absent, whatever kills the process or fills the disk.
//
// An object is a description, KEY.meta.json, and the data file that it names. A write leaves new data beside the old and then renames its
// description into place: that rename is the one moment at which the object changes. A file that no description names is left over from a
// write that was cut short, and is removed at the next start. The marker "running" exists while the server does: found at a start, it shows
// that the last shutdown was unclean.
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

const META = '.meta.json', DATA = '.data', NEW = '.new';
const HASHED_BYTES = 2 << 20; // larger data was synced before its description named it, and most of it has no MD5 of the whole

export class ObjectFiles {
  #root; #marker;

  constructor(folder) {
    [this.#root, this.#marker] = [join(folder, 'buckets'), join(folder, 'running')];
    mkdirSync(this.#root, { recursive: true });
    rmSync(join(folder, '_multipart'), { recursive: true, force: true }); // of earlier versions, whose clients ended with them
  }

  // Reads all descriptions into the store. Every object is checked by size, and by MD5 after an unclean shutdown.
  // onObject: called for each, since a folder of many takes minutes.
  load(store, onObject) {
    const unclean = existsSync(this.#marker);
    closeSync(openSync(this.#marker, 'w'));
    for (const { name: bucket } of readdirSync(this.#root, { withFileTypes: true }).filter(entry => entry.isDirectory())) {
      store.createBucket(bucket);
      mkdirSync(join(this.#root, bucket, 'objects'), { recursive: true });
      this.#loadFolder(store, bucket, join(this.#root, bucket, 'objects'), unclean, onObject);
    }
  }

  close() { rmSync(this.#marker, { force: true }); }

  insertBucket(bucket) { mkdirSync(join(this.#root, bucket, 'objects'), { recursive: true }); }

  deleteBucket(bucket) { rmSync(join(this.#root, bucket), { recursive: true, force: true }); }

  upsertObject(bucket, { body, ...about }) {
    const path = this.#pathOf(bucket, about.key), folder = dirname(path), before = dataOf(path);
    mkdirSync(folder, { recursive: true });
    const data = `${basename(path)}.${randomBytes(6).toString('hex')}${DATA}`;
    try {
      writeSynced(join(folder, data), body);
      writeSynced(path + META + NEW, JSON.stringify({ ...about, data }));
      renameSync(path + META + NEW, path + META);
    } catch (error) { // the object stays as it was, and takes no room
      for (const left of [path + META + NEW, join(folder, data)]) rmSync(left, { force: true });
      throw error;
    }
    sync(folder);
    if (before) rmSync(join(folder, before), { force: true });
  }

  deleteObject(bucket, key) {
    const path = this.#pathOf(bucket, key), folder = dirname(path), data = dataOf(path);
    if (!data) return;
    rmSync(path + META, { force: true });
    sync(folder);
    rmSync(join(folder, data), { force: true });
    for (let empty = folder; empty !== join(this.#root, bucket, 'objects'); empty = dirname(empty))
      try { rmdirSync(empty); } catch { return; } // there is more in it
  }

  readBody(bucket, key) {
    const path = this.#pathOf(bucket, key);
    return readFileSync(join(dirname(path), dataOf(path)));
  }

  // Upload parts stay in the server's memory: an incomplete upload ends with the server, and leaves nothing.
  insertMultipartUpload() {}
  upsertMultipartPart() {}
  deleteMultipartUpload() {}
  completeMultipartUpload(_, bucket, object) { this.upsertObject(bucket, object); }

  #loadFolder(store, bucket, folder, unclean, onObject) {
    const entries = readdirSync(folder, { withFileTypes: true }), kept = new Set();
    const names = new Set(entries.filter(entry => !entry.isDirectory()).map(entry => entry.name));
    for (const entry of entries) if (entry.isDirectory()) this.#loadFolder(store, bucket, join(folder, entry.name), unclean, onObject);
    for (const name of names) {
      if (!name.endsWith(META)) continue;
      onObject();
      const path = join(folder, name.slice(0, -META.length)), about = description(path), data = dataOf(path);
      const harm = about?.key === undefined || this.#pathOf(bucket, about.key) !== path ? 'its description cannot be read'
        : names.has(data) ? harmOf(join(folder, data), about, unclean) : 'its data is missing';
      if (harm) console.error(`s3: a damaged object is dropped: ${path}: ${harm}`);
      else {
        store.restoreObject(bucket, { ...about, body: Buffer.alloc(0), lastModified: new Date(about.lastModified) });
        kept.add(name).add(data);
      }
    }
    for (const name of names) if ([META, DATA, NEW].some(kind => name.endsWith(kind)) && !kept.has(name)) rmSync(join(folder, name));
  }

  // As fauxqs names them, so that folders of earlier versions stay usable; but no segment of a key is empty, "." or "..".
  #pathOf(bucket, key) {
    const parts = String(key).split('/').map(part => part.replace(/[<>:"|?*\\%\x00-\x1f]|^\.{1,2}$/g,
      found => [...found].map(c => '%' + c.charCodeAt(0).toString(16).padStart(2, '0')).join('')) || '%');
    return join(this.#root, bucket, 'objects', ...parts);
  }
}

// Nothing where there is none, or one that no server wrote to its end. One that the file system refuses may be whole: it stays, and is
// named.
function description(path) {
  try {
    return JSON.parse(readFileSync(path + META, 'utf8'));
  } catch (error) {
    if (error.syscall && error.code !== 'ENOENT') throw error;
    return undefined;
  }
}

// The name of the object's data file; earlier versions gave it the key's.
function dataOf(path) {
  const about = description(path);
  return about && (about.data ?? basename(path) + DATA);
}

function harmOf(file, about, unclean) {
  const { size } = statSync(file);
  if (size !== about.contentLength) return `it has ${size} bytes; expected ${about.contentLength}`;
  if (!unclean || size > HASHED_BYTES || about.parts) return undefined;
  return `"${createHash('md5').update(readFileSync(file)).digest('hex')}"` === about.etag ? undefined : 'its data is not what was written';
}

function writeSynced(path, content) {
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally { closeSync(file); }
}

function sync(folder) {
  const file = openSync(folder, 'r');
  try { fsyncSync(file); } finally { closeSync(file); }
}
