// Writes library.generated.mjs from flows/library: a child process starts from its files as they are and reads this folder only.
// Writes docs/expression-functions.md as well, from the same definitions. Both are kept in the repository: the page to be read there, and
// the children's file so that a bare checkout passes its tests with no step before them. `--check` writes nothing and ends with 1 when one
// is out of date; runtime/expressions/library.test.ts runs it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../../', import.meta.url));

async function bundle(entry) {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    ssr: { resolve: { conditions: ['source'] } },
    build: { ssr: entry, write: false, target: 'node20', minify: false, rollupOptions: { output: { codeSplitting: false } } },
  });
  return result.output[0].code;
}

const HEAD = '// Generated from flows/library by runtime/expressions/build/generate-library.mjs; do not edit.\n';
const library = HEAD + (await bundle('flows/library/for-children.ts'));
const { libraryPage } = await import(`data:text/javascript,${encodeURIComponent(await bundle('flows/library/library-page.ts'))}`);

const outputs = [
  ['runtime/expressions/library.generated.mjs', library],
  ['docs/expression-functions.md', libraryPage()],
];
for (const [path, text] of outputs) {
  const file = root + path;
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (read(file) !== text) {
    console.error(`${path} is out of date: run \`node runtime/expressions/build/generate-library.mjs\`.`);
    process.exitCode = 1;
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
