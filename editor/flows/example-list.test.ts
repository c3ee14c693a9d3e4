import { expect, test } from 'vitest';
import { exampleFlows } from '#flows/examples/examples.ts';
import { asOwnFlow, listExamples } from './example-list.ts';

const orderChange = exampleFlows.find(({ id }) => id === 'order-change')!;

test('says which connections an example needs, those of the flows that it calls too', () => {
  const connects = Object.fromEntries(listExamples(exampleFlows, '').map(({ flow, connects }) => [flow.id, connects]));
  expect(connects['order-change']).toEqual(['crm', 'sap']);
  expect(connects['scheduler-demand']).toEqual(['scheduler']);
});

test('shows every example once, those that connect systems first', () => {
  const shown = listExamples(exampleFlows, '').map(({ flow }) => flow);
  expect(shown.map(({ id }) => id).toSorted()).toEqual(exampleFlows.map(({ id }) => id).toSorted());
  expect(shown[0]?.layer).toBe('process');
  expect(shown.at(-1)?.layer).toBe('system');
});

test('finds by what is shown: every word counts', () => {
  expect(listExamples(exampleFlows, 'Customer CHANGES crm').map(({ flow }) => flow.id)).toContain('order-change');
  expect(listExamples(exampleFlows, 'customer nowhere')).toEqual([]);
});

test('flows that call one another are looked at once', () => {
  const caller = { ...orderChange, id: 'a', nodes: { call: { type: 'core/call-flow', version: 1, config: { flow: 'a' } } } };
  expect(listExamples([caller], '')[0]?.connects).toEqual([]);
});

test('a flow of one’s own takes the first id that is free, and says so in its name', () => {
  expect(asOwnFlow(orderChange, new Set())).toBe(orderChange);
  expect(asOwnFlow(orderChange, new Set(['order-change', 'order-change-2']))).toMatchObject({
    id: 'order-change-3',
    name: 'Sales order change 3',
  });
});
