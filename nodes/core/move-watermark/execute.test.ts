import { describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { createStep } from '../../../test/support/step-context.ts';
import type { KnownWatermark } from '../../step.ts';
import { coreMoveWatermark } from './execute.ts';

function move(value: Json, watermark: Partial<KnownWatermark> = {}, seen: readonly string[] = []) {
  return coreMoveWatermark.execute(createStep({ config: { name: 'changes', key: '1010', value, seen }, watermark }));
}
const stays = (value: Json, why: string) => ({
  kind: 'done',
  port: 'out',
  output: { value, before: value, moved: false, why },
});

describe('WAI-4 a watermark', () => {
  test('moves with the step’s commit and says from where to where', () => {
    expect(move('2026-11-25T04:00:00Z', { value: '2026-11-24T04:00:00Z' }, ['4711'])).toEqual({
      kind: 'done',
      port: 'out',
      output: { value: '2026-11-25T04:00:00Z', before: '2026-11-24T04:00:00Z', moved: true },
      watermark: { name: 'changes', key: '1010', value: '2026-11-25T04:00:00Z', seen: ['4711'] },
    });
  });

  test.each<[string, Json, Json]>([
    ['a number', 9, 10],
    ['an instant of another zone', '2026-11-25T05:00:00+01:00', '2026-11-25T04:30:00Z'],
    ['a change number with its zeros', '0000000999', '0000001000'],
    ['a day', '2026-11-30', '2026-12-01'],
  ])('knows of %s which is further', (_name, less, more) => {
    expect(move(less, { value: more })).toEqual(stays(more, 'not-further'));
    expect(move(more, { value: less })).toMatchObject({ output: { moved: true } });
    expect(move(more, { value: more })).toEqual(stays(more, 'not-further'));
  });

  test('stays for a run that was overtaken by a person, that wrote nothing, or that had nothing to do', () => {
    expect(move(10, { value: 5, isSetByHand: true })).toEqual(stays(5, 'set-by-hand'));
    expect(move(10, { value: 5, writesWithheld: true })).toEqual(stays(5, 'dry-run'));
    expect(move(null, { value: 5 })).toEqual(stays(5, 'nothing-done'));
    expect(move(null)).toEqual(stays(null, 'nothing-done'));
  });

  test.each<[string, Json, Partial<KnownWatermark>, string]>([
    ['another kind than before', 'abc', { value: 5 }, 'cannot become "abc"'],
    ['an instant that is none', '2026-13-45T00:00:00Z', {}, 'is no watermark'],
    ['an empty text', '', {}, 'is no watermark'],
    ['a key for each message', 10, { others: 10_000 }, '10000 watermarks already'],
  ])('is refused with a sentence: %s', (_name, value, known, sentence) => {
    expect(() => move(value, known)).toThrow(sentence);
  });
});
