import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { AuditOrigin } from './audit-definitions.ts';
import { actFrom, currentOrigin } from './audit-origin.ts';

const from = (address: string): AuditOrigin => ({ address, through: 'session' });

describe('S13 from where somebody acts', () => {
  test('is each request’s own, however they overlap, and stays until the last of it', async () => {
    const seen: (string | undefined)[] = [];
    const act = (address: string, turns: number) =>
      actFrom(from(address), async () => {
        for (let turn = 0; turn < turns; turn += 1) await nextTurn();
        seen.push(currentOrigin()?.address);
      });
    await Promise.all([act('a', 3), act('b', 1), act('c', 2)]);
    expect(seen).toEqual(['b', 'c', 'a']);
  });

  test('is nobody’s in between, also after one that failed, and known again at the next', async () => {
    expect(currentOrigin()).toBeUndefined();
    await expect(actFrom(from('a'), () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    await nextTurn();
    expect(currentOrigin()).toBeUndefined();
    expect(await actFrom(from('b'), async () => currentOrigin()?.address)).toBe('b');
  });
});
