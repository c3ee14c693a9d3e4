import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createCallbackTokens } from './callback-token.ts';

describe('callback tokens', () => {
  const tokens = createCallbackTokens(randomBytes(32));

  test('WAI-2: a token of ours leads to its wait, and no two are alike', () => {
    const token = tokens.create('run-1', 'ask-scheduler');
    expect(tokens.verify(token)).toBe(tokens.hash(token));
    expect(tokens.create('run-1', 'ask-scheduler')).not.toBe(token);
  });

  test.each([
    ['altered', (token: string) => `x${token}`],
    ['cut', (token: string) => token.slice(0, -1)],
    ['without its MAC', (token: string) => token.split('.').slice(0, 2).join('.')],
    ['empty', () => ''],
    ['endless', () => `${'a'.repeat(5_000)}.b`],
  ])('WAI-2: an %s token leads nowhere', (_name, change) => {
    expect(tokens.verify(change(tokens.create('run-1', 'ask-scheduler')))).toBeUndefined();
  });

  test('WAI-2: a token of another installation leads nowhere', () => {
    expect(tokens.verify(createCallbackTokens(randomBytes(32)).create('run-1', 'ask-scheduler'))).toBeUndefined();
  });
});
