import { describe, expect, test } from 'vitest';
import { hidesRuns, readRunFilter, toRunQuery } from './run-filter.ts';

describe('filter of the runs list', () => {
  test('what the address says is what the API is asked', () => {
    const filter = readRunFilter({ flow: 'order-change', state: 'parked,held', key: '4711', error: 'V1/331', correlation: 'c-1' });
    expect(toRunQuery('production', filter)).toEqual({
      environment: 'production',
      flow: 'order-change',
      state: 'held,parked',
      key: '4711',
      error: 'V1/331',
      correlationId: 'c-1',
    });
  });

  test('states that do not exist are dropped, so that old links open', () => {
    expect(readRunFilter({ state: 'parked,sleeping,' }).states).toEqual(['parked']);
  });

  test('a key is searched for from its third character on', () => {
    expect(toRunQuery('test', readRunFilter({ key: ' 47 ' }))['key']).toBeUndefined();
    expect(toRunQuery('test', readRunFilter({ key: ' 471 ' }))['key']).toBe('471');
  });

  test('an empty list is explained by the filter only when the filter hides something', () => {
    expect(hidesRuns(readRunFilter({}))).toBe(false);
    expect(hidesRuns(readRunFilter({ key: '4' }))).toBe(false);
    expect(hidesRuns(readRunFilter({ state: 'failed' }))).toBe(true);
    expect(hidesRuns(readRunFilter({ error: 'timeout' }))).toBe(true);
  });
});
