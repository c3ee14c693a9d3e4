/** The ledger as one attempt of a step sees it: its rows, its reads, what its calls leave behind (STP-2, STP-3). Writes: `step-write.ts`. */
import type { Json } from '#flows/json.ts';
import type { RunError } from '#flows/run.ts';
import type { EffectRow } from '#flows/trace.ts';
import { type StepError, toStepError } from '#nodes/errors.ts';
import type { Exchange, OwnChange, ProbeAnswer } from '#nodes/step.ts';
import { digestFields } from '../echoes/digest-fields.ts';
import { readKey, writeKey } from '../engine/effect-ledger.ts';
import { findDetails } from '../engine/run-state.ts';
import { type ActiveRun, traceparentOf } from './active-run.ts';
import type { Attempt } from './attempt.ts';
import { AttemptStopped } from './attempt-endings.ts';
import { receiverKey } from './receiver-key.ts';
import type { StepHost } from './step-surroundings.ts';

/** More times than a person sends one write again between two of another. */
const MOST_GAP = 8;

export interface WritePlace {
  readonly effectKey: string;
  readonly ordinal: number;
  readonly epoch: number;
}

export class StepLedger {
  readonly host: StepHost;
  readonly run: ActiveRun;
  readonly attempt: Attempt;
  readonly epoch: number;

  constructor(host: StepHost, run: ActiveRun, attempt: Attempt, epoch: number) {
    this.host = host;
    this.run = run;
    this.attempt = attempt;
    this.epoch = epoch;
  }

  leftBehind(change: OwnChange): void {
    this.requireLive();
    const { facts } = this.run;
    const { effectKey } = this.placeOf(this.attempt.writes - 1);
    // A write that is withheld, or was refused, left nothing.
    if (this.findEffect(effectKey)?.state !== 'confirmed') return;
    const { fields, ...rest } = change;
    const row = {
      ...rest,
      ...(fields === undefined ? {} : { fields: digestFields(this.host.callbackKey, `${change.type}/${change.key}`, fields) }),
      environment: facts.environment,
      runId: facts.runId,
      effectKey,
      at: this.host.nowIso(),
    };
    this.run.changes.push((tx) => tx.noteOwnChange(row));
  }

  async read<T extends Json>(operation: string, request: Json, call: (exchange: Exchange) => Promise<T>): Promise<T> {
    this.requireLive();
    const { facts } = this.run;
    const ordinal = this.attempt.reads++;
    const effectKey = readKey(facts.originRunId, this.attempt.node.path, ordinal, facts.runId, this.attempt.number);
    const connection = this.connectionName();
    const row = {
      effectKey,
      runId: facts.runId,
      path: this.attempt.node.path,
      ordinal,
      epoch: this.epoch,
      kind: 'read' as const,
      operation,
      connection,
      state: 'read' as const,
      request: this.host.redact(facts.environment, connection, request),
      intendedAt: this.host.nowIso(),
      attempt: this.attempt.number,
    };
    try {
      const answer = await this.call(effectKey, call);
      const kept = this.host.redact(facts.environment, connection, answer);
      this.record('exchange-read', effectKey, operation, (tx) => tx.recordExchange({ ...row, answer: kept, settledAt: row.intendedAt }));
      return answer;
    } catch (thrown) {
      if (!this.attempt.ended && !(thrown instanceof AttemptStopped)) {
        const error = toStepError(thrown).toRunError();
        this.record('exchange-read', effectKey, operation, (tx) => tx.recordExchange({ ...row, error, settledAt: row.intendedAt }));
      }
      throw thrown;
    }
  }

  async call<T>(effectKey: string, call: (exchange: Exchange) => Promise<T>): Promise<T> {
    const { facts } = this.run;
    const { attempt } = this;
    const { admission } = attempt;
    const exchange: Exchange = {
      idempotencyKey: receiverKey(effectKey),
      correlationId: facts.correlationId,
      traceparent: traceparentOf(facts),
      stopSignal: attempt.stopSignal,
      // Its own, since connectors copy the exchange; made when somebody asks.
      get signal() {
        return attempt.signal;
      },
      attempt: attempt.number,
    };
    try {
      const answer = await call(exchange);
      this.requireLive();
      admission?.succeeded();
      return answer;
    } catch (thrown) {
      this.requireLive();
      const error: StepError = toStepError(thrown);
      if (error.class !== 'internal')
        admission?.failed(this.host.cleanShown(facts.runId, error.toRunError() as unknown as Json) as unknown as RunError);
      throw thrown;
    }
  }

  /**
   * The row of a write: what is under way, or done, under the newest key that still counts; else the place for a new one. So a step
   * that is sent again, or whose message was edited, repeats only what was chosen or never got through.
   */
  placeOf(ordinal: number): { readonly effectKey: string; readonly epoch: number; readonly kept: EffectRow | undefined } {
    const { facts, state } = this.run;
    const details = findDetails(state, this.attempt.node.index);
    const least = Math.max(details?.leastEpoch ?? 0, details?.again?.get(ordinal) ?? 0);
    const keyOf = (epoch: number) => writeKey(facts.originRunId, this.attempt.node.path, ordinal, epoch);
    let newest = Math.max(this.epoch, least);
    // A retried run goes on with what its origin had reached; not every epoch of the step touched every write.
    if (facts.originRunId !== facts.runId)
      for (let epoch = newest + 1; epoch <= newest + MOST_GAP; epoch += 1) if (this.findEffect(keyOf(epoch)) !== undefined) newest = epoch;
    for (let epoch = newest; epoch >= least; epoch -= 1) {
      const kept = this.findEffect(keyOf(epoch));
      if (kept !== undefined && kept.state !== 'refused' && kept.state !== 'withheld') return { effectKey: keyOf(epoch), epoch, kept };
    }
    return { effectKey: keyOf(newest), epoch: newest, kept: this.findEffect(keyOf(newest)) };
  }

  findEffect(effectKey: string): EffectRow | undefined {
    const known = this.run.effects.get(effectKey);
    if (known !== undefined || !this.run.hasHistory) return known;
    return this.host.findEffect(effectKey);
  }

  settle(row: EffectRow): void {
    this.run.effects.set(row.effectKey, row);
  }

  record(
    type: 'effect-intended' | 'effect-confirmed' | 'effect-refused' | 'effect-unknown' | 'effect-probed' | 'exchange-read',
    effectKey: string,
    operation: string,
    change: Parameters<ActiveRun['changes']['push']>[0],
    verdict?: ProbeAnswer<Json>['verdict'],
  ): void {
    this.requireLive();
    const event = { type, path: this.attempt.node.path, attempt: this.attempt.number, effectKey, operation };
    this.host.record(this.run, verdict === undefined ? event : { ...event, verdict }, change);
  }

  connectionName(): string {
    return this.attempt.admission?.called.connection ?? this.attempt.node.node.connection ?? '';
  }

  requireLive(): void {
    if (this.attempt.ended || this.run.dead) throw new AttemptStopped();
  }
}
