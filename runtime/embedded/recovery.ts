/**
 * What a start does with the runs it finds (RES-1, RES-2): nothing is loaded that has nothing to do. Runs that were at work go on
 * page by page while others already start; waiting ones come back by their timer rows, held ones by their connection's drain.
 */
import type { Clock } from '../engine/clock.ts';
import type { EngineReads } from '../store/engine-rows.ts';
import type { Resumer } from './resumer.ts';
import type { RunRegistry } from './run-registry.ts';

export interface RecoveryParts {
  readonly clock: Clock;
  readonly reads: EngineReads;
  readonly resumer: Resumer;
  readonly registry: RunRegistry;
  readonly activeRuns: number;
  readonly held: (environment: string, connection: string) => void;
  readonly stopped: () => boolean;
}

const PAGE = 500;
const AT_ONCE = 50;

export async function recover(parts: RecoveryParts): Promise<void> {
  const { reads, registry, clock, resumer } = parts;
  const nextTurn = (delayMs: number) => new Promise<void>((resolve) => clock.after(delayMs, resolve));
  for (let after = 0; !parts.stopped(); ) {
    const page = reads.listOpenRuns(after, PAGE);
    for (const { heldBy, environment, state } of page) if (heldBy !== undefined && state !== 'running') parts.held(environment, heldBy);
    const running = page.filter(({ state }) => state === 'running');
    for (let index = 0; index < running.length; index += AT_ONCE) {
      while (registry.size >= parts.activeRuns && !parts.stopped()) await nextTurn(20);
      if (parts.stopped()) return;
      await resumer.resume(running.slice(index, index + AT_ONCE).map(({ runId }) => runId));
    }
    const last = page[page.length - 1];
    if (last === undefined || page.length < PAGE) return;
    after = last.acceptedSeq;
    await nextTurn(0);
  }
}
