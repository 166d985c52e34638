// filter.mjs FILE FILTER...: prints how many rows of a Parquet file hyparquet finds by each filter, as a JSON array. {"time": "..."} in a filter is an instant.
import { asyncBufferFromFile, parquetQuery, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

const [path, ...filters] = process.argv.slice(2);
const file = await asyncBufferFromFile(path);
const read = text => JSON.parse(text, (_, value) => value?.time ? new Date(value.time) : value);

const count = async text => {
  const filter = read(text);
  const rows = Object.keys(filter).length ? await parquetQuery({ file, compressors, filter }) : await parquetReadObjects({ file, compressors });
  return rows.length;
};

const counts = [];
for (const filter of filters) counts.push(await count(filter));
console.log(JSON.stringify(counts));
