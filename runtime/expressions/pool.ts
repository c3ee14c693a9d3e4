/**
 * A warm pool of expression children. Requests are pipelined: a child always has the next one at hand. It works on them in order and
 * answers each at once, so the first unanswered one is the one that it is at: when a child must be killed or dies, that request alone
 * fails and the others go to the child that takes its place. One child runs from the start, others when there is more to do than it
 * keeps up with; all of them end when nobody has asked for a while, since each takes as much memory as half a runtime.
 */
import { InternalError, InvalidError, type StepError, UnavailableError } from '#nodes/errors.ts';
import { readCpuMs } from './cpu-time.ts';
import type { EvaluationContext } from './evaluator.ts';
import { type ChildAnswer, type ChildTask, type ExpressionChild, startExpressionChild } from './expression-child.ts';
import { createMapNumbers, type MapNumbers } from './map-numbers.ts';
import { createQuarantine, type Quarantine } from './quarantine.ts';
import { createTextNumbers, type TextNumbers } from './text-numbers.ts';

export interface PoolOptions {
  readonly size?: number;
  readonly deadlineMs?: number;
  /** Whose work is not evaluated for a while, since it ended children. */
  readonly quarantine?: Quarantine;
  /** So long deaths are remembered. */
  readonly quarantineMs?: number;
  /** After so long without a request a child ends. */
  readonly idleMs?: number;
  readonly startChild?: typeof startExpressionChild;
}

export interface PoolRequest {
  readonly task?: ChildTask;
  readonly texts: readonly string[];
  readonly scopeText: string;
  readonly at: number;
  readonly seed: string;
  /** Reference data by kind and name, `value-map uom`; null where there is none. */
  readonly maps: { readonly [name: string]: object | null };
  /** Flow and version, for the quarantine. */
  readonly owner: string;
  readonly context: Pick<EvaluationContext, 'signal' | 'isOver'>;
}

export interface ExpressionPool {
  /** One list of none or one value for each text. Rejects with StepError; a failed expression with ExpressionFailure. */
  evaluate(request: PoolRequest): Promise<readonly (readonly unknown[])[]>;
  /** Somebody will ask: starts a child unless one runs, so that the first question need not wait for it. */
  warm(): void;
  /** Running now. */
  readonly children: number;
  close(): Promise<void>;
}

/** The language itself refused: which text, its code and place. */
export class ExpressionFailure extends Error {
  readonly failure: NonNullable<ChildAnswer['error']>;
  constructor(failure: NonNullable<ChildAnswer['error']>) {
    super(failure.message);
    this.failure = failure;
  }
}

const DEFAULT_SIZE = 2;
const DEFAULT_DEADLINE_MS = 1_000;
const MOST_DEATHS = 3;
const DEFAULT_IDLE_MS = 30_000;
/** With so many requests a child is busy: others are given work, or started. */
const BUSY = 8;
/** The language's own limit strikes first; the kill is for what never comes back to it. */
const KILL_AFTER_FACTOR = 1.25;
/** A deadline counts CPU time, but not for ever. */
const LONGEST_WAIT_FACTOR = 10;
const LEAST_CPU_SHARE = 0.6;
/** At hand in a child beside the one it is at; more would only wait longer when that one kills it. */
const MOST_IN_CHILD = 16;
/** A killed child is gone in a blink; one that could not be started has nothing that could exit. */
const CLOSE_MS = 2_000;
const LARGEST_INPUT = 10 * 1024 * 1024;

interface Job {
  readonly request: PoolRequest;
  resolve: (values: readonly (readonly unknown[])[]) => void;
  reject: (error: unknown) => void;
  over: boolean;
}

interface Slot {
  /** Undefined while nobody needs it. */
  child: ExpressionChild | undefined;
  maps: MapNumbers;
  texts: TextNumbers;
  /** In the order in which the child works on them. */
  readonly jobs: Map<number, Job>;
  timer: NodeJS.Timeout | undefined;
  /** Epoch ms at which the child came to its first unanswered request. */
  headSince: number;
  /** What the child had used when that request was first found late. */
  lateCpuMs: number | undefined;
  ready: boolean;
  killedAtDeadline: boolean;
  lastUsedAt: number;
  /** Children in a row that ended before they could work. */
  failedStarts: number;
  /** Until then no other one is tried. */
  restAfterFailureUntil: number;
}

export function createExpressionPool(options: PoolOptions = {}): ExpressionPool {
  const deadlineMs = options.deadlineMs ?? DEFAULT_DEADLINE_MS;
  const quarantine = options.quarantine ?? createQuarantine(MOST_DEATHS, options.quarantineMs);
  const queue: Job[] = [];
  let closing = false;
  let nextId = 1;
  let exited: (() => void) | undefined;
  const idleMs = options.idleMs ?? DEFAULT_IDLE_MS;
  const slots: Slot[] = Array.from({ length: options.size ?? DEFAULT_SIZE }, () => ({
    child: undefined,
    maps: createMapNumbers(),
    texts: createTextNumbers(),
    jobs: new Map(),
    timer: undefined,
    headSince: 0,
    lateCpuMs: undefined,
    ready: false,
    killedAtDeadline: false,
    lastUsedAt: 0,
    failedStarts: 0,
    restAfterFailureUntil: 0,
  }));
  const idleTimer = setInterval(endIdle, idleMs / 2);
  idleTimer.unref();

  function start(slot: Slot): ExpressionChild {
    slot.maps = createMapNumbers();
    slot.texts = createTextNumbers();
    slot.ready = false;
    slot.killedAtDeadline = false;
    slot.lastUsedAt = Date.now();
    // What one that was sent away still says is nobody's any more.
    const ifHere = (act: () => void) => (slot.child === child ? act() : undefined);
    const child = (options.startChild ?? startExpressionChild)(
      () =>
        ifHere(() => {
          slot.ready = true;
          slot.failedStarts = 0;
          watchHead(slot);
        }),
      (answer) => ifHere(() => settle(slot, answer)),
      () => ifHere(() => replace(slot)),
    );
    slot.child = child;
    return child;
  }

  function endIdle(): void {
    for (const slot of slots) {
      if (slot.child === undefined || slot.jobs.size > 0 || Date.now() - slot.lastUsedAt < idleMs) continue;
      const { child } = slot;
      slot.child = undefined;
      child.kill();
    }
  }

  function settle(slot: Slot, answer: ChildAnswer): void {
    const job = slot.jobs.get(answer.id);
    if (job === undefined) return slot.child?.kill();
    slot.jobs.delete(answer.id);
    watchHead(slot);
    if (answer.error !== undefined) job.reject(new ExpressionFailure(answer.error));
    else if (answer.values !== undefined && (job.request.task !== undefined || answer.values.length === job.request.texts.length))
      job.resolve(answer.values);
    else job.reject(died('An expression process gave an answer that does not fit the question.'));
    dispatch();
  }

  /** The child at its first unanswered request died, by its own fault or by our hand. */
  function replace(slot: Slot): void {
    clearTimeout(slot.timer);
    slot.timer = undefined;
    const jobs = [...slot.jobs.values()];
    slot.jobs.clear();
    slot.child = undefined;
    if (closing) {
      exited?.();
      return;
    }
    if (!slot.ready) return restAfterFailure(slot, jobs);
    const [head, ...others] = jobs;
    if (head !== undefined) blame(head, slot.killedAtDeadline);
    queue.unshift(...others);
    start(slot);
    dispatch();
  }

  /** Nobody's expression did that: the program cannot be started, or there is no memory for it just now. */
  function restAfterFailure(slot: Slot, jobs: readonly Job[]): void {
    slot.failedStarts += 1;
    slot.restAfterFailureUntil = Date.now() + Math.min(100 * 2 ** slot.failedStarts, 10_000);
    for (const job of jobs) job.reject(died('No process can be started to evaluate the expression.'));
    dispatch();
  }

  function blame(job: Job, atDeadline: boolean): void {
    const isWornOut = quarantine.blame(job.request.owner, stepOf(job.request)) === 'worn-out';
    job.over = true;
    if (atDeadline) job.reject(limit(`An expression took more than ${deadlineMs} ms.`));
    else if (isWornOut) job.reject(wornOut());
    else
      job.reject(died('The process that evaluated the expression died: it may need more memory than is allowed.', 'expression-child-died'));
  }

  /** The clock runs for the request that the child is at. One timer serves many, since almost all are answered long before it. */
  function watchHead(slot: Slot): void {
    slot.headSince = Date.now();
    slot.lateCpuMs = undefined;
    slot.child?.keepAlive(slot.jobs.size > 0);
    if (slot.jobs.size > 0 && slot.ready && slot.timer === undefined) lookLater(slot, deadlineMs * KILL_AFTER_FACTOR);
  }

  function lookLater(slot: Slot, afterMs: number): void {
    slot.timer = setTimeout(lookAtHead, afterMs, slot).unref();
  }

  function lookAtHead(slot: Slot): void {
    slot.timer = undefined;
    const { child, lateCpuMs } = slot;
    if (child === undefined || slot.jobs.size === 0 || !slot.ready) return;
    const waited = Date.now() - slot.headSince;
    if (waited < deadlineMs * KILL_AFTER_FACTOR) {
      lookLater(slot, deadlineMs * KILL_AFTER_FACTOR - waited);
      return;
    }
    // Late, but by whose fault? Half a deadline more shows whether the child works or waits for a processor.
    const cpu = readCpuMs(child.pid);
    const worked = lateCpuMs === undefined || cpu === undefined || cpu - lateCpuMs > (deadlineMs / 2) * LEAST_CPU_SHARE;
    if ((lateCpuMs === undefined && cpu !== undefined) || (!worked && waited < deadlineMs * LONGEST_WAIT_FACTOR)) {
      slot.lateCpuMs = cpu;
      lookLater(slot, deadlineMs / 2);
      return;
    }
    slot.killedAtDeadline = true;
    child.kill();
  }

  function dispatch(): void {
    while (queue.length > 0) {
      const slot = chooseSlot();
      if (slot === undefined) {
        for (const job of queue.splice(0)) job.reject(died('No process can be started to evaluate the expression.'));
        return;
      }
      if (slot.jobs.size >= MOST_IN_CHILD) return;
      const job = queue.shift()!;
      if (job.over || job.request.context.isOver === true) continue;
      send(slot, slot.child ?? start(slot), job);
    }
  }

  /**
   * The first child that is not busy, so that few children have much to do: to wake one that sleeps costs more than most expressions.
   * When all are busy, one more or the least busy; undefined when no child can be started.
   */
  function chooseSlot(): Slot | undefined {
    let least: Slot | undefined;
    let free: Slot | undefined;
    for (const slot of slots) {
      if (slot.child === undefined) {
        if (Date.now() >= slot.restAfterFailureUntil) free ??= slot;
        continue;
      }
      if (slot.jobs.size < BUSY) return slot;
      if (least === undefined || slot.jobs.size < least.jobs.size) least = slot;
    }
    return free ?? least;
  }

  function send(slot: Slot, child: ExpressionChild, job: Job): void {
    const { task, texts, at, seed, maps, scopeText } = job.request;
    const numbers = slot.texts.number(texts);
    const id = nextId++;
    slot.jobs.set(id, job);
    slot.lastUsedAt = Date.now();
    const isIdle = slot.jobs.size === 1;
    child.send(
      { id, ...(task === undefined ? {} : { task }), ...numbers, at, seed, deadlineMs, ...slot.maps.number(maps) },
      scopeText,
      isIdle,
    );
    if (isIdle) watchHead(slot);
  }

  return {
    warm() {
      const [slot] = slots;
      if (closing || slots.some(({ child }) => child !== undefined) || Date.now() < slot!.restAfterFailureUntil) return;
      slot!.lastUsedAt = Date.now();
      start(slot!);
    },
    evaluate(request) {
      if (closing) return Promise.reject(died('The runtime is shutting down.'));
      if (request.scopeText.length > LARGEST_INPUT) return Promise.reject(limit('What the expressions of a step read is over 10 MB.'));
      const verdict = quarantine.judge(request.owner, stepOf(request));
      if (verdict === 'worn-out') return Promise.reject(wornOut());
      if (verdict === 'quarantined') return Promise.reject(quarantined());
      const { signal } = request.context;
      if (signal?.aborted === true) return Promise.reject(signal.reason);
      return new Promise((resolve, reject) => {
        const job: Job = { request, resolve, reject, over: false };
        if (signal !== undefined) rejectOnAbort(job, signal);
        queue.push(job);
        dispatch();
      });
    },

    get children() {
      return slots.filter(({ child }) => child !== undefined).length;
    },

    async close() {
      if (closing) return;
      closing = true;
      clearInterval(idleTimer);
      const children = slots.flatMap(({ child }) => child ?? []);
      let left = children.length;
      const allExited = new Promise<void>((resolve) => {
        exited = () => {
          left -= 1;
          if (left === 0) resolve();
        };
      });
      for (const job of [...queue.splice(0), ...slots.flatMap((slot) => [...slot.jobs.values()])])
        job.reject(died('The runtime is shutting down.'));
      for (const child of children) child.kill();
      if (left === 0) return;
      // Idle children keep no process alive: without this timer it would end here, before whoever closes next had closed.
      let patience: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        patience = setTimeout(resolve, CLOSE_MS);
      });
      await Promise.race([allExited, enough]);
      clearTimeout(patience);
    },
  };
}

function rejectOnAbort(job: Job, signal: AbortSignal): void {
  const { resolve, reject } = job;
  const onAbort = () => {
    job.over = true;
    reject(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  const settled = () => signal.removeEventListener('abort', onAbort);
  job.resolve = (values) => {
    settled();
    resolve(values);
  };
  job.reject = (error) => {
    settled();
    reject(error);
  };
}

/** Attempts of a step have the same seed. */
function stepOf({ seed, texts }: PoolRequest): string {
  return [seed, ...texts].join('\n');
}

function wornOut(): StepError {
  return limit('The expression ended two processes: it needs more memory than is allowed.');
}

function quarantined(): StepError {
  return new InternalError(
    `Expressions of this flow version ended processes in ${MOST_DEATHS} steps within an hour; it is not evaluated for an hour.`,
    {
      code: 'quarantined',
      help: 'Find the expression that needs too much time or memory, mend it and publish a new version.',
    },
  );
}

function limit(message: string): StepError {
  return new InvalidError(message, { code: 'expression-limit', help: 'Make the expression simpler, or read less data.' });
}

/** `expression-child-died`: while it was at this very request. Else nothing of it had begun, or another one's fault lost it. */
function died(message: string, code = 'expression-child-missing'): StepError {
  return new UnavailableError(message, { code, maybeApplied: false });
}
