// Puts the runtime's own modules and its packages into one file, dist/runtime/program.cjs: finding, reading and linking a thousand small
// ones is most of a start. docs/decisions/0024-a-start-compiles-nothing.md
import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'dist', 'runtime');
/** Files beside a module (workers, children, pages) are found from where tsc puts that module, not from the one file. */
const keepPlaces = {
  name: 'keep-places',
  enforce: 'pre',
  transform(code, id) {
    if (!code.includes('import.meta.url')) return undefined;
    if (id.includes('node_modules')) throw new Error(`${id} looks for files beside itself: it cannot be part of the one file.`);
    const place = relative(target, join(root, 'dist', relative(root, id.replace(/\.ts$/, '.js'))));
    return { code: code.replaceAll('import.meta.url', `new URL(${JSON.stringify(`./${place}`)}, PROGRAM_URL).href`), map: null };
  },
};

/** What express and its parts warn of is for who develops with them; where from, they ask with each start, for which V8 numbers all lines. */
const noDeprecations = [{ find: /^depd$/, replacement: 'depd/lib/browser/index.js' }];

/**
 * A sign above ASCII would make V8 keep all of the text with two bytes a sign, and what reads it takes each byte for a sign. It stands in
 * texts and patterns alone, so it can be escaped; last of all, since what prints the file writes such signs as they are.
 */
const asciiWithBuild = {
  name: 'ascii-with-build',
  generateBundle: {
    order: 'post',
    handler(_options, files) {
      const program = files['program.cjs'];
      program.code = program.code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
      program.code += `\n// ${createHash('sha256').update(program.code).digest('hex')}`;
    },
  },
};

await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  plugins: [keepPlaces, asciiWithBuild],
  resolve: { alias: noDeprecations },
  // From the sources, as tests run them, so that the map leads to them.
  ssr: { resolve: { conditions: ['source', 'node'] }, noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: 'runtime/main.ts',
    outDir: target,
    emptyOutDir: false,
    target: 'node20',
    sourcemap: true,
    chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
    rolldownOptions: {
      output: {
        format: 'cjs',
        strict: true,
        // One function, both for who runs the file (it is what that gives) and for who requires it. In brackets V8 compiles it at once.
        intro: `(typeof module === "undefined" ? {} : module).exports = (function (require, module, exports, __filename, __dirname) {
const PROGRAM_URL = require("node:url").pathToFileURL(__filename).href;`,
        outro: '});',
        entryFileNames: 'program.cjs',
        codeSplitting: false,
        // Names and lines as written: a stack is read by people.
        minify: { compress: false, mangle: false, codegen: { removeWhitespace: false } },
        comments: false,
      },
    },
  },
});
