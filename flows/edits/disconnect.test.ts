import { expect, test } from 'vitest';
import { sampleFlow } from '../../test/support/sample-flow.ts';
import { connect } from './connect.ts';
import { disconnect } from './disconnect.ts';

test('FLW-15 disconnecting takes exactly one edge away', () => {
  expect(disconnect(sampleFlow, { from: 'change', port: 'blocked', to: 'blocked' }).edges).toEqual(
    sampleFlow.edges.filter(({ port }) => port !== 'blocked'),
  );
  expect(disconnect(sampleFlow, { from: 'change', to: 'blocked' })).toBe(sampleFlow);
  const edge = { from: 'change', port: 'error', to: 'told' };
  expect(disconnect(connect(sampleFlow, edge), edge)).toEqual(sampleFlow);
});
