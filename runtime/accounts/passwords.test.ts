import { describe, expect, test } from 'vitest';
import { hashPassword, isPassword, passwordProblem } from './passwords.ts';

describe('S4: passwords', () => {
  test('a hash fits its password only, and no two hashes are alike', async () => {
    const [one, other] = await Promise.all([hashPassword('blue kettle on the hill'), hashPassword('blue kettle on the hill')]);
    expect(one).not.toBe(other);
    expect(await isPassword('blue kettle on the hill', one)).toBe(true);
    expect(await isPassword('blue kettle on the Hill', one)).toBe(false);
  });

  test('an unknown account is refused after the same work', async () => {
    expect(await isPassword('whatever it may be', undefined)).toBe(false);
  });

  test.each([
    ['short', /at least 12/],
    ['passwordpassword', /first that an attacker/],
    ['aaaaaaaaaaaaaa', /first that an attacker/],
    ['mia.keller2026', /e-mail/],
  ])('%s is refused with a sentence', (password, sentence) => {
    expect(passwordProblem(password, 'mia.keller@plant.example')).toMatch(sentence);
  });

  test('any characters may stand in it', () => {
    expect(passwordProblem('Öl läuft über 7 Walzen', 'mia@plant.example')).toBeUndefined();
  });
});
