// Where the bytes of a run's files come from: a server that answers ranges or, where the page came from a disk, files that were picked.
import { openCog } from './cog.js';

export const isDisk = location.protocol === 'file:';
const picked = [];

export function pick(files) { picked.push(...[...files].filter(file => /\.tiff?$/i.test(file.name))); }
export const countPicked = () => picked.length;

const pickedFor = address => {
  const path = decodeURIComponent(new URL(address).pathname);
  return picked.filter(file => path.endsWith(`/${file.webkitRelativePath || file.name}`));
};

// Whether it makes sense to open it.
export const isAtHand = address => !isDisk || pickedFor(address).length > 0;

// `address` is absolute. `isOf` looks at an open file and says whether it is of the run meant: files of two weeks may share a name.
// Undefined where the page came from a disk and the file was not picked.
export async function open(address, isOf) {
  if (!isDisk) return openCog(address, remote(address));
  for (const file of pickedFor(address)) {
    const cog = await openCog(`${address}#${picked.indexOf(file)}`, (start, stop) => file.slice(start, stop).arrayBuffer());
    if (isOf(cog)) return cog;
  }
}

function remote(address) {
  return async (start, stop) => {
    const name = address.split('/').pop(), headers = { Range: `bytes=${start}-${stop - 1}` };
    const response = await fetch(address, { headers }).catch(() => undefined);
    if (response?.status === 206) return response.arrayBuffer();
    await response?.body?.cancel();
    if (response?.status === 200)
      throw new Error(`${name}: the server does not answer ranges; put the folder on one that does, or type ./run view`);
    throw new Error(`${name} cannot be read (${response ? `status ${response.status}` : 'no answer'})`);
  };
}
