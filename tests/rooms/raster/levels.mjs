// node levels.mjs FILE: a line for each level that geotiff.js finds, the full resolution first: width, height, bands, and the SHA-256 of
// the samples of all bands, one band after the other.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { fromArrayBuffer } from 'geotiff';

const file = await open(process.argv[2]);
const bytes = await file.readFile();
await file.close();
const tiff = await fromArrayBuffer(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
for (let level = 0; level < await tiff.getImageCount(); level++) {
  const image = await tiff.getImage(level);
  const hash = createHash('sha256');
  for (const band of await image.readRasters()) hash.update(new Uint8Array(band.buffer, band.byteOffset, band.byteLength));
  console.log(image.getWidth(), image.getHeight(), image.getSamplesPerPixel(), hash.digest('hex'));
}
