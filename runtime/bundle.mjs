// Puts the runtime's own modules into one file, dist/runtime/millrace.js: finding, reading and linking some six hundred small ones is
// half of the start. Packages stay where they are. docs/decisions/0013-one-file-to-start.md
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'dist', 'runtime');

/** Files beside a module (workers, children, pages) are found from where tsc puts that module, not from the bundle. */
const keepPlaces = {
  name: 'keep-places',
  enforce: 'pre',
  transform(code, id) {
    if (!code.includes('import.meta.url')) return undefined;
    const place = relative(target, join(root, 'dist', relative(root, id.replace(/\.ts$/, '.js'))));
    return { code: code.replaceAll('import.meta.url', `new URL(${JSON.stringify(`./${place}`)}, import.meta.url).href`), map: null };
  },
};

await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  plugins: [keepPlaces],
  // From the sources, as tests run them, so that the map leads to them.
  ssr: { resolve: { conditions: ['source'] } },
  build: {
    ssr: 'runtime/main.ts',
    outDir: target,
    emptyOutDir: false,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rollupOptions: { output: { entryFileNames: 'millrace.js', codeSplitting: false } },
  },
});
