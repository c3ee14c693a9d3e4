import { expect, test } from 'vitest';
import { readFlowText } from './read-flow-text.ts';

test.each(['{', 'null', '[]', '"x"', '{"id":"a"}', '{"id":1,"name":"A"}'])('%s is no flow, and it is said why', (text) => {
  const { flow, problem } = readFlowText(text);
  expect(flow).toBeUndefined();
  expect(problem).toMatch(/Not JSON|no flow document/);
});

test('a document is taken as it is; nothing is said of nothing', () => {
  expect(readFlowText('{"id":"a","name":"A"}').flow).toEqual({ id: 'a', name: 'A' });
  expect(readFlowText('  ')).toEqual({});
});
