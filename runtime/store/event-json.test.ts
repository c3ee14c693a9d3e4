import { describe, expect, test } from 'vitest';
import type { TimedBody } from './engine-rows.ts';
import { eventToJson } from './event-json.ts';

const at = '2026-11-28T08:00:00.000Z';
const step = { path: 'change@2/a "b"\n', attempt: 3 };
const effect = { ...step, effectKey: '0mx05l/a "b"\n\ud800/0/0', operation: 'POST /orders?of="a\\b"', at };
const output = { 'a "b"': ['\u2028', '\ud800', null, 1e21, -0.5, true], nothing: {} };

const EVENTS: readonly TimedBody[] = [
  { type: 'run-started', at },
  { type: 'step-started', ...step, at },
  { type: 'step-completed', ...step, port: 'größer "1"', output, durationMs: 7, at },
  { type: 'step-completed', ...step, port: 'out', output: null, durationMs: 0, at },
  { type: 'step-completed', ...step, port: 'out', output: 'a "text"\\', durationMs: 1.5, at },
  { type: 'effect-intended', ...effect },
  { type: 'effect-confirmed', ...effect },
  { ...{ type: 'effect-confirmed', ...effect }, verdict: 'confirmed' },
  { type: 'effect-refused', ...effect },
  { type: 'reply-committed', path: 'a', status: 200, body: output, headers: { a: 'b' }, at },
  { type: 'run-completed', output, at },
];

describe('JSON of an event', () => {
  test.each(EVENTS.map((event) => [event.type, event] as const))('is that of the event itself: %s', (_type, event) => {
    expect(eventToJson(event)).toBe(JSON.stringify(event));
    // Again, with its names known by now.
    expect(eventToJson(event)).toBe(JSON.stringify(event));
  });

  test('what an output does not have stays away', () => {
    const event = { type: 'step-completed', ...step, port: 'out', output: undefined, durationMs: 1, at } as unknown as TimedBody;
    expect(JSON.parse(eventToJson(event))).toEqual({ type: 'step-completed', ...step, port: 'out', durationMs: 1, at });
  });
});
