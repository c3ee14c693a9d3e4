import { describe, expect, test } from 'vitest';
import type { BundledFlowLook } from '#flows/api/bundles.ts';
import { countTaken, isHindered, lacksId, takesOf, toRequest } from './chosen-flows.ts';

const look = (flowId: string, more: Partial<BundledFlowLook> = {}): BundledFlowLook => ({
  flowId,
  name: flowId,
  owner: 'sales',
  layer: 'process',
  major: 1,
  version: 3,
  nodes: 2,
  standing: 'new',
  tests: [],
  mayTake: true,
  proposal: 'draft',
  ...more,
});
const flows = [
  look('a'),
  look('b', { standing: 'same', proposal: 'keep' }),
  look('c', { standing: 'differs' }),
  look('d', { mayTake: false }),
];

describe('BND-5 of a bundle', () => {
  test('is taken what the look proposes and one may draw, until somebody says otherwise', () => {
    expect(countTaken({ flows }, {})).toBe(2);
    expect(toRequest({ flows }, { 'c v1': { take: 'new', id: 'c-theirs' }, 'a v1': { take: 'keep', id: '' } })).toEqual([
      { flow: 'a', major: 1, take: 'keep' },
      { flow: 'b', major: 1, take: 'keep' },
      { flow: 'c', major: 1, take: 'draft', as: 'c-theirs' },
      { flow: 'd', major: 1, take: 'keep' },
    ]);
    expect(flows.map(takesOf)).toEqual([['draft', 'keep'], ['keep', 'draft', 'new'], ['keep', 'draft', 'new'], ['keep']]);
  });

  test('a new flow wants an id; a problem hinders only while its flow is taken', () => {
    expect(lacksId({ flows }, { 'c v1': { take: 'new', id: '' } })).toBe(true);
    expect(lacksId({ flows }, { 'c v1': { take: 'new', id: 'x' } })).toBe(false);
    const problems = [{ code: 'node-type-unknown', severity: 'error', path: '/flows/0/document/nodes/x', message: '', help: '' }] as const;
    expect(isHindered({ flows, problems }, {})).toBe(true);
    expect(isHindered({ flows, problems }, { 'a v1': { take: 'keep', id: '' } })).toBe(false);
  });
});
