import { expect, test } from 'vitest';
import { sampleFlow } from '../../test/support/sample-flow.ts';
import type { Problem } from '../problem.ts';
import { mendProblem } from './mend-problem.ts';

const found = (path: string, fixed?: string): Problem => ({
  code: 'type-unknown-field',
  severity: 'error',
  path,
  message: 'There is no such field.',
  help: 'Did you mean another?',
  ...(fixed === undefined ? {} : { fixed }),
});

test('FLW-15 the text at the place is replaced, and nothing else', () => {
  const mended = mendProblem(sampleFlow, found('/nodes/answer/config/rows/0/expression', 'trigger.body.changeRequestId'));
  expect(mended.nodes['answer']!.config).toEqual({ rows: [{ target: 'order', expression: 'trigger.body.changeRequestId' }] });
  expect({ ...mended, nodes: { ...mended.nodes, answer: sampleFlow.nodes['answer'] } }).toEqual(sampleFlow);
  expect(sampleFlow.nodes['answer']!.config).toEqual({ rows: [{ target: 'order', expression: 'trigger.body.erpOrderNumber' }] });
});

test.each([
  ['a problem that nobody knows how to mend', found('/nodes/answer/config/rows/0/expression')],
  ['a place that is gone', found('/nodes/gone/config/rows/0/expression', 'x')],
  ['a place where no text stands', found('/nodes/answer/config/rows', 'x')],
])('%s changes nothing', (_name, problem) => {
  expect(mendProblem(sampleFlow, problem)).toBe(sampleFlow);
});
