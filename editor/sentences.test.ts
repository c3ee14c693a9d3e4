import { expect, test } from 'vitest';
import { translatorOf } from './sentences.ts';

const { sentence, name, type } = translatorOf({
  sentences: {
    '{0} is too long.': '{0, words} ist zu lang.',
    '{0} must be {1}.': '{0, words} muss {1, known} sein.',
    'There is no node "{0}".': 'Es gibt keinen Knoten „{0}“.',
    'This is {0}, and {1} is wanted.': 'Das ist {0, type}, und gebraucht wird {1, type}.',
    'Remove it.': 'Entfernen Sie es.',
    '{0} ends.': '{0} endet.',
    '{0} never ends.': '{0} endet nie.',
    Failed: 'Fehlgeschlagen',
  },
  phrases: { 'The config': 'Die Konfiguration', 'a text': 'ein Text', '{0} or {1}': '{0, words} oder {1, words}', 'a number': 'eine Zahl' },
  types: { 'list of': 'Liste von', text: 'Text', nothing: 'nichts' },
});

test('a sentence is known by what stands around its values', () => {
  expect(sentence('There is no node "a".')).toBe('Es gibt keinen Knoten „a“.');
  expect(sentence('Remove it.')).toBe('Entfernen Sie es.');
});

test('a value that is a phrase of ours is translated, one of a flow stays', () => {
  expect(sentence('The config is too long.')).toBe('Die Konfiguration ist zu lang.');
  expect(sentence('"a.text" is too long.')).toBe('"a.text" ist zu lang.');
  expect(sentence('There is no node "a text".')).toBe('Es gibt keinen Knoten „a text“.');
});

test('where only a phrase of ours fits, the words of another system stay theirs', () => {
  expect(sentence('"port" must be a text or a number.')).toBe('"port" muss ein Text oder eine Zahl sein.');
  expect(sentence('"port" must be 12.')).toBe('"port" muss 12 sein.');
  expect(sentence('Quantity must be entered in the sales unit.')).toBe('Quantity must be entered in the sales unit.');
  expect(sentence('Order 4711 is locked by MUELLER')).toBe('Order 4711 is locked by MUELLER');
});

test('the most particular sentence counts', () => {
  expect(sentence('It never ends.')).toBe('It endet nie.');
});

test('several sentences are translated together, or not at all', () => {
  expect(sentence('Remove it. There is no node "b".')).toBe('Entfernen Sie es. Es gibt keinen Knoten „b“.');
  expect(sentence('Remove it. Call Mr Smith.')).toBe('Remove it. Call Mr Smith.');
});

test('a type is translated, names of its fields and texts in it are not', () => {
  expect(type('list of { text: text, note?: "text" | nothing }')).toBe('Liste von { text: Text, note?: "text" | nichts }');
  expect(sentence('This is list of text, and text is wanted.')).toBe('Das ist Liste von Text, und gebraucht wird Text.');
});

test('a name is known whole', () => {
  expect(name('Failed')).toBe('Fehlgeschlagen');
  expect(name('Needs review')).toBe('Needs review');
});
