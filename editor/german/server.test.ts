import { expect, test } from 'vitest';
import { translatorOf } from '../sentences.ts';
import { catalogue } from './server.ts';

test('each sentence is known again when values stand in it', () => {
  const { sentence } = translatorOf(catalogue);
  const filled = (text: string) => text.replaceAll(/\{(\d+)(?:, \w+)?\}/g, (_, place: string) => `x-${place}`);
  const wrong = Object.entries(catalogue.sentences)
    // These want a phrase of ours there.
    .filter(([, text]) => !text.includes(', known}'))
    .filter(([english, text]) => sentence(filled(english)) !== filled(text))
    .map(([english]) => `${english} → ${sentence(filled(english))}`);
  expect(wrong).toEqual([]);
});
