import { describe, expect, test } from 'vitest';
import type { OwnChange } from '#nodes/step.ts';
import { findEcho } from './find-echo.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 8, 0, seconds)).toISOString();
const change = (version: string, before?: string): OwnChange => ({
  type: 'thing',
  key: '1',
  version,
  ...(before === undefined ? {} : { before }),
});

describe('a sender that shows the latest state', () => {
  const shows = (version: string, taken: readonly string[] = []) => ({
    type: 'thing',
    key: '1',
    version,
    of: { kind: 'latest' as const, takenBefore: at(0), taken },
  });

  test('STP-5 our write on a state that was shown before is an echo', () => {
    expect(findEcho(shows(at(20), [at(10)]), [change(at(20), at(10))])).toMatchObject({ version: at(20) });
    expect(findEcho(shows(at(20)), [change(at(20), '2026-11-23T00:00:00.000Z')])).toBeDefined();
    expect(findEcho(shows(at(20)), [change(at(20))])).toBeDefined();
  });

  test('STP-5 a change that somebody made before ours, and that was never shown, is not hidden by ours', () => {
    expect(findEcho(shows(at(20), [at(5)]), [change(at(20), at(10))])).toBeUndefined();
  });

  test('STP-5 a state that none of our writes left is no echo', () => {
    expect(findEcho(shows(at(21), [at(10)]), [change(at(20), at(10))])).toBeUndefined();
  });

  test('STP-5 several writes of ours in a row are one echo; a gap between them is none, nor are two within the same second', () => {
    expect(findEcho(shows(at(30), [at(10)]), [change(at(30), at(20)), change(at(20), at(10))])).toMatchObject({ version: at(30) });
    expect(findEcho(shows(at(20), [at(10)]), [change(at(20), at(20)), change(at(20), at(10))])).toBeUndefined();
    expect(findEcho(shows(at(30), [at(10)]), [change(at(30), at(25)), change(at(20), at(10))])).toBeUndefined();
  });
});

describe('a sender that tells of every change', () => {
  const tells = (version: string) => ({ type: 'thing', key: '1', version, of: { kind: 'each' as const, withinMs: 2_000 } });

  test('STP-5 the event comes in the second of the write or a little later; the oldest write that fits is taken', () => {
    const own = [change('2026-11-24T08:00:10.900Z'), change('2026-11-24T08:00:10.125Z')];
    expect(findEcho(tells('2026-11-24T08:00:10Z'), own)).toMatchObject({ version: '2026-11-24T08:00:10.125Z' });
    expect(findEcho(tells('2026-11-24T08:00:12Z'), own)).toBeDefined();
  });

  test('STP-5 an event before the write, or long after it, is somebody else’s', () => {
    const own = [change('2026-11-24T08:00:10.125Z')];
    expect(findEcho(tells('2026-11-24T08:00:09Z'), own)).toBeUndefined();
    expect(findEcho(tells('2026-11-24T08:00:13Z'), own)).toBeUndefined();
    expect(findEcho(tells('not a time'), own)).toBeUndefined();
  });
});
