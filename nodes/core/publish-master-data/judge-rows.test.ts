import { expect, test } from 'vitest';
import type { StepLookup } from '../../step.ts';
import { judgeRows } from './judge-rows.ts';

/** Nothing is published yet; counts what is asked for. */
function emptyLookup(): { readonly lookup: StepLookup; asked: number } {
  const counted = {
    asked: 0,
    lookup: {
      valueMap: () => undefined,
      variable: () => undefined,
      validate: () => [],
      master() {
        counted.asked += 1;
        return undefined;
      },
    } as StepLookup,
  };
  return counted;
}

const customer = (name: string, parent?: string) => ({ name, value: { name, ...(parent === undefined ? {} : { parent }) } });

test('MST-1: a chain of thousands without a top is rejected, and each row of it is looked at a few times only', () => {
  const size = 3_000;
  const chain = Array.from({ length: size }, (_, index) => customer(`c${index}`, `c${index + 1}`));
  const counted = emptyLookup();
  const { values, rejects } = judgeRows('customer', chain, counted.lookup);
  expect(values).toEqual([]);
  expect(rejects.map(({ row }) => row)).toEqual(chain.map((_, index) => index + 1));
  expect(rejects.at(-1)!.reason).toBe(`There is no customer "c${size}".`);
  expect(counted.asked).toBeLessThan(4 * size);
});

test('MST-1: a hierarchy of a hundred levels has a top, one of thousands is none', () => {
  const chain = (size: number) =>
    Array.from({ length: size }, (_, index) => customer(`c${index}`, index === 0 ? undefined : `c${index - 1}`));
  expect(judgeRows('customer', chain(100), emptyLookup().lookup).rejects).toEqual([]);
  const { values, rejects } = judgeRows('customer', chain(3_000), emptyLookup().lookup);
  expect(values.length).toBeGreaterThanOrEqual(100);
  expect(rejects[0]!.reason).toBe('It stands more than 100 levels deep.');
});
