/**
 * Read-only recovery (RES-6): entries of the journal that were acknowledged are gone, or are not what was written. Nobody may build on
 * that in silence: nothing is taken and nothing runs until an administrator has looked and accepts the loss with a reason. Accepted is
 * accepted: what fails on the way to work from then on is said, and tried again by itself.
 */
import type { RecoveryView } from '#flows/api/recovery.ts';
import type { Clock } from '../engine/clock.ts';
import { isJournalDamaged, type StoreDamage } from '../store/opening-check.ts';

export interface RecoveryMode {
  /** Why nothing is taken; undefined while everything works. */
  readonly standsStill: () => string | undefined;
  view(): RecoveryView;
  /**
   * Audits it once, then lets work begin; afterwards `view` says how far it came. Who accepts what another has accepted already helps to
   * go on. False: nothing stands still. Throws when the acceptance cannot be stored: then nothing has changed.
   */
  accept(by: string, reason: string): Promise<boolean>;
  /** Nothing is tried any more; an engine that begins just now has begun afterwards, so that it can be closed. */
  close(): Promise<void>;
}

export interface RecoveryModeParts {
  readonly damage: StoreDamage;
  readonly clock: Pick<Clock, 'after'>;
  acceptDamage(by: string, reason: string): Promise<void>;
  /** Starts the engine. Called again when it failed. */
  begin(): Promise<void>;
  /** Starts what brings messages to the engine, and what goes on by itself. Called again when it failed; does what is left to do. */
  feed(): Promise<void>;
  /** Into the log; gives the words that people may read. */
  failed(what: string, error: unknown): string;
}

/** The other reason is in the log; a person may be at it. */
const AGAIN_MS = 10_000;

export function createRecoveryMode(parts: RecoveryModeParts): RecoveryMode {
  const { damage, clock } = parts;
  let state: RecoveryView['state'] = isJournalDamaged(damage) ? 'read-only' : 'working';
  /** Why work could not begin when it was last tried. */
  let problem: string | undefined;
  let underWay: Promise<void> | undefined;
  let beginning: Promise<void> | undefined;
  let cancelRetry = (): void => undefined;
  let closed = false;

  async function accept(by: string, reason: string): Promise<void> {
    if (state === 'read-only') {
      await parts.acceptDamage(by, reason);
      state = 'going-on';
    }
    await begin();
  }

  async function begin(): Promise<void> {
    cancelRetry();
    if (closed) return;
    try {
      beginning = parts.begin();
      await beginning;
    } catch (error) {
      problem = parts.failed('work could not begin', error);
      again(begin);
      return;
    }
    // From here on messages are taken and runs go on, whatever becomes of the rest.
    state = 'working';
    problem = undefined;
    await feed();
  }

  async function feed(): Promise<void> {
    if (closed) return;
    try {
      await parts.feed();
    } catch (error) {
      parts.failed('work has begun, but not everything that feeds it', error);
      again(feed);
    }
  }

  function again(act: () => Promise<void>): void {
    if (!closed) cancelRetry = clock.after(AGAIN_MS, () => void alone(act));
  }

  /** One at a time: whoever comes meanwhile waits for the same. */
  function alone(act: () => Promise<void>): Promise<void> {
    underWay ??= act().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  return {
    standsStill() {
      if (state === 'working') return undefined;
      if (state === 'read-only')
        return 'This installation only looks: acknowledged entries of its journal are lost or damaged. It takes nothing and runs nothing until an administrator accepts the loss.';
      return `The loss in the journal of this installation is accepted; work has not begun yet${problem === undefined ? '' : ` (${problem})`}. It is tried again by itself.`;
    },
    view: () => ({
      state,
      ...(problem === undefined ? {} : { problem }),
      ...(damage.missing === undefined ? {} : { missing: damage.missing }),
      damagedRuns: [...damage.damagedRuns],
      findings: [...damage.sentences],
    }),
    async accept(by, reason) {
      if (state === 'working') return false;
      await alone(() => accept(by, reason));
      return true;
    },
    async close() {
      closed = true;
      cancelRetry();
      await beginning?.catch(() => undefined);
    },
  };
}
