/** Builds dist/: widget.js (loader) and <hash>/ (immutable files), with a manifest that a test can check without node. */

import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const here = (path) => new URL(path, import.meta.url);
const sha = (data, algorithm = 'sha256') => createHash(algorithm).update(data);

/** Styles with what they import, as minified text for a constructed stylesheet. */
const css = {
  name: 'css',
  setup: (esbuild) =>
    esbuild.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({ entryPoints: [path], bundle: true, minify: true, write: false, target: 'safari16' });
      // What the minifier leaves alone: blanks inside var().
      return { contents: outputFiles[0].text.trim().replace(/([,:]) /g, '$1'), loader: 'text' };
    }),
};

async function bundle(entry, format, define = {}) {
  const { outputFiles } = await build({
    entryPoints: [here(entry).pathname], bundle: true, write: false, minify: true, format, define,
    target: 'es2022', jsx: 'transform', jsxFactory: 'h', jsxFragment: 'Fragment', plugins: [css],
    charset: 'utf8', tsconfigRaw: '{}', legalComments: 'none',
  });
  return outputFiles[0].contents;
}

/** One hash over every file that decides what is built, names and contents, in the order of their names. */
async function sourceHash() {
  const names = (await readdir(here('src'), { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile())
    .map((file) => `${file.parentPath}/${file.name}`.slice(here('.').pathname.length));
  const hash = sha('');
  for (const name of [...names, 'build.mjs', 'package-lock.json'].sort()) {
    hash.update(name + '\0').update(await readFile(here(name))).update('\0');
  }
  return hash.digest('hex');
}

const panel = await bundle('src/panel.ts', 'esm');
const version = sha(panel).digest('hex').slice(0, 8);
const loader = (way) => bundle('src/loader.ts', 'iife', { PANEL: `"${way}panel.js"` });

await rm(here('dist'), { recursive: true, force: true });
await mkdir(here(`dist/${version}`), { recursive: true });
const files = {};
const built = [
  ['widget.js', await loader(`widget/${version}/`)],
  // The same at an address that never changes, for those who pin it with `integrity`.
  [`${version}/widget.js`, await loader('')],
  [`${version}/panel.js`, panel],
];
for (const [name, data] of built) {
  await writeFile(here('dist/' + name), data);
  files[name] = {
    bytes: data.length,
    gzip: gzipSync(data, { level: 9 }).length,
    sha256: sha(data).digest('hex'),
    integrity: 'sha384-' + sha(data, 'sha384').digest('base64'),
  };
}
await writeFile(here('dist/manifest.json'), JSON.stringify({ version, sources: await sourceHash(), files }, null, 2) + '\n');
console.table(files, ['bytes', 'gzip']);
