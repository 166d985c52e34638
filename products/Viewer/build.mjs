// Makes viewer.html, the template of every run's viewer, and world.json, the coasts that report and pictures have too:
// node products/Viewer/build.mjs [FOLDER]. The same sources give the same bytes, and a test compares them with the files in the repository,
// so that neither a build nor an image needs Node.
import { build } from 'esbuild-wasm';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { world } from './world.mjs';

const here = name => new URL(name, import.meta.url).pathname, read = name => readFileSync(here(name), 'utf8');
const lines = JSON.stringify(world()), hash = text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const { outputFiles: [{ text }], metafile } = await build({
  entryPoints: [here('page/main.js')], bundle: true, minify: true, format: 'iife', target: 'es2022', charset: 'ascii',
  legalComments: 'none', write: false, metafile: true,
  plugins: [{
    name: 'world',
    setup(bundle) {
      bundle.onResolve({ filter: /^world$/ }, () => ({ path: 'world', namespace: 'world' }));
      // OpenLayers' own UTM stays out: page/utm.js takes its place.
      bundle.onResolve({ filter: /\/utm\.js$/ }, ({ importer }) =>
        importer.includes('/ol/') ? { path: 'utm', namespace: 'none' } : undefined);
      bundle.onLoad({ filter: /./, namespace: 'none' }, () => ({
        contents: 'export const makeProjection = () => null, makeTransforms = () => null;',
      }));
      bundle.onLoad({ filter: /./, namespace: 'world' }, () => ({ contents: lines, loader: 'json' }));
    },
  }],
});

// Of each package of which something is in the page: its name, version and licence as a whole.
function licences() {
  const inputs = Object.entries(Object.values(metafile.outputs)[0].inputs);
  const paths = inputs.filter(([, { bytesInOutput }]) => bytesInOutput).map(([path]) => path);
  const names = new Set(paths.map(path => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean));
  return [...names, 'world-atlas'].sort().map(name => {
    const folder = here(`../../node_modules/${name}`), { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    const file = readdirSync(folder).find(one => /^licen[cs]e/i.test(one));
    return `${name} ${version}, ${license}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}`;
  }).join('\n\n').replaceAll('--', '- -'); // which would end the comment
}

const script = text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--').trim(), style = read('page/page.css').trim();
const parts = {
  policy: [
    `default-src 'none'`, `script-src ${hash(script)}`, `style-src ${hash(style)}`, `connect-src 'self'`, 'img-src data:',
    `base-uri 'none'`, `form-action 'none'`,
  ].join('; '),
  style, script, licences: licences(),
};
const page = read('page/page.html').replace(/@@(\w+)@@/g, (_, name) => parts[name]);
const folder = process.argv[2] ?? here('.');
writeFileSync(`${folder}/viewer.html`, page);
writeFileSync(`${folder}/world.json`, lines);
console.log(`viewer.html: ${page.length} characters, of which script ${script.length}; world.json: ${lines.length}`);
