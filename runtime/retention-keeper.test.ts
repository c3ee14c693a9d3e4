import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRetentionKeeper } from './retention-keeper.ts';

const NOW = Date.parse('2026-11-27T12:00:00.000Z');
const DAY_MS = 86_400_000;
const said: string[] = [];
const log = { info: (message: string) => void said.push(message), warn() {}, error: (message: string) => void said.push(message) };

beforeEach(() => {
  said.length = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('finished runs', () => {
  test('are removed at the start and every hour, once they are older than they are to be kept', async () => {
    const asked: string[] = [];
    const keeper = createRetentionKeeper({ removeRunsBefore: async (before) => asked.push(before) }, 30, log, () => NOW);
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    expect(asked).toEqual(Array(3).fill(new Date(NOW - 30 * DAY_MS).toISOString()));
    expect(said).toEqual(Array(3).fill('finished runs removed'));
    keeper.close();
    await vi.advanceTimersByTimeAsync(DAY_MS);
    expect(asked).toHaveLength(3);
  });

  test('are tried again when it did not work, and never twice at once', async () => {
    let end: (error: Error) => void = () => {};
    let calls = 0;
    const removeRunsBefore = () => {
      calls += 1;
      return new Promise<number>((_resolve, reject) => (end = reject));
    };
    createRetentionKeeper({ removeRunsBefore }, 30, log, () => NOW);
    await vi.advanceTimersByTimeAsync(3 * 3_600_000);
    expect(calls).toBe(1);
    end(new Error('the disk is full'));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(calls).toBe(2);
    expect(said).toEqual(['finished runs could not be removed; tried again in an hour']);
  });

  test('are kept for ever where that is wanted', async () => {
    createRetentionKeeper({ removeRunsBefore: () => Promise.reject(new Error('never asked')) }, 0, log, () => NOW);
    await vi.advanceTimersByTimeAsync(DAY_MS);
    expect(said).toEqual([]);
  });
});
