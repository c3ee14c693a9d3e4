// home-load, editor-load: from nothing to the first page, and from there to a draft, with what is loaded for it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const BUILT = fileURLToPath(new URL('../../dist/editor/', import.meta.url));

export const FIGURES = [
  { id: 'home-load', unit: 'ms', target: 800, better: 'lower' },
  { id: 'home-load/scripts', unit: 'kB', target: 190, better: 'lower' },
  { id: 'home-load/styles', unit: 'kB', target: 20, better: 'lower' },
  { id: 'editor-load', unit: 'ms', target: 500, better: 'lower' },
  { id: 'editor-load/scripts', unit: 'kB', target: 300, better: 'lower' },
];

/** `page`: of a browser that has never been here. */
export async function measure({ page, path }) {
  const begun = performance.now();
  await page.goto('/');
  await page.locator('main .figure').first().waitFor();
  const homeMs = performance.now() - begun;
  const home = await loaded(page);
  const clicked = performance.now();
  // As a click on a link to the draft does.
  await page.evaluate((to) => history.pushState({}, '', to), path);
  await page.locator('.card').first().waitFor();
  const editorMs = performance.now() - clicked;
  const editor = await loaded(page);
  return {
    'home-load': homeMs,
    'home-load/scripts': home.js,
    'home-load/styles': home.css,
    'editor-load': editorMs,
    'editor-load/scripts': editor.js,
  };
}

/** Kilobytes of all that was loaded until now, packed. */
async function loaded(page) {
  const paths = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname));
  const sum = (ending) =>
    [...new Set(paths.filter((path) => path.endsWith(ending)))].reduce((bytes, path) => bytes + packed(path), 0) / 1_000;
  return { js: sum('.js'), css: sum('.css') };
}

function packed(path) {
  return gzipSync(readFileSync(BUILT + path.slice(1)), { level: 9 }).length;
}
