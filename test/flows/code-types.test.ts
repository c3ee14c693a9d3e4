/** TypeScript itself judges what is told to editors: it reads every type of the example flows, takes what they allow and finds a slip. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type CheckedFlow, prepare } from '#flows/check/checked-flow.ts';
import { exampleFlows } from '#flows/examples/examples.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import { codeTypes, codeTypesAt } from '#flows/typing/code-types.ts';
import { FlowTyping } from '#flows/typing/flow-typing.ts';
import { nodeTypes } from '#nodes/catalog.ts';

const manifests = new Map(nodeTypes.map(({ manifest }) => [manifest.type, manifest]));
const context = { nodeTypes: (type: string) => manifests.get(type) };
const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

/** What the compiler says of these files, each by itself; no line is no mistake. */
async function judge(files: { readonly [name: string]: string }): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-types-'));
  try {
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
    const flags = [
      '--noEmit',
      '--strict',
      '--target',
      'es2023',
      '--lib',
      'es2023',
      '--types',
      '',
      '--moduleDetection',
      'force',
      '--pretty',
      'false',
    ];
    const said = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, [tsc, ...flags, ...Object.keys(files)], { cwd: folder, maxBuffer: 1 << 24 }, (error, stdout, stderr) =>
        error !== null && stdout === '' ? reject(new Error(stderr || error.message)) : resolve(stdout),
      );
    });
    return said.split('\n').filter((line) => line !== '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Messages, and what each step gives by each of its ports. */
function typesOf(checked: CheckedFlow, typing: FlowTyping) {
  const outputs = [...checked.nodes.values()].flatMap(({ id, ports = [] }) => ports.map(({ name }) => typing.output(id, name)));
  return [typing.bodyType(), ...outputs];
}

test('FTY-10 TypeScript reads what is told of every value of the example flows', async () => {
  const files: { [name: string]: string } = {};
  for (const flow of exampleFlows) {
    const checked = prepare(flow, context);
    const texts = typesOf(checked, new FlowTyping(checked, { declared: true })).map((type) => codeTypes(type));
    // One after the other, each in a block of its own.
    for (const [at, text] of [...new Set(texts)].entries()) files[`${flow.id}-${at}.ts`] = `${text}\nexport type Seen = typeof input;\n`;
  }
  expect(Object.keys(files).length).toBeGreaterThan(100);
  expect(await judge(files)).toEqual([]);
}, 120_000);

const flow = (code: string, output?: JsonObject): FlowDocument => ({
  format: 1,
  id: 'open-items',
  name: 'Open items',
  layer: 'process',
  owner: 'tests',
  contract: { major: 1, input: { $ref: 'schemas/sales-order.json' } },
  nodes: {
    start: { type: 'core/manual', version: 1, config: {} },
    open: { type: 'core/code', version: 1, config: { code, input: '= trigger.body.items', ...(output === undefined ? {} : { output }) } },
  },
  edges: [{ from: 'start', to: 'open' }],
});

/** As an editor puts the code behind what is told. */
function asFunction(code: string, output?: JsonObject): string {
  return `${codeTypesAt(flow(code, output), 'open', context)}\nexport function run()${output === undefined ? '' : ': Output'} {\n${code}\n}\n`;
}

test('FTY-10 right code passes, and a slip in a name, in an argument or in what is returned is found in its place', async () => {
  const total: JsonObject = { type: 'object', required: ['total'], properties: { total: { type: 'string' } } };
  const right = "return { total: input.reduce((sum, item) => lib.addDecimals(sum, item.quantity), '0') };";
  const found = await judge({
    'right.ts': asFunction(right, total),
    'name.ts': asFunction('return input.map((item) => item.quantitty);'),
    'argument.ts': asFunction('return input.map((item) => lib.addDays(item.material, true));'),
    'returned.ts': asFunction('return { total: 5 };', total),
  });
  expect(found.map((line) => line.slice(0, line.indexOf('(')))).toEqual(['argument.ts', 'name.ts', 'returned.ts']);
  expect(found.join('\n')).toMatch(/Property 'quantitty' does not exist.*Did you mean 'quantity'/);
}, 120_000);
