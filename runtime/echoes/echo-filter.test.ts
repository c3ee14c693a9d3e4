import { describe, expect, test } from 'vitest';
import type { InboundEvent, ShownState } from '#nodes/trigger.ts';
import { type EchoRow, type OwnChangeRow, type ShownStateRow, StorageError } from '../store/engine-rows.ts';
import { digestFields } from './digest-fields.ts';
import { createEchoFilter } from './echo-filter.ts';

const KEY = Buffer.from('key of this test');
const PLACE = { environment: 'test', flow: 'listener' };
const EACH = { kind: 'each', withinMs: 2_000 } as const;
const tells = (messageId: string, of: ShownState['of'] = EACH): InboundEvent => ({
  scope: { body: null },
  messageId,
  shows: { type: 'order', key: '1', version: '2026-11-24T08:00:10Z', of },
});
const left = (effectKey: string): OwnChangeRow => ({
  environment: 'test',
  type: 'order',
  key: '1',
  version: '2026-11-24T08:00:10.000Z',
  effectKey,
  runId: 'r',
  at: '2026-11-24T08:00:10.000Z',
});

/** A ledger in which `settles` decides, at each look, whether the write is still under way. */
function aFilter(settles: () => boolean = () => true) {
  const changes: OwnChangeRow[] = [];
  const echoes: EchoRow[] = [];
  let looks = 0;
  const recordEcho = (echo: EchoRow) => {
    if (echoes.some(({ flow, effectKey }) => flow === echo.flow && effectKey === echo.effectKey)) return false;
    echoes.push(echo);
    return true;
  };
  const filter = createEchoFilter({
    reads: {
      listWritesUnderWay() {
        looks += 1;
        return settles() ? [] : [{ effectKey: 'slow', runId: 'r' }];
      },
      listOwnChanges: (_environment, flow) =>
        changes.filter(({ effectKey }) => !echoes.some((echo) => echo.flow === flow && echo.effectKey === effectKey)),
      listOwnStates: () => [],
      listShownStates: () => [],
      findEcho: (_environment, flow, message) => echoes.find((echo) => echo.flow === flow && echo.message === message),
    },
    digestKey: KEY,
    writer: { write: async (apply) => apply({ recordEcho } as never) },
    now: Date.now,
    waitMs: 60,
  });
  return { changes, echoes, judge: (...events: InboundEvent[]) => filter.judge(PLACE, events), looks: () => looks };
}

describe('echo filter', () => {
  test('STP-5 one write takes one event; when that event is sent again it is still the echo', async () => {
    const { changes, judge, echoes } = aFilter();
    changes.push(left('e1'));
    expect(await judge(tells('m1'), tells('m2'), tells('m1'))).toEqual([true, false, true]);
    expect(echoes).toMatchObject([{ message: 'm1', effectKey: 'e1', dropped: true }]);
  });

  test('STP-5 an event that overtakes the answer of its write waits for it', async () => {
    let answered = false;
    const { changes, judge, looks } = aFilter(() => {
      if (looks() > 2 && !answered) {
        answered = true;
        changes.push(left('slow'));
      }
      return answered;
    });
    expect(await judge(tells('m1'))).toEqual([true]);
  });

  test('STP-5 an event that cannot be told in time starts a run, and its write swallows nobody else’s event later', async () => {
    let under = true;
    const { changes, judge, echoes } = aFilter(() => !under);
    expect(await judge(tells('m1'))).toEqual([false]);
    expect(echoes).toMatchObject([{ effectKey: 'slow', dropped: false }]);
    under = false;
    changes.push(left('slow'));
    expect(await judge(tells('m2'), tells('m1'))).toEqual([false, false]);
  });

  test('STP-5 an event that says nothing of a state is none of our business', async () => {
    const { judge, looks } = aFilter(() => false);
    expect(await judge({ scope: { body: null } })).toEqual([false]);
    expect(looks()).toBe(0);
  });

  test('STP-5 when nothing can be stored the event goes to intake, which says so', async () => {
    const { changes } = aFilter();
    changes.push(left('e1'));
    const filter = createEchoFilter({
      reads: {
        listWritesUnderWay: () => [],
        listOwnChanges: () => changes,
        listOwnStates: () => [],
        listShownStates: () => [],
        findEcho: () => undefined,
      },
      digestKey: KEY,
      writer: { write: () => Promise.reject(new StorageError('disk-full', 'full')) },
      now: Date.now,
    });
    expect(await filter.judge(PLACE, [tells('m1'), tells('m2')])).toEqual([false, false]);
  });
});

describe('echo filter, of messages with the state of now', () => {
  const AT = '2026-11-24T08:00:10.000Z';
  const says = (messageId: string, status: string, reason = 'a'): InboundEvent => ({
    scope: { body: null },
    messageId,
    shows: {
      type: 'order',
      key: '1',
      version: AT,
      of: { kind: 'notified', takenBefore: '2026-11-23T08:00:00.000Z', author: 'us', content: { status, reason } },
    },
  });

  /** A flow that was shown the order as new, and a write of ours that set its status to done, in the same second. */
  function aFilterOf(isTied = false) {
    const echoes: EchoRow[] = [];
    const states: ShownStateRow[] = [];
    const filter = createEchoFilter({
      reads: {
        listWritesUnderWay: () => [],
        listOwnChanges: () => [],
        listOwnStates: () => [
          {
            ...left('e1'),
            before: AT,
            author: 'us',
            fields: digestFields(KEY, 'order/1', { status: 'done' }),
            isTied: isTied || echoes.length > 0,
          },
        ],
        listShownStates: () => states,
        findEcho: (_environment, flow, message) => echoes.find((echo) => echo.flow === flow && echo.message === message),
      },
      digestKey: KEY,
      writer: {
        write: async (apply) =>
          apply({
            recordEcho: (echo: EchoRow) => {
              echoes.push(echo);
              return true;
            },
            noteShownState: (state: ShownStateRow) => void states.push(state),
          } as never),
      },
      now: Date.now,
    });
    states.push(...filter.shownStates(PLACE, [says('m0', 'new')], [false]));
    return { echoes, states, judge: (...events: InboundEvent[]) => filter.judge(PLACE, events), filter };
  }

  test('STP-5 what it was shown, with what we set, is an echo; it is kept, and is one when it comes again', async () => {
    const { judge, states, echoes } = aFilterOf();
    expect(await judge(says('m1', 'done'))).toEqual([true]);
    expect([states.map(({ message }) => message), echoes.length]).toEqual([['m0', 'm1'], 1]);
    expect(await judge(says('m1', 'done'))).toEqual([true]);
    expect(echoes).toHaveLength(1);
  });

  test('STP-5 one whose write is tied to another message starts nothing either, however often it comes', async () => {
    const { judge, echoes } = aFilterOf(true);
    expect(await judge(says('m1', 'done'), says('m1', 'done'))).toEqual([true, true]);
    expect(await judge(says('m1', 'done'))).toEqual([true]);
    expect(echoes).toEqual([]);
  });

  test('STP-5 a message that was taken goes to intake again, which knows it, also when it shows our change by then', async () => {
    const { judge } = aFilterOf();
    expect(await judge(says('m0', 'done'))).toEqual([false]);
  });

  test('STP-5 two of one message with somebody’s change in them start one run', async () => {
    const { judge, filter } = aFilterOf();
    const events = [says('m1', 'done', 'b'), says('m2', 'done', 'b')];
    const verdicts = await judge(...events);
    expect(verdicts).toEqual([false, true]);
    expect(filter.shownStates(PLACE, events, verdicts).map(({ message }) => message)).toEqual(['m1']);
  });

  test('STP-5 no value of the record is kept', () => {
    const { states } = aFilterOf();
    expect(JSON.stringify(states)).not.toContain('"new"');
    expect(Object.keys(states[0]!.content)).toEqual(['status', 'reason']);
  });
});
