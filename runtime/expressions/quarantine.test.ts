import { expect, test } from 'vitest';
import { createQuarantine } from './quarantine.ts';

test('F37 deaths are forgotten one by one, and with them the quarantine', () => {
  let now = 0;
  const quarantine = createQuarantine(3, 1_000, () => now);
  for (const step of ['a', 'b', 'c']) {
    expect(quarantine.judge('flow@1', step)).toBe(undefined);
    expect(quarantine.blame('flow@1', step)).toBe(undefined);
    now += 300;
  }
  expect(quarantine.judge('flow@1', 'd')).toBe('quarantined');
  expect(quarantine.judge('flow@2', 'd')).toBe(undefined);
  // The first is a second ago.
  now = 1_000;
  expect(quarantine.judge('flow@1', 'd')).toBe(undefined);
  expect(quarantine.blame('flow@1', 'e')).toBe(undefined);
  expect(quarantine.judge('flow@1', 'd')).toBe('quarantined');
});

test('F37 one step that ends children again and again wears out itself and not its flow version', () => {
  const quarantine = createQuarantine(3, 1_000, () => 0);
  expect(quarantine.blame('flow@1', 'a')).toBe(undefined);
  expect(quarantine.judge('flow@1', 'a')).toBe(undefined);
  expect(quarantine.blame('flow@1', 'a')).toBe('worn-out');
  expect(quarantine.judge('flow@1', 'a')).toBe('worn-out');
  for (let more = 0; more < 5; more += 1) quarantine.blame('flow@1', 'a');
  expect(quarantine.judge('flow@1', 'b')).toBe(undefined);
});
