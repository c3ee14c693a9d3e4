import { expect, test } from 'vitest';
import { amountText, bareNumber, quantityText } from './sap-order.ts';

test('numbers lose their leading zeros, names with digits do not', () => {
  expect(bareNumber('0000004711')).toBe('4711');
  expect(bareNumber('000')).toBe('0');
  expect(bareNumber('00A1')).toBe('00A1');
});

test('decimals keep every digit that means something', () => {
  expect(quantityText('45.000')).toBe('45');
  expect(quantityText('31577.500')).toBe('31577.5');
  expect(quantityText('100')).toBe('100');
  expect(quantityText('9007199254740993.125')).toBe('9007199254740993.125');
});

test('amounts have two decimals at least', () => {
  expect(amountText('31577.500')).toBe('31577.50');
  expect(amountText('87394.000')).toBe('87394.00');
  expect(amountText('0.125')).toBe('0.125');
});
