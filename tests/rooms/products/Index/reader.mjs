// reader.mjs ROOT FILE, which holds {key: document, ...}: opens the catalog and all below it as STAC Browser does, by its reader, from the address ROOT.
// Prints each document as JSON: where it is, what it is called, its extent, its pictures and GeoTIFFs by their addresses.
import { readFileSync } from 'node:fs';
import create from 'stac-js';

const [root, file] = process.argv.slice(2);
const documents = JSON.parse(readFileSync(file, 'utf8'));
const opened = [], open = [new URL('catalog.json', root).href];
while (open.length > 0) {
  const url = open.shift(), document = documents[url.slice(root.length)];
  if (!url.startsWith(root) || !document) throw new Error(`${url} is no document of the catalog`);
  const stac = create(document);
  if (!stac.getAbsoluteUrl()) stac.setAbsoluteUrl(url);
  const assets = stac.getAssets?.() ?? [];
  opened.push({
    url: stac.getAbsoluteUrl(), type: stac.type, title: stac.getMetadata('title') ?? null, box: stac.getBoundingBox(), times: stac.getTemporalExtent(),
    pictures: (stac.getThumbnails?.() ?? []).map(asset => asset.getAbsoluteUrl()),
    rasters: assets.filter(asset => asset.isGeoTIFF).map(asset => asset.getAbsoluteUrl()),
  });
  open.push(...[...stac.getChildLinks?.() ?? [], ...stac.getItemLinks?.() ?? []].map(link => link.getAbsoluteUrl()));
}
console.log(JSON.stringify(opened));
