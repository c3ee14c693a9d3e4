import { expect, test } from 'vitest';
import { followRenames } from './follow-renames.ts';

test('TRY-8 a pin is found where its node is: renamed, renamed again, and after undo; of a node that is gone nowhere', () => {
  const renamings = [
    ['read', 'read-order'],
    ['read-order', 'order'],
    ['write', 'send'],
  ] as const;
  const at =
    (...ids: readonly string[]) =>
    (id: string) =>
      ids.includes(id);
  expect(followRenames(renamings, 'read', at('read-order', 'send'))).toBe('read-order');
  expect(followRenames(renamings, 'read', at('order', 'send'))).toBe('order');
  expect(followRenames(renamings, 'order', at('read', 'send'))).toBe('read');
  expect(followRenames(renamings, 'read', at('send'))).toBeUndefined();
  expect(followRenames([], 'read', at('read-order'))).toBeUndefined();
});
