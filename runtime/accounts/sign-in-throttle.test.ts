import { describe, expect, test } from 'vitest';
import { createSignInThrottle } from './sign-in-throttle.ts';

describe('sign-in throttle', () => {
  test('five failures are free, then each doubles the wait, and success forgets them', () => {
    let now = 0;
    const throttle = createSignInThrottle(() => now);
    for (let attempt = 1; attempt < 5; attempt += 1) throttle.attempted('mia@plant.example', '127.0.0.1');
    expect(throttle.waitMs('mia@plant.example', '127.0.0.1')).toBe(0);
    throttle.attempted('mia@plant.example', '127.0.0.1');
    expect(throttle.waitMs('mia@plant.example', '127.0.0.1')).toBe(2_000);
    now += 2_000;
    throttle.attempted('mia@plant.example', '127.0.0.1');
    expect(throttle.waitMs('mia@plant.example', '127.0.0.1')).toBe(4_000);
    throttle.succeeded('mia@plant.example', '127.0.0.1');
    expect(throttle.waitMs('mia@plant.example', '127.0.0.1')).toBe(0);
  });

  test('an address that tries many accounts is slowed too, others are not', () => {
    const throttle = createSignInThrottle(() => 0);
    for (let attempt = 0; attempt < 30; attempt += 1) throttle.attempted(`user${attempt}@plant.example`, '127.0.0.2');
    expect(throttle.waitMs('new@plant.example', '127.0.0.2')).toBeGreaterThan(0);
    expect(throttle.waitMs('new@plant.example', '127.0.0.3')).toBe(0);
  });
});
