/** One timeout for the earliest timer row (WAI-1); what is due is handled in pages, so a restart with 100,000 due rows stays flat. */
import type { Clock } from '../engine/clock.ts';
import type { EngineReads, TimerRow } from '../store/engine-rows.ts';

export interface TimerService {
  start(): void;
  /** A timer row was committed. */
  noteDue(dueAt: string): void;
  stop(): void;
}

export interface TimerServiceParts {
  readonly clock: Clock;
  readonly reads: Pick<EngineReads, 'dueTimers' | 'nextTimerAt'>;
  /** How many more runs may come into memory: what is due beyond that waits its turn. */
  readonly room: () => number;
  /** Handles due rows; resolves when the commit is made that clears them. */
  fire(timers: readonly TimerRow[]): Promise<void>;
  readonly onError: (error: unknown) => void;
}

const PAGE = 100;
/** Before looking again after a failure, or when a row would not go away. */
const AGAIN_MS = 1_000;
/** A clock that is put forward makes rows due that nobody was armed for: it is noticed this soon. */
const LONGEST_NAP_MS = 30_000;
/** Between two looks for room. */
const CROWDED_MS = 20;

export function createTimerService({ clock, reads, room, fire, onError }: TimerServiceParts): TimerService {
  let armedFor = Number.POSITIVE_INFINITY;
  let cancel: (() => void) | undefined;
  let firing = false;
  let stopped = true;

  function arm(at: number): void {
    if (stopped || firing || at >= armedFor) return;
    cancel?.();
    armedFor = at;
    cancel = clock.after(Math.min(LONGEST_NAP_MS, Math.max(0, at - clock.now())), () => {
      armedFor = Number.POSITIVE_INFINITY;
      cancel = undefined;
      void look();
    });
  }

  function armNext(notBefore: number): void {
    const next = reads.nextTimerAt();
    if (next !== undefined) arm(Math.max(notBefore, Date.parse(next)));
  }

  async function look(): Promise<void> {
    if (stopped || firing) return;
    firing = true;
    let notBefore = 0;
    try {
      let before = '';
      for (;;) {
        const free = room();
        if (free <= 0) {
          await new Promise<void>((resolve) => clock.after(CROWDED_MS, resolve));
          if (stopped) return;
          continue;
        }
        const due = reads.dueTimers(new Date(clock.now()).toISOString(), Math.min(PAGE, free));
        const [first] = due;
        if (first === undefined) break;
        const name = `${first.runId} ${first.path} ${first.dueAt}`;
        if (name === before) throw new Error(`The timer ${name} was handled and is still there.`);
        before = name;
        await fire(due);
        if (stopped) return;
      }
    } catch (error) {
      notBefore = clock.now() + AGAIN_MS;
      onError(error);
    } finally {
      firing = false;
    }
    armNext(notBefore);
  }

  return {
    start() {
      stopped = false;
      armNext(0);
    },
    noteDue(dueAt) {
      arm(Date.parse(dueAt));
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
