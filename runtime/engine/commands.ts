/**
 * What the planner asks for. Each performed command gives exactly one event back, and `advance` gets it before anything else
 * happens to the run; `stop-step` gives the end of the attempt it stops, `close-wait` and `arm-timer` only touch rows.
 */
import type { Json } from '#flows/json.ts';
import type { RunError } from '#flows/run.ts';
import type { ParkReason } from '#flows/trace.ts';

export type Command =
  /** Evaluate the config, perform one attempt. */
  | { readonly kind: 'run-step'; readonly node: number }
  /** Evaluate the input of a call; the event is `step-completed` of the called flow's trigger. */
  | { readonly kind: 'enter-call'; readonly node: number }
  /** Evaluate what a for-each goes through; the event is `loop-started`. */
  | { readonly kind: 'enter-loop'; readonly node: number }
  | { readonly kind: 'enter-scope'; readonly node: number }
  | { readonly kind: 'fail-iteration'; readonly loop: number; readonly number: number; readonly error: RunError }
  /** The result is known without running: a called flow ended, an operator skipped, a retry was seeded. */
  | { readonly kind: 'complete-step'; readonly node: number; readonly port: string; readonly output: Json }
  | { readonly kind: 'schedule-retry'; readonly node: number; readonly dueAt: string }
  | { readonly kind: 'hold'; readonly node: number; readonly connection: string }
  | { readonly kind: 'fail-step'; readonly node: number; readonly error: RunError }
  | { readonly kind: 'park'; readonly node: number; readonly error: RunError; readonly reason: ParkReason }
  | { readonly kind: 'stop-step'; readonly node: number; readonly error: RunError }
  /** The step will not go on by its wait, retry or hold: its rows are removed. */
  | { readonly kind: 'close-wait'; readonly node: number }
  | { readonly kind: 'release-lane'; readonly node: number }
  /** The step (or, past the deadline, the run) failed for good, and the flow asks to undo what was done. */
  | {
      readonly kind: 'compensate';
      readonly node?: number /** The block that undoes its own steps alone. */;
      readonly block?: number;
      readonly cause: RunError;
    }
  | { readonly kind: 'note-compensated'; readonly node: number; readonly restored: boolean }
  | { readonly kind: 'end-compensation'; readonly block?: number; readonly restored: readonly string[]; readonly left: readonly string[] }
  | { readonly kind: 'complete'; readonly output?: Json }
  | { readonly kind: 'fail'; readonly error: RunError }
  | { readonly kind: 'cancel' | 'set-aside'; readonly by: string; readonly reason: string };
