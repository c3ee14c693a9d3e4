import { expect, test } from 'vitest';
import { messageAt, messagesWithin } from './form-messages.ts';

const messages = new Map([
  ['/rows/3/expression', 'Something is missing.'],
  ['/rows/3', 'It writes nowhere.'],
  ['/rows/30', 'Is there twice.'],
]);

test('a field that draws what is below itself shows its message too', () => {
  const below = new Map([['/rows/3/expression', 'Something is missing.']]);
  expect(messageAt(below, '/rows/3', true)).toBe('Something is missing.');
  expect(messageAt(below, '/rows', false)).toBeUndefined();
  expect(messageAt(below, '/row', true)).toBeUndefined();
});

test('its own message goes before those below it, of which the first counts', () => {
  expect(messageAt(messages, '/rows/3', true)).toBe('It writes nowhere.');
  expect(messageAt(messages, '/rows', true)).toBe('Something is missing.');
});

test('what is said within a field differs when anything in it does, and by nothing beside it', () => {
  const other = new Map(messages).set('/rows/30', 'Is there three times.');
  expect(messagesWithin(other, '/rows/3')).toBe(messagesWithin(messages, '/rows/3'));
  expect(messagesWithin(other, '/rows')).not.toBe(messagesWithin(messages, '/rows'));
  const deep = new Map(messages).set('/rows/3/expression', 'Cannot be read.');
  expect(messagesWithin(deep, '/rows/3')).not.toBe(messagesWithin(messages, '/rows/3'));
});
