import { expect, test } from 'vitest';
import { saysThereAlready } from './there-already.ts';

test.each([
  [422, '{"code":"ORDER_ALREADY_EXISTS"}'],
  [422, '{"errors":{"number":["has been taken"]}}'],
  [400, '{"detail":"duplicate key value violates unique constraint"}'],
  [409, 'Die Bestellung gibt es bereits.'],
])('STP-4 %i %s says that it is there already', (status, text) => {
  expect(saysThereAlready({ status, text })).toBe(true);
});

test.each([
  [422, '{"detail":"The credit limit is used up."}'],
  [422, ''],
  [409, '{"detail":"Locked by another user."}'],
  [404, '{"detail":"No such order exists."}'],
  [500, '{"detail":"It already exists."}'],
  [422, `{"detail":"No."${' '.repeat(5_000)}"already"}`],
])('%i %s does not', (status, text) => {
  expect(saysThereAlready({ status, text })).toBe(false);
});
