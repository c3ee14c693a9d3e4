/** Callers that wait for a flow's answer (INT-5). The answer is in the journal before anybody here hears of it. */
import type { Clock } from '../engine/clock.ts';
import type { Reply } from '../engine/engine.ts';
import { PassingMap } from '../passing-map.ts';

export interface Replies {
  /** Undefined when `withinMs` passed, or the run ended or stands still without an answer. */
  wait(runId: string, withinMs: number): Promise<Reply | undefined>;
  /** After the commit that holds the answer, or that says there will be none for now. */
  settle(runId: string, reply: Reply | undefined): void;
  readonly size: number;
}

export function createReplies(clock: Clock): Replies {
  const waiting = new PassingMap<((reply: Reply | undefined) => void)[]>();
  return {
    wait(runId, withinMs) {
      return new Promise((resolve) => {
        const cancel = clock.after(withinMs, () => end(undefined));
        const end = (reply: Reply | undefined) => {
          cancel();
          const others = waiting.get(runId)?.filter((other) => other !== end) ?? [];
          if (others.length === 0) waiting.delete(runId);
          else waiting.set(runId, others);
          resolve(reply);
        };
        const known = waiting.get(runId);
        if (known === undefined) waiting.set(runId, [end]);
        else known.push(end);
      });
    },
    settle(runId, reply) {
      const callers = waiting.get(runId);
      if (callers === undefined) return;
      for (const end of [...callers]) end(reply);
    },
    get size() {
      return waiting.size;
    },
  };
}
