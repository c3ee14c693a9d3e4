/**
 * Keeps our own writes from starting runs when they come back (STP-5). An event may overtake the answer of the write that caused it:
 * while such a write is under way, the event waits for it, but not for long; what cannot be told in time starts a run.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { InboundEvent, ShownState } from '#nodes/trigger.ts';
import { findEcho } from '../engine/find-echo.ts';
import { findNotifiedEcho } from '../engine/find-notified-echo.ts';
import { type EngineReads, type OwnChangeRow, type ShownStateRow, StorageError, type Writer } from '../store/engine-rows.ts';
import { digestFields } from './digest-fields.ts';

export interface EchoFilter {
  /** For each event: true when it shows nothing but our own writes. That is recorded, and it must start nothing. */
  judge(place: Place, events: readonly InboundEvent[]): Promise<readonly boolean[]>;
  /** What the flow is shown by those that are no echoes: kept in the commit that takes them, for the next message is held against it. */
  shownStates(place: Place, events: readonly InboundEvent[], echoes: readonly boolean[]): readonly ShownStateRow[];
}

interface Place {
  readonly environment: string;
  readonly flow: string;
}

export interface EchoFilterParts {
  readonly reads: Pick<EngineReads, 'listWritesUnderWay' | 'listOwnChanges' | 'listOwnStates' | 'listShownStates' | 'findEcho'>;
  readonly writer: Pick<Writer, 'write'>;
  /** Of the digests that stand for the values of records. */
  readonly digestKey: Uint8Array;
  /** Milliseconds. */
  now(): number;
  /** How long the events of one message wait for writes that are under way, all together. */
  readonly waitMs?: number;
}

const WAIT_MS = 5_000;
const LOOK_MS = 25;
/** A write that began longer ago is not waited for: its answer is lost, and the ledger will ask. */
const UNDER_WAY_MS = 60_000;
/** How long after its answer a step may take to say what its write left. */
const READ_BACK_MS = 2_000;

export function createEchoFilter({ reads, writer, digestKey, now, waitMs = WAIT_MS }: EchoFilterParts): EchoFilter {
  const digest = ({ type, key }: ShownState, content: { readonly [field: string]: string }) =>
    digestFields(digestKey, `${type}/${key}`, content);

  /** The write that the event shows; `isTied`: it was recorded for another message, and needs no second record. */
  function findOwn(
    { environment, flow }: Place,
    shows: ShownState,
    beside: readonly ShownStateRow[],
  ): { readonly change: OwnChangeRow; readonly isTied: boolean } | undefined {
    const { type, key, version, of } = shows;
    if (of.kind !== 'notified') {
      const change = findEcho({ ...shows, of }, reads.listOwnChanges(environment, flow, type, key));
      return change === undefined ? undefined : { change, isTied: false };
    }
    const own = reads.listOwnStates(environment, flow, type, key);
    const taken = [...reads.listShownStates(environment, flow, type, key), ...beside.filter((one) => one.type === type && one.key === key)];
    const found = findNotifiedEcho({ version, of: { ...of, content: digest(shows, of.content) } }, own, taken, ({ isTied }) => isTied);
    return found === undefined ? undefined : { change: found, isTied: found.isTied };
  }

  async function isEcho(place: Place, event: InboundEvent, beside: readonly ShownStateRow[], until: number): Promise<boolean> {
    const { shows, messageId } = event;
    if (shows === undefined) return false;
    const { environment, flow } = place;
    const { type, key, of } = shows;
    const message = messageOf({ shows, messageId });
    const known = reads.findEcho(environment, flow, message);
    if (known !== undefined) return known.dropped;
    // It was taken before and is repeated: intake knows it, whatever it shows by now.
    if (of.kind === 'notified' && reads.listShownStates(environment, flow, type, key).some((state) => state.message === message))
      return false;
    const underWay = () =>
      // Who shows the latest state may name the object otherwise than the write did, and so does who made it.
      reads.listWritesUnderWay(environment, type, of.kind === 'each' && of.isNew !== true ? key : undefined, {
        sentAfter: new Date(now() - UNDER_WAY_MS).toISOString(),
        answeredAfter: new Date(now() - READ_BACK_MS).toISOString(),
      });
    // What begins from now on did not cause this event.
    const before = new Set(underWay().map(({ effectKey }) => effectKey));
    for (;;) {
      const writes = underWay().filter(({ effectKey }) => before.has(effectKey));
      const own = findOwn(place, shows, beside);
      const at = new Date(now()).toISOString();
      if (own !== undefined) {
        const { effectKey, runId } = own.change;
        // Nothing of it is kept: should it come again, it is judged again.
        if (own.isTied) return true;
        const isFirst = await writer.write((tx) => {
          if (!tx.recordEcho({ environment, flow, effectKey, objectKey: key, message, runId, dropped: true, at })) return false;
          for (const state of toShownState(place, event)) tx.noteShownState(state);
          return true;
        });
        if (isFirst) return true;
        // Another message was faster: perhaps a further write explains this one.
        continue;
      }
      if (writes.length === 0) return false;
      if (now() >= until) {
        // It may have been the event of one of them. Then that one must not swallow somebody else's event later.
        if (of.kind === 'each')
          await writer.write((tx) => {
            for (const { effectKey, runId } of writes)
              tx.recordEcho({ environment, flow, effectKey, objectKey: key, message, runId, dropped: false, at });
          });
        return false;
      }
      await sleep(LOOK_MS);
    }
  }

  return {
    async judge(place, events) {
      const until = now() + waitMs;
      const verdicts: boolean[] = [];
      // One message may tell of an object twice, with the same state: what starts a run here is shown with it.
      const beside: ShownStateRow[] = [];
      try {
        for (const event of events) {
          verdicts.push(await isEcho(place, event, beside, until));
          beside.push(...toShownState(place, event));
        }
      } catch (error) {
        // Nothing can be stored: intake says so itself.
        if (!(error instanceof StorageError)) throw error;
      }
      return events.map((_event, index) => verdicts[index] ?? false);
    },

    shownStates: (place, events, echoes) => events.flatMap((event, index) => (echoes[index] === true ? [] : toShownState(place, event))),
  };

  function toShownState({ environment, flow }: Place, { shows, messageId }: InboundEvent): readonly ShownStateRow[] {
    if (shows?.of.kind !== 'notified') return [];
    const { type, key, version, of } = shows;
    const message = messageOf({ shows, messageId });
    const at = new Date(now()).toISOString();
    return [{ environment, flow, type, key, message, version, author: of.author, content: digest(shows, of.content), at }];
  }
}

function messageOf({ shows, messageId }: { readonly shows: ShownState; readonly messageId?: string | undefined }): string {
  return messageId ?? `${shows.type}/${shows.key}@${shows.version}`;
}
