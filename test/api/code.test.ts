/** Code and schemas of analysts, from the draft to the run. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FlowTestReport } from '#flows/api/flow-tests.ts';
import type { CodeTypes } from '#flows/api/flows.ts';
import type { JsonObject } from '#flows/json.ts';
import type { Api } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
});
afterAll(() => runtime?.close());

const OUTPUT = { type: 'object', required: ['total'], properties: { total: { type: 'string' } } };

function totals(id: string, code: string, config: JsonObject = {}) {
  return smallFlow({
    id,
    webhook: { path: id, authentication: 'public', synchronous: true },
    nodes: {
      sum: { type: 'core/code', config: { code, input: '= trigger.body.items', ...config } },
      answer: { type: 'core/respond', config: { status: 200, body: '= steps.sum' } },
      failed: {
        type: 'core/respond',
        config: { status: 422, body: { code: '= steps.sum.error.code', message: '= steps.sum.error.message' } },
      },
    },
    edges: ['start > sum', 'sum > answer', 'sum:error > failed'],
  });
}

async function ask(path: string, items: readonly unknown[]) {
  const answer = await fetch(`${runtime.url}/hooks/development/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ items }),
  });
  return { status: answer.status, body: (await answer.json()) as unknown };
}

test('COD-1 a flow computes in JavaScript and answers with what it returned', async () => {
  const code = "return { total: input.reduce((sum, item) => lib.addDecimals(sum, item), '0') };";
  await deploy(admin, totals('totals', code, { output: OUTPUT }));
  expect(await ask('totals', ['0.10', '0.20', '100'])).toEqual({ status: 200, body: { total: '100.30' } });
});

test('COD-4 what goes wrong leaves by "error" with its line, and is not tried again', async () => {
  await deploy(admin, totals('broken', 'const first = input[0];\nreturn { total: first.quantity.trim() };'));
  expect(await ask('broken', [{}])).toEqual({
    status: 422,
    body: { code: 'code-failed', message: "TypeError: cannot read property 'trim' of undefined (line 2)" },
  });
  await deploy(admin, totals('misfit', 'return { total: 5 }', { output: OUTPUT }));
  expect(await ask('misfit', [])).toMatchObject({ status: 422, body: { code: 'code-output' } });
});

test('COD-6 what cannot be read or made ready is a problem of the draft with its place, and no version', async () => {
  const flow = totals('unreadable', 'const a = 1;\nreturn a +;', { output: { type: 'strnig' } });
  const { draftId } = await admin.send<{ draftId: string }>('POST', '/api/flows/unreadable/drafts', { document: flow });
  const problems = [
    {
      code: 'code-unreadable',
      severity: 'error',
      path: '/nodes/sum/config/code',
      nodeId: 'sum',
      message: expect.stringContaining('(line 2)') as string,
      place: { offset: 'const a = 1;\n'.length, length: 'return a +;'.length },
    },
    { code: 'schema-unusable', severity: 'error', path: '/nodes/sum/config/output/type', nodeId: 'sum' },
  ];
  const { problems: found } = await admin.send<{ problems: readonly unknown[] }>('POST', '/api/flows/unreadable/check', { document: flow });
  expect(found).toMatchObject(problems);
  const published = await admin.raw('POST', '/api/flows/unreadable/versions', { draftId, note: 'for a test' });
  expect(published).toMatchObject({ status: 422, body: { code: 'flow-has-errors', problems } });
  const tested = await admin.raw('POST', '/api/flows/unreadable/tests/run', { draftId });
  expect(tested).toMatchObject({ status: 422, body: { code: 'flow-has-errors', problems } });
});

test('COD-1 tests of a flow run its code', async () => {
  const report = await admin.send<FlowTestReport>('POST', '/api/flows/totals/tests/run', {
    test: { input: { items: ['1', '2'] }, expect: { reply: { status: 200, body: { total: '3' } } } },
  });
  expect(report.results).toMatchObject([{ passed: true }]);
});

test('API-160 what the code of a step sees is told as TypeScript, of a document that is not stored', async () => {
  const flow = totals('seen', 'return input', { output: OUTPUT });
  await admin.send('POST', '/api/flows/seen/drafts', { document: flow });
  const typed = {
    ...flow,
    contract: {
      major: 1,
      input: { type: 'object', required: ['items'], properties: { items: { type: 'array', items: { type: 'string' } } } },
    },
  };
  const { declarations } = await admin.send<CodeTypes>('POST', '/api/flows/seen/code-types', { document: typed, node: 'sum' });
  expect(declarations).toContain('declare const input: string[];');
  expect(declarations).toContain('type Output = { total: string };');
  expect(declarations).toContain('readonly addDecimals: (a: string | number, b: string | number) => string;');
  const refused = (document: unknown, node: string) => admin.raw('POST', '/api/flows/seen/code-types', { document, node });
  expect(await refused(typed, 'answer')).toMatchObject({ status: 404 });
  expect(await refused(totals('other', 'return 1'), 'sum')).toMatchObject({ status: 422, body: { code: 'other-flow' } });
  expect(await refused({ id: 'seen' }, 'sum')).toMatchObject({ status: 422, body: { code: 'not-a-flow' } });
});
