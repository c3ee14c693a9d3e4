import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLandscape } from '../../sandbox/landscape.ts';
import type { Fault, FaultKind, RecordDraft } from '../../sandbox/simulator.ts';
import { createPlantSimulator, type PlantSimulator } from './plant-simulator.ts';

const NOW = Date.parse('2026-11-24T08:00:00.000Z');
let folder: string;
let plant: PlantSimulator;
let record: (RecordDraft & { readonly fault?: FaultKind })[];
let armed: FaultKind | undefined;

function open(): PlantSimulator {
  return createPlantSimulator({
    folder: join(folder, 'share'),
    now: () => NOW,
    landscape: () => createLandscape(4711, '2026-11-24'),
    record: (draft, fault) => record.push({ ...draft, ...(fault === undefined ? {} : { fault: fault.kind }) }),
    takeFault(kinds) {
      const kind = armed;
      armed = undefined;
      return kind !== undefined && kinds.includes(kind) ? ({ id: 'f', system: 'plant', kind } satisfies Fault) : undefined;
    },
    after: (milliseconds, callback) => void setTimeout(callback, milliseconds),
    commit: () => undefined,
  });
}
beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  folder = mkdtempSync(join(tmpdir(), 'millrace-plant-'));
  record = [];
  armed = undefined;
  plant = open();
});
afterEach(() => {
  plant.close();
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const dropped = () => readdirSync(join(folder, 'share/from-plant')).sort();
const textOf = (name: string) => iconv.decode(readFileSync(join(folder, 'share/from-plant', name)), 'windows-1252');
const send = (name: string, text: string) => writeFileSync(join(folder, 'share/to-plant', name), iconv.encode(text, 'windows-1252'));
const ORDER_FILE = 'H;1010;24.11.2026;42\r\nP;0000004711;000010;FG-1002;45,000;PC;10.03.2027\r\nE;1;45,000\r\n';

test('SHELL-50 an order file is taken once, on record, and its number is never taken again', () => {
  send('ORDERS_42.csv', ORDER_FILE);
  vi.advanceTimersByTime(1_000);
  send('ORDERS_42_again.csv', ORDER_FILE);
  vi.advanceTimersByTime(1_000);
  expect(record.filter(({ operation }) => operation === 'take-order-file')).toMatchObject([
    { key: 'ORDERS_42.csv', sequence: 42, applied: true, detail: { lines: 1 } },
    { key: 'ORDERS_42_again.csv', applied: false, refusal: 'Lauf 42 ist schon verarbeitet' },
  ]);
  expect(readdirSync(join(folder, 'share/to-plant'))).toEqual([]);
});

test.each([
  ['no trailer', ORDER_FILE.replace(/E;.*\r\n/, ''), 'Endesatz fehlt'],
  ['a count that is wrong', ORDER_FILE.replace('E;1', 'E;2'), 'Endesatz: 2 Sätze gemeldet, 1 gelesen'],
  ['half a line', ORDER_FILE.slice(0, -4), 'Letzter Satz unvollständig'],
  [
    'a decimal point',
    ORDER_FILE.replace('P;0000004711;000010;FG-1002;45,000', 'P;0000004711;000010;FG-1002;45.000'),
    'Satz 1: Menge oder Termin',
  ],
])('SHELL-50 an order file with %s is refused in the words of the plant', (_what, text, refusal) => {
  send('ORDERS_42.csv', text);
  vi.advanceTimersByTime(1_000);
  expect(record).toMatchObject([{ applied: false, refusal }]);
  expect(dropped()).toEqual([]);
});

test('SHELL-51 it is answered with a file of confirmations; one by hand is like it', () => {
  send('ORDERS_42.csv', ORDER_FILE);
  vi.advanceTimersByTime(1_000);
  expect(textOf('CONFIRM_000001.csv')).toBe(
    'K;1010;24.11.2026;000001\r\nR;0000004711;000010;45,000;PC;08.03.2027;"Läuft auf Linie 1; ""Früh"""\r\nE;1\r\n',
  );
  expect(plant.confirm(['0000000001'])).toBeUndefined();
  expect(plant.confirm(undefined)).toMatchObject({ file: 'CONFIRM_000002.csv' });
  expect(dropped()).toEqual(['CONFIRM_000001.csv', 'CONFIRM_000002.csv']);
});

test('SHELL-52 each fault strikes the next file, and the record names it', () => {
  const whole = () => textOf(plant.confirm(undefined)!.file);
  const right = whole();
  armed = 'wrong-count';
  expect(whole().split('E;')[1]).toBe(`${Number(right.split('E;')[1]) + 1}\r\n`);
  armed = 'cut-off';
  expect(whole()).not.toContain('E;');
  armed = 'wrong-encoding';
  expect(whole()).toContain('LÃ¤uft');
  armed = 'bad-rows';
  expect(whole()).toContain('31.02.2027');
  armed = 'half-written';
  const { file } = plant.confirm(undefined)!;
  expect(textOf(file)).not.toContain('E;');
  vi.advanceTimersByTime(1_500);
  expect(textOf(file)).toContain('E;');
  armed = 'duplicate';
  const twice = plant.confirm(undefined)!.file;
  vi.advanceTimersByTime(1_000);
  expect(textOf(twice.replace('.csv', '_NEU.csv'))).toBe(textOf(twice));
  expect(record.map(({ fault }) => fault)).toEqual([
    undefined,
    'wrong-count',
    'cut-off',
    'wrong-encoding',
    'bad-rows',
    'half-written',
    'duplicate',
  ]);
});

test('SHELL-52 an outage takes the share away and brings it back with all that is in it', () => {
  plant.confirm(undefined);
  plant.setAway(true);
  plant.setAway(true);
  expect(existsSync(join(folder, 'share'))).toBe(false);
  vi.advanceTimersByTime(1_000);
  // What somebody made there meanwhile lies on the disk below the mount, not in the share.
  mkdirSync(join(folder, 'share'));
  plant.setAway(false);
  expect(dropped()).toEqual(['CONFIRM_000001.csv']);
});

test('SHELL-53 numbers survive a restart, and a reset empties the folders', () => {
  plant.confirm(undefined);
  const kept = plant.snapshot();
  plant.close();
  plant = open();
  plant.restore(kept);
  expect(plant.confirm(undefined)!.file).toBe('CONFIRM_000002.csv');
  expect(plant.view('/files')).toHaveLength(2);
  expect(plant.view('/files/from-plant/CONFIRM_000001.csv')).toMatchObject({ text: expect.stringContaining('Läuft'), more: false });
  expect(plant.view('/files/../record.jsonl')).toBeUndefined();
  plant.reset();
  expect(plant.view('/files')).toEqual([]);
  expect(plant.confirm(undefined)!.file).toBe('CONFIRM_000003.csv');
});
