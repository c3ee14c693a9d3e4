import { describe, expect, test } from 'vitest';
import { createStep } from '../../../test/support/step-context.ts';
import type { KnownWatermark } from '../../step.ts';
import { coreReadWatermark } from './execute.ts';

function read(config: object, watermark: Partial<KnownWatermark> = {}) {
  const outcome = coreReadWatermark.execute(
    createStep({ config: { name: 'changes', key: '', start: '2026-11-01T00:00:00Z', overlapMs: 0, ...config } as never, watermark }),
  );
  return 'output' in outcome ? outcome.output : undefined;
}

describe('WAI-4 a watermark', () => {
  test('is read with an overlap, and with what was done within it', () => {
    const value = '2026-11-24T04:00:00Z';
    expect(read({ overlapMs: 300_000 }, { value, seen: ['4711'] })).toEqual({
      value,
      since: '2026-11-24T03:55:00.000Z',
      first: false,
      seen: ['4711'],
    });
    expect(read({ overlapMs: 300_000 }, { value: '2026-11-24' })).toMatchObject({ since: '2026-11-23' });
    expect(read({ overlapMs: 300_000 }, { value: 17 })).toMatchObject({ value: 17, since: 17 });
  });

  test('begins where the step says, also after a person set it to nothing', () => {
    expect(read({})).toEqual({ value: '2026-11-01T00:00:00Z', since: '2026-11-01T00:00:00Z', first: true, seen: [] });
    expect(read({ start: 0 }, { value: null })).toMatchObject({ value: 0, first: true });
    expect(() => read({ start: '' })).toThrow('is nothing to begin at');
  });
});
