/** One attempt of a step that is under way. Most steps are pure and end before anybody could stop them, so what stopping needs is made late. */
import type { RunError } from '#flows/run.ts';
import type { StopSignal } from '#nodes/stop-signal.ts';
import type { PlanNode } from '../engine/plan.ts';
import type { Admission } from './circuit-keeper.ts';
import { StopListeners } from './stop-listeners.ts';

export class Attempt {
  readonly node: PlanNode;
  readonly number: number;
  /** Epoch ms. */
  readonly beganAt: number;
  /** `step-started` is in the journal or on its way there. */
  announced = false;
  /** Its end was handed to the planner: whatever its code still does has no consequences. */
  ended = false;
  reads = 0;
  writes = 0;
  callbacks = 0;
  stopError: RunError | undefined = undefined;
  cancelTimeout: (() => void) | undefined = undefined;
  admission: Admission | undefined = undefined;
  #controller: AbortController | undefined = undefined;
  #stop: StopListeners | undefined = undefined;
  #sending: Set<string> | undefined = undefined;

  constructor(node: PlanNode, number: number, beganAt: number) {
    this.node = node;
    this.number = number;
    this.beganAt = beganAt;
  }

  /** Writes whose answer is not there: keys of the ledger. */
  get sending(): Set<string> {
    this.#sending ??= new Set();
    return this.#sending;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.stopError !== undefined && !this.#controller.signal.aborted) this.#controller.abort();
    return this.#controller.signal;
  }

  /** The same without a signal: most calls need none. */
  get stopSignal(): StopSignal {
    this.#stop ??= new StopListeners();
    if (this.stopError !== undefined && !this.#stop.aborted) this.#stop.stop(new Error(this.stopError.message));
    return this.#stop;
  }

  abort(reason: Error): void {
    this.#controller?.abort(reason);
    this.#stop?.stop(reason);
  }
}
