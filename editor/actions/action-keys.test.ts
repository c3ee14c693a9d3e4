import { describe, expect, test } from 'vitest';
import type { Action } from './action.ts';
import { actionFor, isPressed, type KeyPress, keyCaps } from './action-keys.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const action = (id: string, keys: string, where: Action['where'], more: Partial<Action> = {}): Action => ({
  id,
  name: id,
  keys: [keys],
  where,
  run: () => {},
  ...more,
});
const group = (...actions: Action[]) => ({ title: '', actions });

describe('ACT-1: a key', () => {
  test.each([
    ['mod+Z', press('z', { ctrlKey: true }), true],
    ['mod+Z', press('z', { metaKey: true }), true],
    ['mod+Z', press('Z', { ctrlKey: true, shiftKey: true }), false],
    ['mod+shift+Z', press('Z', { ctrlKey: true, shiftKey: true }), true],
    ['F', press('f'), true],
    ['F', press('F', { shiftKey: true }), false],
    ['?', press('?', { shiftKey: true }), true],
    ['+', press('+', { shiftKey: true }), true],
    ['+', press('+'), true],
    ['F8', press('F8'), true],
    ['F8', press('F8', { shiftKey: true }), false],
    ['Delete', press('Delete', { altKey: true }), false],
  ])('%s is %j: %s', (keys, pressed, is) => {
    expect(isPressed(keys, pressed)).toBe(is);
  });

  const groups = [
    group(action('save', 'mod+S', 'anywhere'), action('help', '?', 'page'), action('fit', 'F', 'drawing')),
    group(action('find', 'F', 'drawing', { possible: false }), action('near', '0', 'drawing')),
  ];
  test.each([
    ['mod+S in a field', press('s', { ctrlKey: true }), 'field', 'save'],
    ['a question mark in a field', press('?'), 'field', undefined],
    ['a question mark beside one', press('?'), 'other', 'help'],
    ['a letter on the drawing', press('0'), 'drawing', 'near'],
    ['a letter where nothing has the focus', press('0'), 'nothing', 'near'],
    ['a letter on a button', press('0'), 'other', undefined],
    ['anything below a dialog', press('s', { ctrlKey: true }), 'dialog', undefined],
    ['a key whose nearest action cannot be done', press('f'), 'drawing', 'fit'],
  ] as const)('%s', (_what, pressed, focus, id) => {
    expect(actionFor(groups, pressed, focus)?.id).toBe(id);
  });

  test('means the newest action of those that have it', () => {
    expect(actionFor([group(action('old', 'N', 'drawing')), group(action('new', 'N', 'drawing'))], press('n'), 'drawing')?.id).toBe('new');
  });

  test('is written as it stands on the keyboard', () => {
    expect(keyCaps('mod+shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keyCaps('mod+shift+Z', true)).toEqual(['⌘', '⇧', 'Z']);
    expect([keyCaps('ArrowLeft', false), keyCaps('+', false), keyCaps('?', false)]).toEqual([['←'], ['+'], ['?']]);
  });
});
