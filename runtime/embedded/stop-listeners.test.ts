import { describe, expect, it } from 'vitest';
import { StopListeners } from './stop-listeners.ts';

describe('StopListeners', () => {
  it('tells each listener once, with the reason at hand, and nobody who came late or left', () => {
    const stop = new StopListeners();
    const heard: string[] = [];
    const first = () => heard.push(`first: ${String(stop.reason)}`);
    const second = () => heard.push('second');
    stop.addEventListener('abort', first);
    stop.addEventListener('abort', first);
    stop.addEventListener('abort', second);
    stop.removeEventListener('abort', second);
    expect(stop.aborted).toBe(false);
    stop.stop('given up');
    stop.stop('again');
    stop.addEventListener('abort', second);
    expect(heard).toEqual(['first: given up']);
    expect(stop.aborted).toBe(true);
    expect(stop.reason).toBe('given up');
  });

  it('tells the others when one of them leaves while it is told', () => {
    const stop = new StopListeners();
    const heard: string[] = [];
    const leaver = () => {
      heard.push('leaver');
      stop.removeEventListener('abort', other);
    };
    const other = () => heard.push('other');
    stop.addEventListener('abort', leaver);
    stop.addEventListener('abort', other);
    stop.stop('now');
    expect(heard).toEqual(['leaver', 'other']);
  });
});
