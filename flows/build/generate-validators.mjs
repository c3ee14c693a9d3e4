// Writes flow-validator.generated.ts from flow-schema.ts: plain code without Ajv, `eval` or `new Function`, so that it passes a strict
// content security policy in the browser. The file is kept in the repository so that a bare checkout passes type checks, tests and an
// editor with their own tools and no step before them, and so that a change of the schema shows what it changes. `--check` writes nothing
// and ends with 1 when it is out of date; flow-schema.test.ts runs it.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformWithOxc } from 'vite';

// Ajv is CommonJS; its standalone generator hangs on the module object, not on a named export.
const require = createRequire(import.meta.url);
const { Ajv2020 } = require('ajv/dist/2020.js');
const standaloneCode = require('ajv/dist/standalone/index.js').default;

const target = fileURLToPath(new URL('../flow-validator.generated.ts', import.meta.url));

/** The schema is a literal that imports its limits only: stripped of their types both are modules by themselves. */
async function loadFlowSchema() {
  const limits = await moduleOf('../flow-limits.ts');
  const code = (await codeOf('../flow-schema.ts')).replace(/(['"])\.\/flow-limits\.ts\1/, JSON.stringify(limits));
  return (await import(addressOf(code))).flowSchema;
}

async function moduleOf(file) {
  return addressOf(await codeOf(file));
}

async function codeOf(file) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return (await transformWithOxc(readFileSync(path, 'utf8'), path, { sourcemap: false })).code;
}

function addressOf(code) {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

function validatorText(schema) {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    // `format` is a hint for forms here, never a check.
    validateFormats: false,
    // The sentences are ours (validate-flow.ts).
    messages: false,
    code: { source: true, esm: true, lines: true },
  });
  // The one helper that Ajv would load at run time: a text's length in characters.
  const code = standaloneCode(ajv, ajv.compile(schema)).replaceAll(
    'require("ajv/dist/runtime/ucs2length").default',
    '(text) => [...text].length',
  );
  if (code.includes('require(') || code.includes('import ')) throw new Error('The generated validator must stand alone.');
  const body = code
    .replace(/^"use strict";/, '')
    .replace(/^export const validate = .*$/m, '')
    .replace(/^export default .*$/m, '');
  const main = /export default (\w+);?/.exec(code)?.[1];
  if (main === undefined) throw new Error('Ajv gave no default export.');
  return `// @ts-nocheck Generated from flow-schema.ts by flows/build/generate-validators.mjs; do not edit.
import type { ShapeFault } from './shape-fault.ts';
${body.trim()}

/** True when \`document\` has the shape of a flow; else the faults are in \`faults\`. */
export function checkFlowShape(document: unknown): readonly ShapeFault[] {
  return ${main}(document) ? [] : ${main}.errors;
}
`;
}

const text = validatorText(await loadFlowSchema());
if (process.argv.includes('--check')) {
  let current = '';
  try {
    current = readFileSync(target, 'utf8');
  } catch {
    // Missing counts as out of date.
  }
  if (current !== text) {
    console.error('flows/flow-validator.generated.ts is out of date: run `node flows/build/generate-validators.mjs`.');
    process.exit(1);
  }
} else writeFileSync(target, text);
