/**
 * Builds dist/ (or the folder named): widget.js (loader) and <hash>/ (immutable files), with a manifest that a test
 * can check without node. Versions listed as `released` in package.json are kept beside the newest.
 */

import { build } from 'esbuild';
import { minify } from 'terser';
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

/** `compilerOptions`: TypeScript's, as far as they change what is written. */
async function bundle(entry, format, define = {}, compilerOptions = {}) {
  const { outputFiles } = await build({
    entryPoints: [here(entry).pathname], bundle: true, write: false, minify: true, format, define,
    target: 'es2022', jsx: 'transform', jsxFactory: 'h', jsxFragment: 'Fragment', plugins: [css],
    charset: 'utf8', tsconfigRaw: { compilerOptions }, legalComments: 'none',
  });
  // What esbuild wrote, terser shortens by another thirtieth.
  const { code } = await minify(outputFiles[0].text, { module: format === 'esm', ecma: 2020, compress: { passes: 2 } });
  return Buffer.from(code);
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

// Fields that the constructor sets are shorter than declared ones; in the loader they are longer.
const panel = await bundle('src/panel.ts', 'esm', {}, { useDefineForClassFields: false });
const loader = (way) => bundle('src/loader.ts', 'iife', { PANEL: `"${way}panel.js"` });
// The loader that stands beside its panel, at an address that never changes: for those who pin it with `integrity`.
const pinned = await loader('');
const version = sha(panel).update(pinned).digest('hex').slice(0, 8);

// Addresses of released versions are pinned on other people's pages: they stay.
const { released } = JSON.parse(await readFile(here('package.json'), 'utf8'));
const out = new URL((process.argv[2] || 'dist').replace(/\/?$/, '/'), import.meta.url);
await mkdir(out, { recursive: true });
for (const name of process.argv[2] ? [] : await readdir(out)) {
  if (!released.includes(name)) await rm(new URL(name, out), { recursive: true });
}
await mkdir(new URL(version, out), { recursive: true });
await writeFile(new URL('widget.js', out), await loader(`widget/${version}/`));
await writeFile(new URL(`${version}/widget.js`, out), pinned);
await writeFile(new URL(`${version}/panel.js`, out), panel);

const files = {};
for (const name of (await readdir(out, { recursive: true })).filter((name) => name.endsWith('.js')).sort()) {
  const data = await readFile(new URL(name, out));
  files[name] = {
    bytes: data.length,
    gzip: gzipSync(data, { level: 9 }).length,
    sha256: sha(data).digest('hex'),
    integrity: 'sha384-' + sha(data, 'sha384').digest('base64'),
  };
}
await writeFile(new URL('manifest.json', out), JSON.stringify({ version, sources: await sourceHash(), files }, null, 2) + '\n');
console.table(files, ['bytes', 'gzip']);
