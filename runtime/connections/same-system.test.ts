import { expect, test } from 'vitest';
import { createSameSystem } from './same-system.ts';

const row = (environment: string, name: string, baseUrl: string) => ({
  environment,
  name,
  settings: { baseUrl, timeoutMs: 5 },
  hosts: [new URL(baseUrl).host],
});
const same = (rows: readonly ReturnType<typeof row>[], one = 'shop', other = 'store') => createSameSystem(() => rows)(one, other);

test('WVR-1 connections to one address, or below it, lead to the same system; the same name does wherever it leads', () => {
  expect(same([row('test', 'shop', 'https://shop.example/'), row('test', 'store', 'https://shop.example')])).toBe(true);
  expect(same([row('test', 'shop', 'https://shop.example/api'), row('test', 'store', 'https://shop.example')])).toBe(true);
  expect(same([row('test', 'shop', 'https://shop.example'), row('test', 'store', 'https://other.example')])).toBe(false);
  expect(same([], 'shop', 'shop')).toBe(true);
});

test('WVR-1 services behind one gateway are several systems, and ports of one host are', () => {
  expect(same([row('test', 'shop', 'https://gate.example/shop'), row('test', 'store', 'https://gate.example/shop-2')])).toBe(false);
  expect(same([row('test', 'shop', 'http://127.0.0.1:1'), row('test', 'store', 'http://127.0.0.1:2')])).toBe(false);
});

test('WVR-1 a stand-in for several systems in one environment makes them not the same', () => {
  const standIn = [row('development', 'shop', 'http://mock.example'), row('development', 'store', 'http://mock.example')];
  expect(same(standIn)).toBe(true);
  expect(same([...standIn, row('production', 'shop', 'https://shop.example'), row('production', 'store', 'https://store.example')])).toBe(
    false,
  );
  expect(same([...standIn, row('production', 'shop', 'https://shop.example')])).toBe(true);
});

test('WVR-1 the root of a share is an address; connections are read when first asked for, and once', () => {
  const share = (name: string) => ({ environment: 'test', name, settings: { root: '/mnt/plants' }, hosts: ['/mnt/plants'] });
  let read = 0;
  const isSame = createSameSystem(() => {
    read += 1;
    return [share('north'), share('south')];
  });
  expect(read).toBe(0);
  expect([isSame('north', 'south'), isSame('south', 'north'), isSame('north', 'crm')]).toEqual([true, true, false]);
  expect(read).toBe(1);
});
