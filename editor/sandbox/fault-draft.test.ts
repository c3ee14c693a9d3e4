import { describe, expect, test } from 'vitest';
import { changeSystem, FAULT_KINDS, FAULT_PRESETS, kindsOf, NEW_FAULT, toFaultBody } from './fault-draft.ts';

describe('fault panel', () => {
  test('what was left empty is not sent', () => {
    expect(toFaultBody({ ...NEW_FAULT, key: ' 4711 ', times: 3, share: 50 })).toEqual({
      system: 'sap',
      kind: 'unavailable',
      key: '4711',
      times: 3,
      probability: 0.5,
    });
  });

  test('a field that the kind does not take is not sent, whatever it still holds', () => {
    expect(toFaultBody({ ...NEW_FAULT, kind: 'lock', milliseconds: 500, retryAfter: '3' })).toEqual({ system: 'sap', kind: 'lock' });
    expect(toFaultBody({ ...NEW_FAULT, kind: 'slow', milliseconds: 500 })).toEqual({ system: 'sap', kind: 'slow', milliseconds: 500 });
  });

  test('an outage strikes the whole system and takes no narrowing', () => {
    expect(toFaultBody({ ...NEW_FAULT, kind: 'outage', system: 'scheduler', key: '4711', times: 2 })).toEqual({
      system: 'scheduler',
      kind: 'outage',
    });
  });

  test('always is written by leaving the share out', () => {
    expect(toFaultBody({ ...NEW_FAULT, share: 100 })).toEqual({ system: 'sap', kind: 'unavailable' });
  });

  test('every preset arms a kind that the panel knows', () => {
    for (const preset of FAULT_PRESETS) expect(FAULT_KINDS.map(({ kind }) => kind)).toContain(preset.body('4711')['kind']);
  });

  test('a plant that knows files only has faults of its own, and the others have none of them', () => {
    expect(kindsOf('plant').map(({ kind }) => kind)).toEqual([
      'outage',
      'duplicate',
      'half-written',
      'cut-off',
      'wrong-count',
      'bad-rows',
      'wrong-encoding',
    ]);
    expect(kindsOf('sap').map(({ kind }) => kind)).not.toContain('bad-rows');
    expect(changeSystem(NEW_FAULT, 'plant')).toMatchObject({ system: 'plant', kind: 'outage' });
    expect(changeSystem({ ...NEW_FAULT, system: 'plant', kind: 'cut-off' }, 'crm')).toMatchObject({ system: 'crm', kind: 'outage' });
    expect(changeSystem({ ...NEW_FAULT, kind: 'duplicate' }, 'plant')).toMatchObject({ kind: 'duplicate' });
  });
});
