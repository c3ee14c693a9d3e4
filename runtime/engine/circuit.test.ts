import { describe, expect, test } from 'vitest';
import {
  abandonTrial,
  admit,
  beginTrial,
  type Circuit,
  closedCircuit,
  connectionChanged,
  fail,
  maintenanceUntil,
  openByHand,
  succeed,
} from './circuit.ts';

const limits = { openAfter: 3, trialAfterMs: 30_000 };
const error = { class: 'unavailable', code: '503', message: 'busy' } as const;
const failTimes = (times: number, circuit: Circuit = closedCircuit(0)) =>
  Array.from({ length: times }).reduce<Circuit>((before) => fail(before, 1_000, error, limits), circuit);

describe('RTY-3: a circuit', () => {
  test('opens after so many failures in a row, and a success in between counts from the start', () => {
    expect(failTimes(2).state).toBe('closed');
    expect(failTimes(3)).toMatchObject({ state: 'open', failures: 3, nextTrialAt: 31_000, lastError: error });
    expect(failTimes(2, succeed(failTimes(2), 1_000)).state).toBe('closed');
  });

  test('holds everybody until it is time for one trial, and everybody else during it', () => {
    const open = failTimes(3);
    expect([admit(open, 30_999), admit(open, 31_000)]).toEqual(['hold', 'trial']);
    expect(admit(beginTrial(open, 31_000), 31_000)).toBe('hold');
  });

  test('closes when the trial succeeds and waits again when it fails', () => {
    const trial = beginTrial(failTimes(3), 31_000);
    expect(succeed(trial, 32_000)).toMatchObject({ state: 'closed', failures: 0 });
    expect(fail(trial, 32_000, error, limits)).toMatchObject({ state: 'open', nextTrialAt: 62_000 });
  });

  test('a trial that came to no call leaves the next one to try, after a breath', () => {
    const again = abandonTrial(beginTrial(failTimes(3), 31_000), 31_000, limits);
    expect([admit(again, 31_000), admit(again, 31_600)]).toEqual(['hold', 'trial']);
  });

  test('asks a system when it said to come back, at most ten minutes later', () => {
    const told = (retryAfterMs: number) => fail(failTimes(2), 0, { ...error, retryAfterMs }, limits).nextTrialAt;
    expect([told(1_000), told(90_000), told(86_400_000)]).toEqual([30_000, 90_000, 600_000]);
  });

  const refused = { class: 'denied', code: 'sign-in', message: 'who are you?', signInRefused: true } as const;
  const refuseTimes = (times: number, from: Circuit = closedCircuit(0)) =>
    Array.from({ length: times }).reduce<Circuit>((before) => fail(before, 1_000, refused, limits), from);

  test('F31: opens at the second sign-in in a row that is refused, before the user is locked', () => {
    expect(refuseTimes(1).state).toBe('closed');
    expect(refuseTimes(1, succeed(refuseTimes(1), 1_000)).state).toBe('closed');
    expect(refuseTimes(2)).toMatchObject({ state: 'open', nextTrialAt: 61_000, lastError: refused });
    expect(refuseTimes(9)).toMatchObject({ state: 'open', nextTrialAt: 61_000 });
  });

  test('F31: asks again less and less often, and at once when the connection was changed', () => {
    let circuit = refuseTimes(2);
    const waits = Array.from({ length: 5 }, () => {
      const at = circuit.nextTrialAt!;
      circuit = fail(beginTrial(circuit, at), at, refused, limits);
      return (circuit.nextTrialAt! - at) / 60_000;
    });
    expect(waits).toEqual([4, 16, 60, 60, 60]);
    const changed = connectionChanged(circuit, 7_000);
    expect(admit(changed, 7_000)).toBe('trial');
    expect(fail(beginTrial(changed, 7_000), 7_000, refused, limits).nextTrialAt).toBe(67_000);
    expect(connectionChanged(openByHand(0), 7_000)).toEqual(openByHand(0));
  });

  test('that a person opened stays open until a person closes it', () => {
    const open = openByHand(0);
    expect(admit(open, 10_000_000)).toBe('hold');
    expect(succeed(open, 10_000_000).state).toBe('open');
  });
});

test('RTY-3: a maintenance window holds from its start up to its end', () => {
  const windows = [{ from: '2026-11-24T22:00:00Z', to: '2026-11-24T23:00:00Z' }];
  const at = (iso: string) => maintenanceUntil(windows, Date.parse(iso));
  expect([at('2026-11-24T21:59:59Z'), at('2026-11-24T23:00:00Z')]).toEqual([undefined, undefined]);
  expect(at('2026-11-24T22:00:00Z')).toBe(Date.parse('2026-11-24T23:00:00Z'));
  const following = [...windows, { from: '2026-11-24T22:30:00Z', to: '2026-11-25T02:00:00Z' }];
  expect(maintenanceUntil(following, Date.parse('2026-11-24T22:10:00Z'))).toBe(Date.parse('2026-11-25T02:00:00Z'));
});
