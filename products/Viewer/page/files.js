// Where the bytes of a run's files come from: a server that answers ranges or, where the page came from a disk, files that were picked.
import { nameOf, openCog } from './cog.js';

export const isDisk = location.protocol === 'file:';
const picked = []; // { path, items, read }

// Of each file is read what it says of itself, so that it is known whose it is. One that is no file of a run is told and left out.
export async function pick(files, complain) {
  for (const file of [...files].filter(one => /\.tiff?$/i.test(one.name))) {
    const path = file.webkitRelativePath || file.name, read = (start, stop) => file.slice(start, stop).arrayBuffer();
    const cog = await openCog(path, read).catch(complain);
    if (cog) picked.push({ path, items: cog.items, read });
  }
}
export const countPicked = () => picked.length;

// `isOf` looks at a file's items and says whether it is of the run meant: files of two weeks may share a name.
const pickedFor = (address, isOf) => {
  const path = decodeURIComponent(new URL(address).pathname);
  return picked.findLast(file => path.endsWith(`/${file.path}`) && isOf(file));
};

// Whether it makes sense to open it.
export const isAtHand = (address, isOf) => !isDisk || pickedFor(address, isOf) !== undefined;

// `address` is absolute. Undefined where the page came from a disk and the file was not picked.
export async function open(address, isOf) {
  if (!isDisk) return openCog(address, remote(address));
  const file = pickedFor(address, isOf);
  return file && openCog(`${address}#${picked.indexOf(file)}`, file.read);
}

function remote(address) {
  return async (start, stop) => {
    const name = nameOf(address), headers = { Range: `bytes=${start}-${stop - 1}` };
    const response = await fetch(address, { headers }).catch(() => undefined);
    if (response?.status === 206) return response.arrayBuffer();
    await response?.body?.cancel();
    if (response?.status === 200)
      throw new Error(`${name}: the server does not answer ranges; put the folder on one that does, or type ./run view`);
    throw new Error(`${name} cannot be read (${response ? `status ${response.status}` : 'no answer'})`);
  };
}
