import { describe, expect, test } from 'vitest';
import { createStatusStore } from './status-store.ts';

const status = (state: string) => ({ state, text: '' });

/** A store whose frames come when the story says so. */
function storeByHand() {
  const frames: (() => void)[] = [];
  const store = createStatusStore((run) => frames.push(run));
  return {
    store,
    frame() {
      for (const run of frames.splice(0)) run();
    },
    asked: () => frames.length,
  };
}

describe('CAN-8: what runs do at the cards', () => {
  test('is heard once a frame, by the cards that it touches alone', () => {
    const { store, frame, asked } = storeByHand();
    const heard: string[] = [];
    store.onCard('a', () => heard.push('a'));
    store.onCard('b', () => heard.push('b'));
    store.onAny((changed) => heard.push(`any: ${[...changed]}`));
    for (let i = 0; i < 100; i += 1) store.set('a', { ...status('running'), text: String(i) });
    expect([asked(), heard]).toEqual([1, []]);
    frame();
    expect(heard).toEqual(['a', 'any: a']);
    expect(store.get('a')?.text).toBe('99');
  });

  test('is not heard where nothing is other than before', () => {
    const { store, frame } = storeByHand();
    let heard = 0;
    store.onAny(() => (heard += 1));
    store.set('a', status('held'));
    frame();
    store.set('a', status('held'));
    frame();
    expect(heard).toBe(1);
  });

  test('of a whole picture only what is other than before is heard; what it no longer has is gone', () => {
    const frames: (() => void)[] = [];
    const store = createStatusStore(
      (run) => frames.push(run),
      new Map([
        ['a', status('running')],
        ['b', status('held')],
      ]),
    );
    const heard: string[] = [];
    store.onAny((changed) => heard.push(...changed));
    expect(store.get('a')?.state).toBe('running');
    store.replace(
      new Map([
        ['a', status('running')],
        ['b', status('held')],
      ]),
    );
    expect(frames).toHaveLength(0);
    store.replace(
      new Map([
        ['a', status('running')],
        ['c', status('held')],
      ]),
    );
    // The last picture of a frame is the one that holds.
    store.replace(
      new Map([
        ['a', status('running')],
        ['c', status('parked')],
      ]),
    );
    expect(frames).toHaveLength(1);
    frames[0]!();
    expect([heard.toSorted(), store.get('b'), store.get('c')?.state]).toEqual([['b', 'c'], undefined, 'parked']);
  });

  test('goes when nothing happens there any more; who stopped hearing hears nothing', () => {
    const { store, frame } = storeByHand();
    let heard = 0;
    const stop = store.onCard('a', () => (heard += 1));
    store.set('a', status('held'));
    frame();
    stop();
    store.set('a', undefined);
    frame();
    expect([store.get('a'), heard]).toEqual([undefined, 1]);
  });
});
