import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from './sha256.ts';

test('FLW-10 the vectors of FIPS 180-4', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe(
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  );
});

test('FLW-10 any text gives what the platform gives, at every block border too', () => {
  const reference = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
  for (const length of [54, 55, 56, 63, 64, 65, 119, 120, 10_000]) expect(sha256('ä'.repeat(length))).toBe(reference('ä'.repeat(length)));
  expect(sha256('\ud800 alone')).toBe(reference('\ud800 alone'));
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(sha256(text)).toBe(reference(text));
    }),
  );
});
