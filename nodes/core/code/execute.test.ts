import { expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { coreCode } from './execute.ts';

const seen: [string, Json][] = [];
const returning = (value: Json | undefined) => (code: string, input: Json) => {
  seen.push([code, input]);
  return Promise.resolve({ value, log: ['a line'] });
};

test('core/code gives what the code returned; an input that was not found is null, and nothing returned too', async () => {
  const step = createStep({ config: { code: 'return input', input: { a: 1 } }, runCode: returning({ b: 2 }) });
  expect(await coreCode.execute(step)).toEqual({ kind: 'done', port: 'out', output: { b: 2 } });
  expect(await coreCode.execute(createStep({ config: { code: 'return' }, runCode: returning(undefined) }))).toEqual({
    kind: 'done',
    port: 'out',
    output: null,
  });
  expect(seen).toEqual([
    ['return input', { a: 1 }],
    ['return', null],
  ]);
});

test('core/code fails where the value does not fit its output schema', async () => {
  const validate = () => [
    { path: '/total', message: 'must be string' },
    { path: '', message: 'must have required property open' },
  ];
  const step = createStep({
    config: { code: 'return 1', output: { type: 'object' } },
    lookup: { validate },
    runCode: returning({ total: 1 }),
  });
  await expect(coreCode.execute(step)).rejects.toThrow('does not fit its output: /total must be string, and 1 more');
});
