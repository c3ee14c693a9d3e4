import { describe, expect, test } from 'vitest';
import { inputChain } from './input-chain.ts';

describe('what code reads of its input', () => {
  test.each([
    ['return input.', ''],
    ['return input.or', 'or'],
    ['const x = input.items[0]?.mat', '`items`[0].mat'],
    ["input['sold to'].na", '`sold to`.na'],
    ['input[2].a.b', '$[2].`a`.b'],
    ['f(input\n  .items\n  .', '`items`.'],
  ])('%s', (before, path) => {
    expect(inputChain(before)).toBe(path);
  });

  test.each(['return inputs.a', 'my.input.a', 'input', 'input.items.map((x) => x.', '"a" + b.'])('nothing of %s', (before) => {
    expect(inputChain(before)).toBeUndefined();
  });
});
