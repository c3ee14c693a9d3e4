/**
 * The effect ledger in memory, with the rules of STP-3 and STP-4, so that connectors are tested against what the engine will
 * really ask of them: confirmed writes answer from the row, unknown ones are probed, and without a probe the run parks.
 */
import type { Json } from '#flows/json.ts';
import type { EffectState, RunError } from '#flows/run.ts';
import type { ParkReason } from '#flows/trace.ts';
import { InternalError, type StepError, toStepError } from '#nodes/errors.ts';
import type { Exchange, OwnChange, WriteOptions } from '#nodes/step.ts';

export interface MemoryEffect {
  readonly key: string;
  readonly kind: 'read' | 'write';
  readonly operation: string;
  readonly request: Json;
  readonly before?: Json;
  readonly object?: { readonly type: string; readonly key: string };
  readonly answer?: Json;
  readonly error?: RunError;
  readonly state: EffectState;
  readonly intendedAt: string;
  /** How many times `call` was made for it. */
  readonly sendings: number;
}

/** The engine would park the run here. */
export class RunParked extends Error {
  readonly reason: ParkReason;
  readonly found: Json | undefined;

  constructor(reason: ParkReason, found?: Json) {
    super(`the run is parked: ${reason}`);
    this.reason = reason;
    this.found = found;
  }
}

export class MemoryLedger {
  readonly #rows = new Map<string, MemoryEffect>();
  /** Verdicts of probes, in order. */
  readonly probes: string[] = [];
  /** What steps said that their writes left (STP-5). */
  readonly ownChanges: OwnChange[] = [];

  /** All rows in the order in which they were intended. */
  get effects(): readonly MemoryEffect[] {
    return [...this.#rows.values()];
  }

  get writes(): readonly MemoryEffect[] {
    return this.effects.filter((effect) => effect.kind === 'write');
  }

  async read<T extends Json>(
    key: string,
    operation: string,
    request: Json,
    call: (e: Exchange) => Promise<T>,
    exchange: Exchange,
  ): Promise<T> {
    const row = { key, kind: 'read' as const, operation, request: copy(request), intendedAt: NOW, sendings: 1 };
    try {
      const answer = copy(await call(exchange));
      this.#rows.set(key, { ...row, answer, state: 'read' });
      return answer;
    } catch (thrown) {
      this.#rows.set(key, { ...row, error: toStepError(thrown).toRunError(), state: 'refused' });
      throw thrown;
    }
  }

  async write<T extends Json>(
    key: string,
    operation: string,
    request: Json,
    call: (e: Exchange) => Promise<T>,
    options: WriteOptions<T>,
    exchange: Exchange,
  ): Promise<T> {
    const kept = this.#rows.get(key);
    if (kept?.kind === 'read') throw new InternalError(`the step asked for ${key} as a read before`, { code: 'not-deterministic' });
    if (kept?.state === 'confirmed') return kept.answer as T;
    let from: MemoryEffect;
    if (kept !== undefined && kept.state !== 'refused') {
      const settled = await this.#settle(kept, options, exchange);
      if (settled !== undefined) return settled.answer as T;
      from = kept;
    } else {
      from = {
        key,
        kind: 'write',
        operation,
        request: copy(request),
        ...(options.before === undefined ? {} : { before: copy(options.before) }),
        ...(options.object === undefined ? {} : { object: options.object }),
        state: 'intended',
        intendedAt: NOW,
        sendings: kept?.sendings ?? 0,
      };
    }
    return this.#send(from, call, exchange, kept?.state === 'unknown');
  }

  /** Undefined: send it (again). */
  async #settle<T extends Json>(kept: MemoryEffect, options: WriteOptions<T>, exchange: Exchange): Promise<MemoryEffect | undefined> {
    if (options.probe === undefined) {
      if (options.repeatable === true) return undefined;
      throw new RunParked('unknown-effect');
    }
    const { request, before, state, error, intendedAt } = kept;
    const answer = await options.probe(
      { request, state, intendedAt, ...(before === undefined ? {} : { before }), ...(error === undefined ? {} : { error }) },
      exchange,
    );
    this.probes.push(answer.verdict);
    if (answer.verdict === 'not-applied') return undefined;
    if (answer.verdict === 'changed-by-somebody-else') throw new RunParked('changed-by-somebody-else', answer.found);
    const confirmed: MemoryEffect = { ...kept, state: 'confirmed', answer: copy(answer.answer) };
    this.#rows.set(kept.key, confirmed);
    return confirmed;
  }

  async #send<T extends Json>(row: MemoryEffect, call: (e: Exchange) => Promise<T>, exchange: Exchange, isRepeat: boolean): Promise<T> {
    const sent: MemoryEffect = { ...row, state: 'sent', sendings: row.sendings + 1 };
    this.#rows.set(row.key, sent);
    try {
      const answer = copy(await call(exchange));
      this.#rows.set(row.key, { ...sent, answer, state: 'confirmed' });
      return answer;
    } catch (thrown) {
      const error = toStepError(thrown);
      if (isRepeat && error.options.perhapsOurOwn === true) {
        this.#rows.set(row.key, { ...sent, error: error.toRunError(), state: 'unknown' });
        throw new RunParked('unknown-effect');
      }
      this.#rows.set(row.key, { ...sent, error: error.toRunError(), state: wasPerhapsApplied(thrown, error) ? 'unknown' : 'refused' });
      throw thrown;
    }
  }
}

const NOW = '2026-11-24T08:00:00.000Z';

/** What is no StepError says nothing about the other system: unknown. */
function wasPerhapsApplied(thrown: unknown, error: StepError): boolean {
  return thrown !== error || error.maybeApplied;
}

/** The ledger stores text: nothing of a step's own objects survives into the next attempt. */
function copy<T extends Json>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
