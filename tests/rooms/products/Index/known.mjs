// known.mjs FOOTPRINTS COLLECTION ITEM...: ends with 1 and says why where a file breaks GeoJSON's own schemas, or has a field with a prefix that the registry of STAC fields does not know.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';

const require = createRequire(import.meta.url);
const registry = require('@radiantearth/stac-fields/fields.json').metadata;
const ajv = new Ajv({ strict: false });
const schema = name => ajv.compile(require(`geojson-schema/${name}.json`));
const [feature, features] = [schema('Feature'), schema('FeatureCollection')];
const [footprints, collection, ...items] = process.argv.slice(2).map(path => JSON.parse(readFileSync(path, 'utf8')));

const faults = [];
const check = (validate, name, value) => validate(value) || faults.push(`${name}: ${ajv.errorsText(validate.errors)}`);
check(features, 'footprints', footprints);
for (const item of items) check(feature, item.id, item);
// What only Features may be does not pass for a collection of them: the schemas do look.
if (feature(footprints)) faults.push('the schema of a feature lets a collection pass');

const ours = /^vegetation:/;
const walk = (name, value) => {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    if (/^[a-z]+:/.test(key) && !ours.test(key) && !(key in registry)) faults.push(`${name}: ${key} is no known field`);
    walk(name, inner);
  }
};
for (const document of [collection, ...items]) walk(document.id, document);

for (const fault of faults) console.error(fault);
process.exit(faults.length ? 1 : 0);
