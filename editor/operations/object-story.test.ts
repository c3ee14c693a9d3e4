import { describe, expect, test } from 'vitest';
import type { ObjectTimeline, WriteSummary } from '#flows/api/operations.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import type { EffectRow } from '#flows/trace.ts';
import { changesIn, tellStory } from './object-story.ts';

const aRun = (runId: string) => ({ runId }) as RunSummary;
const aWrite = (effectKey: string, runId: string) => ({ effectKey, runId, operation: 'change' }) as WriteSummary;

describe('the story of one object', () => {
  test('is told run by run, with what each wrote and reached; the ledger adds what it may', () => {
    const timeline: ObjectTimeline = {
      type: 'sales-order',
      key: '4711',
      runs: [aRun('b'), aRun('a')],
      milestones: [{ milestone: 'revised-in-sap', at: '2026-05-01T10:00:00Z', runId: 'a' }],
      writes: [aWrite('a/1', 'a'), aWrite('b/1', 'b'), aWrite('a/2', 'a')],
    };
    const story = tellStory(timeline, [{ effectKey: 'a/2', answer: { changes: [] } } as unknown as EffectRow]);
    expect(story.map(({ run, writes }) => [run.runId, writes.map(({ effectKey }) => effectKey)])).toEqual([
      ['b', ['b/1']],
      ['a', ['a/1', 'a/2']],
    ]);
    expect(story[1]?.milestones).toEqual(['revised-in-sap']);
    expect(story[1]?.writes.map(({ detail }) => detail !== undefined)).toEqual([false, true]);
  });

  test('says what changed where the other system says so', () => {
    expect(changesIn({ changes: [{ at: '000010', field: 'RequestedQuantity', from: null, to: '45' }, 'nonsense'] })).toEqual([
      { at: '000010', field: 'RequestedQuantity', from: '–', to: '45' },
    ]);
    expect(changesIn({ id: 'x' })).toEqual([]);
    expect(changesIn(undefined)).toEqual([]);
  });
});
