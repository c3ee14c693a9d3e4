import { describe, expect, test } from 'vitest';
import type { TraceBody, TraceEvent } from '#flows/trace.ts';
import { fateOf, onlySendable, type RunWrite, sendableAgain, writesOf } from './run-writes.ts';

const anEvent = (body: TraceBody) => body as TraceEvent;
const effect = (type: 'effect-intended' | 'effect-confirmed' | 'effect-unknown' | 'exchange-read', path: string) =>
  anEvent({ type, path, attempt: 1, effectKey: `r/${path}/0/0`, operation: `${path}-order` });
const aWrite = (state: RunWrite['state'], path = 'change'): RunWrite => ({ effectKey: 'k', path, operation: 'change-order', state });

describe('LAN-3: what an action does with the writes of a run', () => {
  test('each write counts once, as it stands now; reads do not count', () => {
    const writes = writesOf([
      effect('exchange-read', 'read'),
      effect('effect-intended', 'change'),
      effect('effect-confirmed', 'change'),
      effect('effect-intended', 'tell'),
      effect('effect-unknown', 'tell'),
    ]);
    expect(writes.map(({ path, state }) => `${path} ${state}`)).toEqual(['change confirmed', 'tell unknown']);
  });

  test('what was confirmed stays, whatever else is done, unless it is taken back or its step sent as new', () => {
    expect(fateOf(aWrite('confirmed'), { action: 'retry', blockedAt: 'tell' })).toBe('stays');
    expect(fateOf(aWrite('confirmed'), { action: 'set-aside', blockedAt: 'tell' })).toBe('stays');
    expect(fateOf(aWrite('confirmed'), { action: 'compensate', blockedAt: 'tell' })).toBe('taken-back');
    expect(fateOf(aWrite('confirmed'), { action: 'send-again', blockedAt: 'change' })).toBe('may-double');
  });

  test('sent again is the write that is meant: the only one that did not get through, or the one that is chosen', () => {
    const write = (key: string, state: RunWrite['state']): RunWrite => ({ ...aWrite(state), effectKey: key });
    const writes = [write('r/change/0/0', 'confirmed'), write('r/change/1/0', 'refused'), write('r/change/1/1', 'unknown')];
    const choices = sendableAgain(writes, 'change');
    expect(choices.map(({ effectKey }) => effectKey)).toEqual(['r/change/0/0', 'r/change/1/1']);
    expect(sendableAgain(writes, 'tell')).toEqual([]);
    expect(onlySendable(choices)?.effectKey).toBe('r/change/1/1');
    expect(onlySendable([write('r/change/0/0', 'confirmed'), write('r/change/1/0', 'confirmed')])).toBeUndefined();
    const intent = { action: 'send-again', blockedAt: 'change', effectKey: 'r/change/1/1' } as const;
    expect(choices.map((choice) => fateOf(choice, intent))).toEqual(['stays', 'may-double']);
  });

  test('an edited message goes through again without sending twice; an edited step is another request', () => {
    expect(fateOf(aWrite('confirmed'), { action: 'edit', blockedAt: 'change' })).toBe('stays');
    expect(fateOf(aWrite('confirmed'), { action: 'edit', blockedAt: 'change', editsStep: true })).toBe('may-double');
    expect(fateOf(aWrite('refused'), { action: 'edit', blockedAt: 'change' })).toBe('sent-again');
  });

  test('only what has a step that undoes it is taken back', () => {
    expect(fateOf(aWrite('confirmed'), { action: 'compensate', blockedAt: 'tell', canUndo: (path) => path !== 'change' })).toBe(
      'not-undone',
    );
  });

  test('of an unknown one the other system is asked before it is sent again', () => {
    expect(fateOf(aWrite('unknown'), { action: 'retry', blockedAt: 'change' })).toBe('asked-first');
    expect(fateOf(aWrite('unknown'), { action: 'send-again', blockedAt: 'change' })).toBe('may-double');
    expect(fateOf(aWrite('unknown'), { action: 'mark-confirmed', blockedAt: 'change' })).toBe('counts-as-applied');
    expect(fateOf(aWrite('unknown'), { action: 'mark-not-applied', blockedAt: 'change' })).toBe('sent-again');
    expect(fateOf(aWrite('unknown'), { action: 'set-aside', blockedAt: 'change' })).toBe('left-open');
  });

  test('what was refused is sent again only with its step', () => {
    expect(fateOf(aWrite('refused'), { action: 'retry', blockedAt: 'change' })).toBe('sent-again');
    expect(fateOf(aWrite('refused'), { action: 'retry', blockedAt: 'tell' })).toBe('not-sent');
    expect(fateOf(aWrite('refused'), { action: 'cancel', blockedAt: 'change' })).toBe('not-sent');
  });
});
