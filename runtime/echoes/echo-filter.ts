/**
 * Keeps our own writes from starting runs when they come back (STP-5). An event may overtake the answer of the write that caused it:
 * while such a write is under way, the event waits for it, but not for long; what cannot be told in time starts a run.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { InboundEvent } from '#nodes/node.ts';
import { findEcho } from '../engine/find-echo.ts';
import { type EngineReads, StorageError, type Writer } from '../store/engine-rows.ts';

export interface EchoFilter {
  /** For each event: true when it shows nothing but our own writes. That is recorded, and it must start nothing. */
  judge(place: Place, events: readonly InboundEvent[]): Promise<readonly boolean[]>;
}

interface Place {
  readonly environment: string;
  readonly flow: string;
}

export interface EchoFilterParts {
  readonly reads: Pick<EngineReads, 'listWritesUnderWay' | 'listOwnChanges' | 'findEcho'>;
  readonly writer: Pick<Writer, 'write'>;
  /** Milliseconds. */
  now(): number;
  /** How long the events of one message wait for writes that are under way, all together. */
  readonly waitMs?: number;
}

const WAIT_MS = 5_000;
const LOOK_MS = 25;
/** A write that began longer ago is not waited for: its answer is lost, and the ledger will ask. */
const UNDER_WAY_MS = 60_000;

export function createEchoFilter({ reads, writer, now, waitMs = WAIT_MS }: EchoFilterParts): EchoFilter {
  async function isEcho({ environment, flow }: Place, { shows, messageId }: InboundEvent, until: number): Promise<boolean> {
    if (shows === undefined) return false;
    const { type, key, version, of } = shows;
    const message = messageId ?? `${type}/${key}@${version}`;
    const known = reads.findEcho(environment, flow, message);
    if (known !== undefined) return known.dropped;
    const underWay = () =>
      // Who shows the latest state may name the object otherwise than the write did, and so does who made it.
      reads.listWritesUnderWay(
        environment,
        type,
        of.kind === 'each' && of.isNew !== true ? key : undefined,
        new Date(now() - UNDER_WAY_MS).toISOString(),
      );
    for (;;) {
      const writes = underWay();
      const echo = findEcho(shows, reads.listOwnChanges(environment, flow, type, key));
      const at = new Date(now()).toISOString();
      if (echo !== undefined) {
        const { effectKey, runId } = echo;
        if (await writer.write((tx) => tx.recordEcho({ environment, flow, effectKey, message, runId, dropped: true, at }))) return true;
        // Another message was faster: perhaps a further write explains this one.
        continue;
      }
      if (writes.length === 0) return false;
      if (now() >= until) {
        // It may have been the event of one of them. Then that one must not swallow somebody else's event later.
        if (of.kind === 'each')
          await writer.write((tx) => {
            for (const { effectKey, runId } of writes) tx.recordEcho({ environment, flow, effectKey, message, runId, dropped: false, at });
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
      try {
        for (const event of events) verdicts.push(await isEcho(place, event, until));
      } catch (error) {
        // Nothing can be stored: intake says so itself.
        if (!(error instanceof StorageError)) throw error;
      }
      return events.map((_event, index) => verdicts[index] ?? false);
    },
  };
}
