/** Writes of a step: intended, on disk, sent, settled; one that may have been sent before is asked about first (STP-3, STP-4). */
import type { Json } from '#flows/json.ts';
import type { EffectRow } from '#flows/trace.ts';
import { ConflictError, InternalError, type StepError, toStepError } from '#nodes/errors.ts';
import type { Exchange, ProbeAnswer, WriteOptions } from '#nodes/step.ts';
import { judgeWrite } from '../engine/effect-ledger.ts';
import { findUndoing } from '../engine/find-undoing.ts';
import { undoesAnything } from '../engine/step-decisions.ts';
import { AttemptStopped, WriteWithheld } from './attempt-endings.ts';
import { notSent, type OpenCall, openCall, unknownEffect } from './open-call.ts';
import type { StepLedger, WritePlace } from './step-ledger.ts';

export class StepWrite {
  readonly #ledger: StepLedger;

  constructor(ledger: StepLedger) {
    this.#ledger = ledger;
  }

  async make<T extends Json>(
    operation: string,
    request: Json,
    call: (exchange: Exchange) => Promise<T>,
    options: WriteOptions<T>,
  ): Promise<T> {
    this.#ledger.requireLive();
    const ordinal = this.#ledger.attempt.writes++;
    const { effectKey, epoch, kept } = this.#ledger.placeOf(ordinal);
    if (kept !== undefined && kept.operation !== operation)
      throw new InternalError(`Write ${ordinal} of the step was "${kept.operation}" before and is "${operation}" now.`, {
        code: 'writes-reordered',
        help: 'A connector must make its writes in the same order in every attempt.',
      });
    const verdict = judgeWrite(kept, { canProbe: options.probe !== undefined, repeatable: options.repeatable === true });
    switch (verdict) {
      case 'answer':
        return kept!.answer as T;
      case 'park':
        throw unknownEffect(operation, kept!);
      case 'probe': {
        const found = await this.#probe(kept!, options.probe!);
        if (found !== undefined) return found;
        break;
      }
    }
    const open =
      kept === undefined || verdict === 'send'
        ? undefined
        : openCall(kept, this.#ledger.host.timeoutMs(this.#ledger.attempt), this.#ledger.host.beganAt);
    if (verdict !== 'repeat' && this.#isBeingUndone()) {
      if (this.#mayArrive(open)) throw this.#asUnknown(kept!, open);
      throw notSent(operation);
    }
    if (this.#ledger.host.isWithheld(this.#ledger.run, this.#ledger.attempt)) {
      // It did go out, before the connection was told to look only: whether it arrived can only be asked, or found out by a person.
      if (verdict === 'repeat' || this.#mayArrive(open)) throw unknownEffect(operation, kept!);
      return this.#withhold({ effectKey, ordinal, epoch }, operation, request, options);
    }
    return this.#send({ effectKey, ordinal, epoch }, operation, request, call, options, { isRepeat: verdict === 'repeat', open });
  }

  #mayArrive(open: OpenCall | undefined): open is OpenCall {
    return open !== undefined && Date.parse(this.#ledger.host.nowIso()) < open.untilMs;
  }

  /** STP-4: nothing of this write is applied yet, but an earlier call of it may still arrive: it is asked again when it cannot any more. */
  #asUnknown(row: EffectRow, { since, untilMs }: OpenCall, error?: StepError): ConflictError {
    const { effectKey, operation } = row;
    const settledAt = this.#ledger.host.nowIso();
    const state = 'unknown';
    const settled = { settledAt, openSince: since, ...(error === undefined ? {} : { error: error.toRunError() }) };
    this.#ledger.settle({ ...row, state, ...settled });
    this.#ledger.record('effect-unknown', effectKey, operation, (tx) => tx.settleEffect(effectKey, { state, ...settled }));
    return new ConflictError(`An earlier call of "${operation}" may still be under way.`, {
      code: 'earlier-call-open',
      help: 'The other system is asked again when it cannot arrive any more.',
      retryAfterMs: untilMs - Date.parse(settledAt),
      ...(error === undefined ? {} : { details: [{ message: error.message, code: error.options.code }], cause: error }),
    });
  }

  /** CMP-1: a step of a run that is being undone finds out what became of its writes, and makes none. */
  #isBeingUndone(): boolean {
    const { plan, state } = this.#ledger.run;
    const { index } = this.#ledger.attempt.node;
    return findUndoing(plan, state, index) !== undefined && !undoesAnything(plan, index);
  }

  /** STP-4: what the ledger kept decides, not what the step would send now. */
  async #probe<T extends Json>(kept: EffectRow, probe: NonNullable<WriteOptions<T>['probe']>): Promise<T | undefined> {
    const { effectKey, operation } = kept;
    const answer: ProbeAnswer<T> = await this.#ledger.call(effectKey, (exchange) =>
      probe(
        {
          request: kept.request,
          state: kept.state,
          intendedAt: kept.intendedAt,
          ...(kept.before === undefined ? {} : { before: kept.before }),
          ...(kept.error === undefined ? {} : { error: kept.error }),
        },
        exchange,
      ),
    );
    const { verdict } = answer;
    const settledAt = this.#ledger.host.nowIso();
    if (answer.verdict === 'confirmed') {
      this.#ledger.settle({ ...kept, state: 'confirmed', answer: answer.answer, settledAt });
      this.#ledger.record(
        'effect-probed',
        effectKey,
        operation,
        (tx) => tx.settleEffect(effectKey, { state: 'confirmed', answer: answer.answer, verdict, settledAt }),
        verdict,
      );
      return answer.answer;
    }
    if (answer.verdict === 'not-applied') {
      this.#ledger.settle({ ...kept, state: 'refused', settledAt });
      this.#ledger.record(
        'effect-probed',
        effectKey,
        operation,
        (tx) => tx.settleEffect(effectKey, { state: 'refused', verdict, settledAt }),
        verdict,
      );
      return undefined;
    }
    this.#ledger.record(
      'effect-probed',
      effectKey,
      operation,
      (tx) => tx.settleEffect(effectKey, { state: 'unknown', verdict, settledAt }),
      verdict,
    );
    throw new ConflictError(`Somebody else changed what "${operation}" is about.`, {
      code: 'changed-by-somebody-else',
      help: 'Look at both states, then mark the effect as confirmed, send it again as new, or set the run aside.',
      details: [answer.found],
    });
  }

  async #send<T extends Json>(
    place: WritePlace,
    operation: string,
    request: Json,
    call: (exchange: Exchange) => Promise<T>,
    options: WriteOptions<T>,
    { isRepeat, open }: { readonly isRepeat: boolean; readonly open: OpenCall | undefined },
  ): Promise<T> {
    const { environment } = this.#ledger.run.facts;
    const { effectKey } = place;
    const row = this.#intendedRow(place, operation, request, options);
    this.#ledger.settle(row);
    this.#ledger.record('effect-intended', effectKey, operation, (tx) => tx.intendEffect(withObject(row, options)));
    this.#ledger.attempt.sending.add(effectKey);
    // STP-3: on disk before the first byte leaves.
    await this.#ledger.host.flush(this.#ledger.run);
    if (this.#ledger.attempt.ended) throw new AttemptStopped();
    try {
      const answer = await this.#ledger.call(effectKey, call);
      this.#ledger.attempt.sending.delete(effectKey);
      const settledAt = this.#ledger.host.nowIso();
      const kept = this.#ledger.host.redact(environment, row.connection, answer);
      this.#ledger.settle(Object.assign({}, row, { state: 'confirmed' as const, answer, settledAt }));
      this.#ledger.record('effect-confirmed', effectKey, operation, (tx) =>
        tx.settleEffect(effectKey, { state: 'confirmed', answer: kept, settledAt }),
      );
      return answer;
    } catch (thrown) {
      if (this.#ledger.attempt.ended) throw thrown;
      this.#ledger.attempt.sending.delete(effectKey);
      const stepError = toStepError(thrown);
      // A repeat that did not get through says nothing of the call before it; only a judgement on the request does.
      const judged = (stepError.class === 'rejected' || stepError.class === 'invalid') && stepError.options.perhapsOurOwn !== true;
      const unknown = thrown !== stepError || stepError.maybeApplied || (isRepeat && !judged);
      if (!unknown && this.#mayArrive(open)) throw this.#asUnknown(row, open, stepError);
      const error = stepError.toRunError();
      const settledAt = this.#ledger.host.nowIso();
      const settled = unknown
        ? { state: 'unknown' as const, error, settledAt, openSince: row.intendedAt }
        : { state: 'refused' as const, error, settledAt };
      this.#ledger.settle({ ...row, ...settled });
      this.#ledger.record(unknown ? 'effect-unknown' : 'effect-refused', effectKey, operation, (tx) => tx.settleEffect(effectKey, settled));
      const isOurOwnPerhaps = isRepeat && stepError.options.perhapsOurOwn === true;
      if (unknown && (isOurOwnPerhaps || (options.probe === undefined && options.repeatable !== true)))
        throw unknownEffect(operation, { error }, isOurOwnPerhaps);
      throw thrown;
    }
  }

  #withhold<T extends Json>(place: WritePlace, operation: string, request: Json, options: WriteOptions<T>): never {
    const { effectKey } = place;
    const row = this.#intendedRow(place, operation, request, options);
    this.#ledger.run.hasWithheld = true;
    this.#ledger.record('effect-intended', effectKey, operation, (tx) => {
      tx.intendEffect(withObject(row, options));
      tx.settleEffect(effectKey, { state: 'withheld', settledAt: row.intendedAt });
    });
    throw new WriteWithheld({ withheld: true, operation, request: row.request });
  }

  #intendedRow<T extends Json>(
    { effectKey, ordinal, epoch }: WritePlace,
    operation: string,
    request: Json,
    options: WriteOptions<T>,
  ): EffectRow {
    const { facts } = this.#ledger.run;
    const connection = this.#ledger.connectionName();
    return {
      effectKey,
      runId: facts.runId,
      path: this.#ledger.attempt.node.path,
      ordinal,
      epoch,
      kind: 'write',
      operation,
      connection,
      state: 'intended',
      request: this.#ledger.host.redact(facts.environment, connection, request),
      ...(options.before === undefined ? {} : { before: options.before }),
      intendedAt: this.#ledger.host.nowIso(),
      attempt: this.#ledger.attempt.number,
    };
  }
}

function withObject<T extends Json>(row: EffectRow, { object }: WriteOptions<T>) {
  return object === undefined ? row : { ...row, objectType: object.type, objectKey: object.key };
}
