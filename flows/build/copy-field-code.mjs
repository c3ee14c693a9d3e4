// Writes field-code.generated.ts: copies of the functions of field-code.ts, each with its own places for V8 to remember objects at
// (docs/decisions/0018-hot-expressions-own-their-code.md). A copy is a line without white space: V8 does not mind, and who greps does.
// The file is kept in the repository so that a bare checkout passes type checks, tests and an editor with their own tools and no step
// before them. `--check` writes nothing and ends with 1 when it is out of date; own-field-code.test.ts runs it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { minifySync, transformWithOxc } from 'vite';

/** A mapping of ten fields takes three, one, one and half a dozen. */
const COPIES = { fillFour: 48, copyEach: 32, readEach: 24, walkFour: 128 };
const folder = new URL('../expressions/compiled/', import.meta.url);
const source = fileURLToPath(new URL('field-code.ts', folder));
const target = fileURLToPath(new URL('field-code.generated.ts', folder));

const { code } = await transformWithOxc(readFileSync(source, 'utf8'), source, { sourcemap: false });
const imports = [...code.matchAll(/^import .*;\n/gm)].map(([line]) => line);
const functions = new Map(
  [...code.matchAll(/^export function (\w+)(\([\s\S]*?^\})/gm)].map(([, name, rest]) => [name, withoutSpace(`function ${rest}`)]),
);
if (functions.size !== Object.keys(COPIES).length || Object.keys(COPIES).some((name) => !functions.has(name)))
  throw new Error(`field-code.ts has ${[...functions.keys()].join(', ')}: say of each how many copies there are.`);

const lists = Object.entries(COPIES).map(([name, count]) => `  ${name}: [\n${`${functions.get(name)},\n`.repeat(count)}  ],\n`);
const text = `// @ts-nocheck Generated from field-code.ts by flows/build/copy-field-code.mjs; do not edit.
${imports.join('')}import type { FieldCodeCopies } from './own-field-code.ts';

export const FIELD_CODE_COPIES: FieldCodeCopies = {
${lists.join('')}};
`;

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (read() !== text) {
  console.error('flows/expressions/compiled/field-code.generated.ts is out of date: run `node flows/build/copy-field-code.mjs`.');
  process.exitCode = 1;
}

/** One function in one line; its names stay, for stack traces and profiles. */
function withoutSpace(text) {
  const { code, errors } = minifySync('copy.js', `export default ${text}`, { compress: false, mangle: false });
  if (errors.length > 0) throw new Error(errors[0].message);
  return code.replace(/^export default /, '').replace(/;?\s*$/, '');
}

function read() {
  try {
    return readFileSync(target, 'utf8');
  } catch {
    return undefined;
  }
}
