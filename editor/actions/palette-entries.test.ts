import { describe, expect, test } from 'vitest';
import type { FlowSummary } from '#flows/api/flows.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { paletteEntries } from './palette-entries.ts';

const run = () => {};
const sources = {
  groups: [
    { title: 'all', actions: [{ id: 'help', name: 'Show the keys', where: 'page' as const, run }] },
    {
      title: 'draft',
      actions: [
        { id: 'tidy', name: 'Tidy the drawing', keys: ['shift+L'], where: 'drawing' as const, run },
        { id: 'undo', name: 'Undo', where: 'anywhere' as const, possible: false, run },
        { id: 'walk', name: 'Walk along the wires', keys: ['ArrowLeft'], where: 'drawing' as const },
      ],
      places: () => [{ id: 'change', label: 'Change in SAP', about: 'Call a flow', go: run }],
    },
  ],
  pages: [{ to: '/parking', label: 'Parking board' }],
  flows: [{ flowId: 'order-change', name: 'Sales order change', owner: 'sales' } as FlowSummary],
  runs: [] as readonly RunSummary[],
};
const labels = (search: string, more: Partial<typeof sources> = {}) =>
  paletteEntries(search, { ...sources, ...more }).map(({ label }) => label);

describe('ACT-2: the command palette', () => {
  test('offers what can be done and the pages before anything is typed, what is nearest first', () => {
    expect(labels('')).toEqual(['Tidy the drawing', 'Show the keys', 'Parking board']);
  });

  test('offers nothing that cannot be done now, and nothing that a drawing does by itself', () => {
    expect(labels('undo')).toEqual([]);
    expect(labels('walk')).toEqual([]);
  });

  test('finds nodes, flows and pages by every word, in any order', () => {
    expect(labels('sap change')).toEqual(['Change in SAP']);
    expect(labels('change')).toEqual(['Change in SAP', 'Sales order change']);
    expect(labels('parking')).toEqual(['Parking board']);
  });

  test('shows the runs that the server found by their key', () => {
    const found = [
      { runId: 'r1', flowId: 'order-change', state: 'parked', keys: {}, lane: { key: '0000004711' } },
    ] as unknown as RunSummary[];
    expect(labels('4711', { runs: found as never })).toEqual(['0000004711']);
  });
});
