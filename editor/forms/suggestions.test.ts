import { describe, expect, test } from 'vitest';
import { suggestionsFor, withSuggestion } from './suggestions.ts';

const known = ['trigger.body', 'trigger.body.orderId', 'trigger.body.items.quantity', 'steps.read.quantity', 'run.id'].map((path) => ({
  path,
}));
const offered = (text: string, caret = text.length) => suggestionsFor(known, text, caret).map(({ path }) => path);

describe('suggestions of paths', () => {
  test('an empty field offers everything, the shortest first', () => {
    expect(offered('')[0]).toBe('run.id');
  });

  test('a piece finds what begins with it, then what has it somewhere', () => {
    expect(offered('"Order " & trigger.body.o')).toEqual(['trigger.body.orderId']);
    expect(offered('quantity')).toEqual(['steps.read.quantity', 'trigger.body.items.quantity']);
  });

  test('nothing is offered inside a text, between words and for what is written out', () => {
    expect(offered('"trigger')).toEqual([]);
    expect(offered('trigger.body & ')).toEqual([]);
    expect(offered('run.id')).toEqual([]);
  });

  test('the piece at the caret is what is replaced', () => {
    const text = '$sum(tri) > 0';
    expect(withSuggestion(text, 8, { path: 'trigger.body.items.quantity' })).toEqual({
      text: '$sum(trigger.body.items.quantity) > 0',
      caret: 32,
    });
  });
});
