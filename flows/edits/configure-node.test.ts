import { expect, test } from 'vitest';
import { sampleFlow } from '../../test/support/sample-flow.ts';
import { configureNode } from './configure-node.ts';

test('FLW-15 configuring replaces what is named, takes away what is null, keeps the rest', () => {
  const flow = configureNode(sampleFlow, 'change', { config: { salesOrder: 1 }, timeoutMs: null, label: 'New', note: 'why' });
  const { timeoutMs: _, ...kept } = sampleFlow.nodes['change']!;
  expect(flow.nodes['change']).toEqual({ ...kept, config: { salesOrder: 1 }, label: 'New', note: 'why' });
  expect(flow.nodes['told']).toBe(sampleFlow.nodes['told']);
  expect(() => configureNode(sampleFlow, 'constructor', {})).toThrow('There is no node "constructor".');
});
