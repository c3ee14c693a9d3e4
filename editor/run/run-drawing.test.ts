import { describe, expect, test } from 'vitest';
import type { StepView } from '#flows/api/runs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { drawBare, flowPathOf, runStatuses, statusOf, stepsByNode, wiresTaken } from './run-drawing.ts';

const NOW = Date.parse('2026-03-02T08:00:00.000Z');
const aStep = (path: string, more: Partial<StepView> = {}): StepView => ({
  path,
  nodeId: path,
  type: 'core/map',
  label: path,
  state: 'completed',
  attempts: 1,
  ...more,
});

describe('a run on its drawing', () => {
  test('steps stand at the node of the flow they belong to, whatever the iteration', () => {
    const steps = [aStep('change'), aStep('sap@2/change@0'), aStep('sap@2/change@1')];
    expect(flowPathOf('sap@2/change@0')).toBe('sap');
    expect(stepsByNode(steps, '').get('change')).toHaveLength(1);
    expect(stepsByNode(steps, 'sap').get('change')).toHaveLength(2);
  });

  test('of several iterations the most urgent is shown, with how many are done', () => {
    expect(statusOf([aStep('a@0'), aStep('a@1', { state: 'held', waitsFor: 'sap (circuit-open)' })], NOW)).toEqual({
      state: 'held',
      text: '1/2 · sap',
    });
  });

  test('a retry says which attempt and when the next is due', () => {
    const step = aStep('a', { state: 'retrying', attempts: 3, dueAt: '2026-03-02T08:00:38.000Z' });
    expect(statusOf([step], NOW)).toEqual({ state: 'retrying', text: '×3 · in 38.0 s' });
  });

  test('a failed step that waits for an operator is parked', () => {
    expect(statusOf([aStep('a', { state: 'failed', waitsFor: 'operator' })], NOW)?.state).toBe('parked');
    expect(statusOf([], NOW)).toBeUndefined();
  });
});

describe('CAN-8: a run that goes on', () => {
  const manifest = (type: string, kind: NodeManifest['kind']) =>
    ({
      type,
      kind,
      label: type,
      icon: '',
      category: 'logic',
      ports: [{ name: 'out', label: 'Done', kind: 'out' }],
    }) as unknown as NodeManifest;
  const manifests = new Map([manifest('start', 'trigger'), manifest('step', 'step')].map((one) => [one.type, one]));
  const flow = {
    nodes: { from: { type: 'start', config: {} }, to: { type: 'step', config: {} }, last: { type: 'step', config: {} } },
    edges: [
      { from: 'from', to: 'to' },
      { from: 'to', to: 'last' },
    ],
  } as unknown as FlowDocument;
  const bare = drawBare(flow, manifests);

  test('says what happens at the cards at which something does', () => {
    const statuses = runStatuses(bare.nodes, stepsByNode([aStep('to', { state: 'running' })], ''), '', NOW);
    expect([statuses.get('from')?.state, statuses.get('to')?.state, statuses.size]).toEqual(['completed', 'running', 2]);
    expect(runStatuses(bare.nodes, new Map(), 'called', NOW).size).toBe(0);
  });

  test('makes only the wires anew that it goes along, and takes the mark away when it is played back', () => {
    const begun = wiresTaken(bare.edges, flow, stepsByNode([aStep('to', { state: 'running' })], ''), manifests);
    expect(begun.filter(({ taken }) => taken).map((edge) => [edge.from, edge.to])).toEqual([['from', 'to']]);
    expect(begun.filter((edge, i) => edge !== bare.edges[i])).toHaveLength(1);
    const later = stepsByNode([aStep('to', { state: 'running', attempts: 2 })], '');
    expect(wiresTaken(begun, flow, later, manifests)).toBe(begun);
    expect(wiresTaken(begun, flow, new Map(), manifests).some(({ taken }) => taken)).toBe(false);
  });
});
