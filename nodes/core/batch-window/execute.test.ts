import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { coreBatchWindow } from './execute.ts';

const night = { from: '22:00', to: '05:00', days: 'every', timeZone: 'Europe/Berlin' };
const plants: { readonly [code: string]: JsonObject } = { '1010': { timeZone: 'America/New_York', calendar: 'us' } };
const calendars: { readonly [name: string]: JsonObject } = {
  us: { timeZone: 'America/New_York', shifts: [{ weekdays: [1, 2, 3, 4, 5] }], holidays: ['2026-11-26'] },
};

function at(startedAt: string, config: Json = night) {
  const master = (kind: string, name: string) => (kind === 'plant' ? plants[name] : kind === 'calendar' ? calendars[name] : undefined);
  const outcome = coreBatchWindow.execute(createStep({ config, startedAt, lookup: { master } }));
  if ('then' in outcome || outcome.kind !== 'done') throw new Error('not done');
  const { from, to } = outcome.output as { from: string; to: string };
  return [outcome.port, from, to];
}

describe('WAI-4 a batch window', () => {
  test('over midnight is open on both sides of it, from its first minute to the one before its end', () => {
    const window = ['2026-11-24T21:00:00.000Z', '2026-11-25T04:00:00.000Z'];
    expect(at('2026-11-24T21:00:00.000Z')).toEqual(['out', ...window]);
    expect(at('2026-11-25T03:59:59.999Z')).toEqual(['out', ...window]);
    expect(at('2026-11-24T20:59:59.999Z')).toEqual(['closed', ...window]);
    expect(at('2026-11-25T04:00:00.000Z')).toEqual(['closed', '2026-11-25T21:00:00.000Z', '2026-11-26T04:00:00.000Z']);
  });

  test('from morning to noon says when it opens next', () => {
    const morning = { ...night, from: '06:30', to: '12:00' };
    expect(at('2026-11-24T08:00:00.000Z', morning)[0]).toBe('out');
    expect(at('2026-11-24T11:00:00.000Z', morning)).toEqual(['closed', '2026-11-25T05:30:00.000Z', '2026-11-25T11:00:00.000Z']);
  });

  test('F21 is an hour shorter or longer when the clock is changed in it', () => {
    expect(at('2026-03-29T00:00:00.000Z')).toEqual(['out', '2026-03-28T21:00:00.000Z', '2026-03-29T03:00:00.000Z']);
    expect(at('2026-10-25T03:30:00.000Z')).toEqual(['out', '2026-10-24T20:00:00.000Z', '2026-10-25T04:00:00.000Z']);
  });

  test('of a plant goes by its clock and calendar: it opens on no holiday, and one of Friday ends on Saturday', () => {
    const plant = { from: '22:00', to: '05:00', days: 'working', plant: '1010' };
    const friday = ['2026-11-28T03:00:00.000Z', '2026-11-28T10:00:00.000Z'];
    expect(at('2026-11-26T04:00:00.000Z', plant)[0], 'Wednesday night').toBe('out');
    expect(at('2026-11-27T04:00:00.000Z', plant), 'the night of Thanksgiving').toEqual(['closed', ...friday]);
    expect(at('2026-11-28T09:00:00.000Z', plant), 'Saturday before dawn').toEqual(['out', ...friday]);
    expect(at('2026-11-29T04:00:00.000Z', plant)[0], 'Saturday night').toBe('closed');
  });

  test('that somebody gives by hand is open until then', () => {
    expect(at('2026-11-24T12:00:00.000Z', { ...night, until: '2026-11-24T13:00:00Z' })).toEqual([
      'out',
      '2026-11-24T12:00:00.000Z',
      '2026-11-24T13:00:00.000Z',
    ]);
    expect(at('2026-11-24T12:00:00.000Z', { ...night, until: null })[0]).toBe('closed');
    expect(at('2026-11-24T12:00:00.000Z', { ...night, until: '2026-11-24T11:00:00Z' })[0]).toBe('closed');
  });

  test.each([
    ['a plant that is not there', { ...night, plant: '9999' }, 'There is no plant "9999"'],
    ['an instant that is none', { ...night, until: 'soon' }, '"soon" is no instant'],
    ['nobody’s clock', { from: '22:00', to: '05:00', days: 'every', plant: null }, 'Neither a plant nor a time zone'],
  ])('says what is wrong with %s', (_name, config, sentence) => {
    expect(() => at('2026-11-24T12:00:00.000Z', config)).toThrow(sentence);
  });

  test('is checked when it is drawn', () => {
    expect(coreBatchWindow.checkConfig?.({ from: '22:00', to: '05:00' })[0]?.path).toEqual(['plant']);
    expect(coreBatchWindow.checkConfig?.({ from: '22:00', to: '05:00', timeZone: 'Berlin' })[0]?.path).toEqual(['timeZone']);
    expect(coreBatchWindow.checkConfig?.({ from: '22:00', to: '05:00', plant: '= trigger.body.plant' })).toEqual([]);
  });
});
