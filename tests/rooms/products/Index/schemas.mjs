// schemas.mjs SCHEMAS DOCUMENT...: ends with 1 and says why where a STAC document breaks the published schemas in a folder.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const require = createRequire(import.meta.url);
const [folder, ...documents] = process.argv.slice(2);
const core = 'https://schemas.stacspec.org/v1.1.0', extensions = 'https://stac-extensions.github.io';
// The folder holds schemas of a beta of 1.1.0 and of an earlier classification extension; what we use of them did not change.
const read = path => JSON.parse(readFileSync(path, 'utf8').replaceAll('1.1.0-beta.1', '1.1.0').replaceAll('classification/v1.1.0', 'classification/v2.0.0'));
const ajv = addFormats(new Ajv({ strict: false, logger: false }));

for (const name of ['Feature', 'Geometry']) ajv.addSchema({ ...require(`geojson-schema/${name}.json`), $id: `https://geojson.org/schema/${name}.json` });
ajv.addSchema({}, 'https://proj.org/schemas/v0.7/projjson.schema.json'); // a field that we do not write
for (const part of ['catalog-spec', 'collection-spec', 'item-spec']) {
  for (const name of readdirSync(join(folder, part, 'json-schema')))
    ajv.addSchema({ ...read(join(folder, part, 'json-schema', name)), $id: `${core}/${part}/json-schema/${name}` });
}
const known = readdirSync(join(folder, 'extensions')).map(name => {
  const schema = read(join(folder, 'extensions', name, 'schema.json'));
  ajv.addSchema({ ...schema, $id: schema.$id.replace(/#$/, '') });
  return schema.$id.replace(/#$/, '');
});
const schemaOf = { Catalog: 'catalog-spec/json-schema/catalog.json', Collection: 'collection-spec/json-schema/collection.json', Feature: 'item-spec/json-schema/item.json' };
const absent = ['render/v2.0.0', 'view/v1.0.0', 'sat/v1.0.0'].map(name => `${extensions}/${name}/schema.json`);

const faults = [];
for (const document of documents.map(path => JSON.parse(readFileSync(path, 'utf8')))) {
  const named = document.stac_extensions ?? [];
  for (const extension of named) if (!known.includes(extension) && !absent.includes(extension)) faults.push(`${document.id}: no schema of ${extension}`);
  for (const id of [`${core}/${schemaOf[document.type]}`, ...named.filter(extension => known.includes(extension))]) {
    const validate = ajv.getSchema(id);
    if (!validate(document)) faults.push(`${document.id}: ${id}: ${ajv.errorsText(validate.errors)}`);
  }
  // The schemas do look: without its licence or links no document passes.
  const broken = structuredClone(document);
  delete broken.links;
  if (ajv.getSchema(`${core}/${schemaOf[document.type]}`)(broken)) faults.push(`${document.id}: passes without links`);
}
for (const fault of faults) console.error(fault);
process.exit(faults.length ? 1 : 0);
