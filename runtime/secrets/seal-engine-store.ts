/**
 * What stands between the engine and its rows, so that no secret value comes to rest in the journal: a payload that holds one is sealed
 * whole (TRC-3), never altered, and opened again when the engine reads it; errors and exchanges have it taken out. Every other reader
 * sees the token. Costs one search over the payload's text when nothing is found.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { lookAtText } from '../store/body-text.ts';
import type { EngineReads, EngineTx, RunRow, TimedBody, Writer } from '../store/engine-rows.ts';
import type { Redactor } from './redact.ts';
import { isSealedToken, type SealedValueRow, type SealedValues } from './sealed-values.ts';

export interface SealedEngineStoreParts {
  readonly writer: Writer;
  readonly reads: EngineReads;
  readonly redactor: Redactor;
  readonly sealed: SealedValues;
  find(token: string): SealedValueRow | undefined;
}

/** Stands for every member of a list: the list itself stays one, for who counts it. */
const EACH = '*';

/** Where events carry values of others: the flow's input, what systems answered, what people gave. */
const PAYLOADS: readonly (readonly string[])[] = [
  ['trigger', 'body'],
  ['trigger', 'headers'],
  ['trigger', 'query'],
  ['seed', EACH, 'output'],
  ['output'],
  ['answer'],
  ['body'],
  ['data'],
  ['items', EACH],
  ['event', 'data'],
  ['wait', 'state'],
  ['wait', 'detail'],
];
/** Said by other systems, and only ever shown. */
const SHOWN: readonly string[] = ['error', 'cause', 'title'];
const TAG = 'secret';

export function sealEngineStore({ writer, reads, redactor, sealed, find }: SealedEngineStoreParts): {
  readonly writer: Writer;
  readonly reads: EngineReads;
} {
  let wrapped: { readonly inner: EngineTx; readonly outer: EngineTx } | undefined;

  function seal(value: Json, tx: EngineTx): Json {
    if (!redactor.isIn(JSON.stringify(value))) return value;
    const { token, row } = sealed.seal(value, TAG);
    tx.putSealedValue(row);
    return token as unknown as Json;
  }

  function sealEvent(body: TimedBody, tx: EngineTx): TimedBody {
    if (!redactor.isIn(lookAtText(body))) return body;
    let event = body as unknown as JsonObject;
    for (const path of PAYLOADS) event = changeAt(event, path, (value) => seal(value, tx));
    for (const field of SHOWN) event = changeAt(event, [field], redactor.json);
    return event as unknown as TimedBody;
  }

  const open = (value: Json) => (isSealedToken(value) ? sealed.unseal(value, find) : value);
  function openEvent(event: TraceEvent): TraceEvent {
    let opened = event as unknown as JsonObject;
    for (const path of PAYLOADS) opened = changeAt(opened, path, open);
    return opened as unknown as TraceEvent;
  }
  function openRow<Row extends RunRow | undefined>(row: Row): Row {
    return row?.reply === undefined ? row : ({ ...row, reply: { ...row.reply, body: open(row.reply.body) } } as Row);
  }

  function wrapReads(inner: EngineReads): EngineReads {
    return {
      ...inner,
      findRun: (runId) => openRow(inner.findRun(runId)),
      readEvents: (runId) => inner.readEvents(runId).map(openEvent),
    };
  }

  function wrapTx(tx: EngineTx): EngineTx {
    return {
      ...tx,
      reads: wrapReads(tx.reads),
      insertRun: (run, accepted) => tx.insertRun(run, sealEvent(accepted, tx) as typeof accepted),
      appendEvents: (runId, fromRunSeq, events) =>
        tx.appendEvents(
          runId,
          fromRunSeq,
          events.map((event) => sealEvent(event, tx)),
        ),
      updateRun(runId, patch) {
        const reply = patch.reply === undefined ? {} : { reply: { ...patch.reply, body: seal(patch.reply.body, tx) } };
        const error = patch.error === undefined || patch.error === null ? {} : { error: clean(patch.error) };
        tx.updateRun(runId, { ...patch, ...reply, ...error });
      },
      openWait: (wait) =>
        tx.openWait(
          changeAt(
            changeAt(wait as unknown as JsonObject, ['wait', 'state'], (value) => seal(value, tx)),
            ['wait', 'detail'],
            redactor.json,
          ) as never,
        ),
      intendEffect: (effect) => tx.intendEffect(clean(effect)),
      settleEffect: (effectKey, settled) => tx.settleEffect(effectKey, clean(settled)),
      recordExchange: (effect) => tx.recordExchange(clean(effect)),
      insertException: (exception) => tx.insertException(clean(exception)),
      keepEvent: (environment, event, expiresAt) => tx.keepEvent(environment, { ...event, data: seal(event.data, tx) }, expiresAt),
      takeKeptEvent(environment, type, correlation) {
        const kept = tx.takeKeptEvent(environment, type, correlation);
        return kept === undefined ? undefined : { ...kept, data: open(kept.data) };
      },
    };
  }

  /** For what is only ever shown: the value is taken out. */
  function clean<T>(value: T): T {
    return redactor.json(value as unknown as Json) as unknown as T;
  }

  return {
    reads: wrapReads(reads),
    writer: {
      write: (apply) =>
        writer.write((tx) => {
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

/** The same object when nothing stands there, or nothing changes. */
function changeAt(object: JsonObject, path: readonly string[], change: (value: Json) => Json): JsonObject {
  return changeValue(object, path, change) as JsonObject;
}

function changeValue(value: Json, path: readonly string[], change: (value: Json) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    if (key !== EACH) return value;
    const list = value as readonly Json[];
    const changed = list.map((item) => changeValue(item, rest, change));
    return changed.some((item, index) => item !== list[index]) ? changed : value;
  }
  const object = value as JsonObject;
  const part = object[key];
  if (part === undefined || part === null) return value;
  const changed = changeValue(part, rest, change);
  return changed === part ? value : { ...object, [key]: changed };
}
