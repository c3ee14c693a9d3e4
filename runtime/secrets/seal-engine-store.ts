/**
 * What stands between the engine and its rows, so that nothing that is not for everybody comes to rest in the journal (TRC-3): a payload
 * that holds a secret of ours is sealed whole, tagged fields are sealed one by one, both are opened again when the engine reads them;
 * errors and exchanges have secrets taken out. Every other reader sees tokens. Costs a look at the payload's text when nothing is found.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import { isFinal } from '#flows/run.ts';
import type { EffectRow } from '#flows/trace.ts';
import type { DeployedFlows } from '../engine/deployed-flows.ts';
import { PassingMap } from '../passing-map.ts';
import type { EngineReads, EngineTx, ExceptionRow, RunRow, SealedOwner, TimedBody, WaitRow, Writer } from '../store/engine-rows.ts';
import { eventToJson } from '../store/event-json.ts';
import type { Redactor } from './redact.ts';
import { type KeepRow, RunSealing } from './run-sealing.ts';
import { createRunSealings } from './run-sealings.ts';
import { changeAt, changePayloads, cleanTitle, SHOWN, sealLookalikes, sealTaggedEvent, TOKEN_MARK, taggedDetail } from './seal-events.ts';
import { mapParts, type SealedValueRow, type SealedValues } from './sealed-values.ts';
import type { FindTaggedPlaces } from './tagged-places.ts';

export interface SealedEngineStoreParts {
  readonly writer: Writer;
  readonly reads: EngineReads;
  readonly redactor: Redactor;
  readonly sealed: SealedValues;
  readonly places: FindTaggedPlaces;
  readonly flows: Pick<DeployedFlows, 'findDeployed'>;
  find(token: string): SealedValueRow | undefined;
}

/** Of a payload that holds a secret of ours. */
const SECRET = 'secret';
const MOST_INTENDED = 10_000;
const KEPT_NOWHERE: KeepRow = () => {};
/** Of what came in looking like a token. */
const LOOKALIKE = 'literal';

export function sealEngineStore({ writer, reads, redactor, sealed, places, flows, find }: SealedEngineStoreParts): {
  readonly writer: Writer;
  readonly reads: EngineReads;
  /** For what a run says and nobody stores: lines of the log, why a circuit opened. */
  cleanShown(runId: string, value: Json): Json;
  /** What a step's config came to, shown beside a try and stored nowhere: as people are shown what they are asked (TRY-9). */
  cleanConfig(runId: string, path: string, config: JsonObject): JsonObject;
} {
  const runs = createRunSealings(places, sealed, find);
  let wrapped: { readonly inner: EngineTx; readonly outer: EngineTx } | undefined;
  /** Where writes under way belong, so that their answers need no look into the ledger. */
  const intended = new PassingMap<{ readonly runId: string; readonly path: string }>();
  /** What this unit has put already, by run. */
  let kept = new Set<string>();

  /** Each unit puts what it names: a value known from a unit that was undone has no row any more. */
  function keeperOf(tx: EngineTx, owner: SealedOwner): KeepRow {
    const name = typeof owner === 'string' ? owner : owner.runId;
    return (row) => {
      const key = `${name}\n${row.token}`;
      if (kept.has(key)) return;
      kept.add(key);
      tx.putSealedValue(row, owner);
    };
  }

  function sealAs(kind: string, value: Json, keep: KeepRow): Json {
    const { token, row } = sealed.seal(value, kind);
    keep(row);
    return token as unknown as Json;
  }

  /** What is stored and opened again: tokens of others first, then secrets. */
  function sealPayload(value: Json, keep: KeepRow): Json {
    const text = JSON.stringify(value);
    if (redactor.isIn(text)) return sealAs(SECRET, value, keep);
    return text.includes(TOKEN_MARK) ? sealLookalikes(value, (token) => sealAs(LOOKALIKE, token, keep)) : value;
  }

  function sealEvent(body: TimedBody, run: RunSealing | undefined, keep: KeepRow): { readonly event: TimedBody; readonly text?: string } {
    const text = eventToJson(body);
    const hasSecret = redactor.isIn(text);
    let event = body;
    if (hasSecret || text.includes(TOKEN_MARK))
      event = changePayloads(event as unknown as JsonObject, (value) => sealPayload(value, keep)) as unknown as TimedBody;
    if (hasSecret)
      for (const field of SHOWN) event = changeAt(event as unknown as JsonObject, [field], redactor.json) as unknown as TimedBody;
    if (run !== undefined) event = sealTaggedEvent(event, run, places.ofEvent, keep);
    return event === body ? { event, text } : { event };
  }

  const open = (value: Json) => sealed.unseal(value, find);
  function openRow<Row extends RunRow | undefined>(row: Row): Row {
    return row?.reply === undefined ? row : ({ ...row, reply: { ...row.reply, body: open(row.reply.body) } } as Row);
  }
  function openEffect<Row extends EffectRow | undefined>(row: Row): Row {
    if (row === undefined) return row;
    return mapParts(row as unknown as JsonObject, (part, name) => (isExchanged(name) ? open(part) : part)) as unknown as Row;
  }

  function wrapReads(inner: EngineReads): EngineReads {
    return {
      ...inner,
      findRun: (runId) => openRow(inner.findRun(runId)),
      readEvents: (runId) => runs.open(runId, inner.readEvents(runId)),
      findEffect: (effectKey) => openEffect(inner.findEffect(effectKey)),
      listEffects: (runId) => inner.listEffects(runId).map(openEffect),
      listMembers: (groupId) =>
        inner.listMembers(groupId).map((row) => (row.value === undefined ? row : { ...row, value: open(row.value) })),
    };
  }

  function wrapTx(tx: EngineTx): EngineTx {
    const sealingOf = (runId: string) => runs.of(runId, tx.reads);

    /** Requests and answers: secrets are taken out, tagged fields sealed. */
    function sealExchange<T extends object>(exchange: T, runId: string, path: string): T {
      const run = sealingOf(runId);
      const keep = keeperOf(tx, { runId });
      const tagged = run?.places.at(path) ?? {};
      return mapParts(clean(exchange) as unknown as JsonObject, (part, name) => {
        if (isExchanged(name)) {
          const safe = sealLookalikes(part, (token) => sealAs(LOOKALIKE, token, keep));
          return run === undefined ? safe : run.seal(safe, tagged, keep);
        }
        return name === 'error' && run !== undefined ? run.cleanShown(part, tagged, keep) : part;
      }) as unknown as T;
    }

    function sealWait(row: WaitRow): WaitRow {
      const keep = keeperOf(tx, { runId: row.runId });
      const run = sealingOf(row.runId);
      let wait = row as unknown as JsonObject;
      wait = changeAt(wait, ['wait', 'state'], (value) => sealPayload(value, keep));
      wait = changeAt(wait, ['wait', 'detail'], redactor.json);
      if (run !== undefined) {
        const tagged = run.places.at(row.path);
        wait = changeAt(wait, ['wait', 'detail'], (value) => run.sealTagged(value, taggedDetail(tagged), keep));
        for (const part of ['state', 'detail']) wait = changeAt(wait, ['wait', part], (value) => run.sealKnown(value, keep));
        wait = changeAt(wait, ['wait', 'title'], (value) => cleanTitle(value, run, tagged, keep));
      }
      return wait as unknown as WaitRow;
    }

    function sealException(exception: ExceptionRow): ExceptionRow {
      const { runId, environment, flow, path } = exception;
      const run = runId === undefined ? sealingOfMessage(environment, flow) : sealingOf(runId);
      if (run === undefined) return clean(exception);
      const keep = keeperOf(tx, runId === undefined ? 'kept' : { runId });
      let row = clean(exception) as unknown as JsonObject;
      // A message that started no run is kept as it came.
      if (runId === undefined)
        row = changeAt(row, ['detail', 'body'], (body) => sealTold(run.sealTagged(body, run.places.trigger, keep), run, keep));
      const tagged = path === undefined ? {} : run.places.at(path);
      row = changeAt(row, ['detail'], (detail) => run.seal(detail, taggedDetail(tagged), keep));
      return changeAt(row, ['title'], (title) => cleanTitle(title, run, tagged, keep)) as unknown as ExceptionRow;
    }

    function sealingOfMessage(environment: string, flow: string): RunSealing | undefined {
      const deployed = flows.findDeployed(environment, flow);
      const found = deployed === undefined ? undefined : places.ofVersion(flow, deployed.version, {});
      return found === undefined ? undefined : new RunSealing(found, sealed);
    }

    /** The message of the run that the engine tells of, by what is tagged there. */
    function sealTold(body: Json, sealing: RunSealing, keep: KeepRow): Json {
      const told = sealing.places.tellsOfRun ? readTold(body) : undefined;
      const places = told === undefined || tx.reads.findRun(told) === undefined ? undefined : runs.of(told, tx.reads)?.places;
      if (places === undefined) return body;
      return changeAt(body as JsonObject, ['body'], (message) => sealing.sealTagged(message, places.trigger, keep));
    }

    return {
      ...tx,
      reads: wrapReads(tx.reads),
      insertRun(run, accepted) {
        const sealing = runs.begin(run.runId, run.flow, accepted);
        const rows: SealedValueRow[] = [];
        const { event, text } = sealEvent(accepted, sealing, (row) => rows.push(row));
        const stored =
          sealing === undefined
            ? event
            : changeAt(event as unknown as JsonObject, ['trigger', 'body'], (body) => sealTold(body, sealing, (row) => rows.push(row)));
        const row = tx.insertRun(run, stored as unknown as typeof accepted, stored === (event as unknown) ? text : undefined);
        // Whose they are must be there first.
        if (rows.length > 0) rows.forEach(keeperOf(tx, { runId: run.runId }));
        return row;
      },
      appendEvents(runId, fromRunSeq, events) {
        const sealing = sealingOf(runId);
        const keep = keeperOf(tx, { runId });
        const bodies: TimedBody[] = [];
        const texts: (string | undefined)[] = [];
        for (const given of events) {
          const { event, text } = sealEvent(given, sealing, keep);
          bodies.push(event);
          texts.push(text);
        }
        tx.appendEvents(runId, fromRunSeq, bodies, texts);
      },
      updateRun(runId, patch) {
        let sealedPatch = patch;
        if (patch.error !== undefined && patch.error !== null) {
          const run = sealingOf(runId);
          const cleaned = clean(patch.error);
          const shown =
            run === undefined ? cleaned : (run.cleanShown(cleaned as never, {}, keeperOf(tx, { runId })) as unknown as typeof cleaned);
          sealedPatch = { ...patch, error: shown };
        }
        tx.updateRun(runId, sealedPatch);
        if (patch.state !== undefined && isFinal(patch.state)) runs.forget(runId);
      },
      openWait: (wait) => tx.openWait(sealWait(wait)),
      intendEffect(effect) {
        if (intended.size >= MOST_INTENDED) intended.clear();
        intended.set(effect.effectKey, { runId: effect.runId, path: effect.path });
        tx.intendEffect(sealExchange(effect, effect.runId, effect.path));
      },
      settleEffect(effectKey, settled) {
        const place = intended.get(effectKey) ?? tx.reads.findEffect(effectKey);
        tx.settleEffect(effectKey, place === undefined ? clean(settled) : sealExchange(settled, place.runId, place.path));
        intended.delete(effectKey);
      },
      recordExchange: (effect) => tx.recordExchange(sealExchange(effect, effect.runId, effect.path)),
      putMember(member, holder, path) {
        const run = sealingOf(member.runId);
        const keep = keeperOf(tx, { runId: holder });
        const value = sealPayload(member.value, keep);
        const tree = run?.places.at(path).tree?.fields.get('items')?.each;
        const sealedValue = run === undefined ? value : run.seal(value, tree === undefined ? {} : { tree }, keep);
        tx.putMember({ ...member, value: sealedValue }, holder, path);
      },
      insertException: (exception) => tx.insertException(sealException(exception)),
      keepEvent(environment, event, expiresAt) {
        const keep = keeperOf(tx, 'passing');
        const data = sealPayload(event.data, keep);
        const { tree } = places.ofEvent(event.type);
        tx.keepEvent(environment, { ...event, data: tree === undefined ? data : sealByTree(data, { tree }, keep) }, expiresAt);
      },
      takeKeptEvent(environment, type, correlation) {
        const event = tx.takeKeptEvent(environment, type, correlation);
        return event === undefined ? undefined : { ...event, data: open(event.data) };
      },
    };
  }

  const nowhere = { trigger: {}, output: {}, at: () => ({}), tellsOfRun: false };
  function sealByTree(value: Json, tagged: Parameters<RunSealing['sealTagged']>[1], keep: KeepRow): Json {
    return new RunSealing(nowhere, sealed).sealTagged(value, tagged, keep);
  }

  /** For what is only ever shown: the value is taken out. */
  function clean<T>(value: T): T {
    return redactor.json(value as unknown as Json) as unknown as T;
  }

  return {
    cleanShown: (runId, value) => runs.of(runId, reads)?.cleanDeep(value) ?? value,
    cleanConfig(runId, path, config) {
      const run = runs.of(runId, reads);
      if (run === undefined) return config;
      const tagged = run.places.at(path);
      const shown = mapParts(config, (part, name) =>
        name === 'title'
          ? cleanTitle(part, run, tagged, KEPT_NOWHERE)
          : (run.sealTagged({ [name!]: part }, tagged, KEPT_NOWHERE) as JsonObject)[name!]!,
      );
      return run.cleanDeep(shown) as JsonObject;
    },
    reads: wrapReads(reads),
    writer: {
      write: (apply) =>
        writer.write((tx) => {
          kept = new Set();
          // The writer has one transaction object for all units.
          if (wrapped?.inner !== tx) wrapped = { inner: tx, outer: wrapTx(tx) };
          return apply(wrapped.outer);
        }),
      onCommitted: writer.onCommitted,
      drain: writer.drain,
      whenWritable: writer.whenWritable,
    },
  };
}

function readTold(body: Json): string | undefined {
  const runId = typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as JsonObject)['runId'] : undefined;
  return typeof runId === 'string' ? runId : undefined;
}

function isExchanged(name: string | undefined): boolean {
  return name === 'request' || name === 'answer' || name === 'before';
}
