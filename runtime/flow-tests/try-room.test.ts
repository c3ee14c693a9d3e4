import { expect, test } from 'vitest';
import { createTryRoom } from './try-room.ts';

/** Tries that end when they are told. */
function tries() {
  const room = createTryRoom(3, 2);
  const ends: (() => void)[] = [];
  const attempt = (who: string) => room.within(who, () => new Promise<string>((resolve) => ends.push(() => resolve(who))));
  return { attempt, endNext: () => ends.shift()!() };
}

test('TRY-12 one person has two at once, all together three, and room again when one has ended', async () => {
  const { attempt, endNext } = tries();
  const first = attempt('ada');
  void attempt('ada');
  await expect(attempt('ada')).rejects.toMatchObject({ status: 429, code: 'too-many-tries', headers: { 'Retry-After': '2' } });
  void attempt('ben');
  await expect(attempt('cyn')).rejects.toMatchObject({ code: 'too-many-tries', message: expect.stringContaining('3 drafts') });
  endNext();
  expect(await first).toBe('ada');
  void attempt('cyn');
  await expect(attempt('ada')).rejects.toMatchObject({ code: 'too-many-tries' });
});

test('TRY-12 one that fails leaves its room', async () => {
  const room = createTryRoom(1, 1);
  await expect(room.within('ada', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await room.within('ada', () => Promise.resolve('yes'))).toBe('yes');
});
