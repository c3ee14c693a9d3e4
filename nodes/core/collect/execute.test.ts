import { describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { coreCollect } from './execute.ts';

const config = { key: 80001234, timeoutMs: 60_000, late: 'new-group', owner: 'operations' };
const run = (more: object = {}, answer?: Json) =>
  coreCollect.execute(
    createStep({
      config: { ...config, ...more },
      trigger: { body: { item: '10' } },
      ...(answer === undefined ? {} : { resume: { by: 'event', answer } }),
    }),
  );

describe('WAI-5 core/collect', () => {
  test('brings the message, known by the run that it came with, or what the flow says', () => {
    expect(run()).toEqual({
      kind: 'wait',
      for: { kind: 'collect', key: '80001234', member: { id: 'run-1', value: { item: '10' } }, timeoutMs: 60_000, late: 'new-group' },
    });
    expect(run({ value: null, member: 10, order: 0, count: 3, completes: false, weight: 2.5, size: 10, quietMs: 5_000 })).toMatchObject({
      for: { member: { id: '10', value: null, order: 0, count: 3, completes: false, weight: 2.5 }, size: 10, quietMs: 5_000 },
    });
    expect(run({ member: null, order: null, count: null })).toMatchObject({ for: { member: { id: 'run-1', value: { item: '10' } } } });
  });

  test('goes on with the list, or ends because others have it', () => {
    const members = ['run-1', 'run-2'].map((runId) => ({ id: runId, runId }));
    const openedAt = '2026-11-24T08:00:00.000Z';
    const together = { group: 'g', key: '80001234', items: [1, 2], members, closedBy: 'count', openedAt };
    expect(run({}, together)).toEqual({ kind: 'done', port: 'out', output: together });
    const joined = { group: 'g', first: 'run-0', duplicate: false };
    expect(run({}, joined)).toEqual({ kind: 'done', port: 'joined', output: joined });
  });

  test('raises an exception for a member that comes late', () => {
    expect(run({ member: '10' }, { group: 'g', first: 'run-0', late: true })).toEqual({
      kind: 'done',
      port: 'late',
      output: { group: 'g', first: 'run-0' },
      exception: {
        title: 'A member of "80001234" came after its group had gone on',
        owner: 'operations',
        detail: { key: 80001234, member: '10', wentOnWith: 'run-0' },
      },
    });
  });

  test('is checked when it is drawn: a size needs what is summed up', () => {
    const places = (more: object) => coreCollect.checkConfig?.({ ...config, ...more }).map(({ path }) => path);
    expect(places({ size: 10 })).toEqual([['weight']]);
    expect(places({ weight: 1 })).toEqual([['size']]);
    expect([places({}), places({ size: 10, weight: '= item.pieces' })]).toEqual([[], []]);
  });
});
