import { createHash } from 'node:crypto';
import type { JsonObject } from '#flows/json.ts';
import type { TriggerNode } from '../../node.ts';
import type { InboundEvent, PollContext, ShownState } from '../../trigger.ts';
import { callSalesforce, tokenKeeper, toLongId } from '../client.ts';
import { readPage } from '../query/execute.ts';
import { toPlainRecord } from '../records.ts';
import { type PollChangesConfig, pollChangesManifest } from './manifest.ts';

const PAGE = 500;
const DEFAULTS = { intervalMs: 15_000, overlapMs: 60_000 };

export const salesforcePollChanges: TriggerNode = {
  manifest: pollChangesManifest,
  trigger: {
    kind: 'poll',
    watches: ({ object, ownChanges }) => (ownChanges === 'take' ? [] : [String(object)]),
    intervalMs: (config) => ({ ...DEFAULTS, ...config }).intervalMs as number,
    poll: pollChanges,
  },
};

/** `at`: newest SystemModstamp taken; `seen`: the records of the overlap that were taken already, as `Id@SystemModstamp#content`. */
interface Watermark {
  readonly at: string;
  readonly seen: readonly string[];
}

async function pollChanges({ config: given, connection, watermark: stored, signal, now, correlationId }: PollContext) {
  const config = { ...DEFAULTS, ...given } as unknown as PollChangesConfig;
  const watermark = (stored ?? { at: now, seen: [] }) as unknown as Watermark;
  const from = new Date(Date.parse(watermark.at) - config.overlapMs).toISOString();
  const names = [...new Set(['Id', 'SystemModstamp', 'LastModifiedById', ...config.fields])].join(', ');
  const only = config.condition === undefined ? '' : ` AND (${config.condition})`;
  // Records that share the newest time with the last page's end must not be cut off: the page is asked for by time, then by id.
  const soql = `SELECT ${names} FROM ${config.object} WHERE SystemModstamp >= ${from}${only} ORDER BY SystemModstamp, Id LIMIT ${PAGE + watermark.seen.length}`;
  const context = {
    signal,
    correlationId,
    traceparent: `00-${correlationId
      .replace(/[^0-9a-f]/g, '')
      .padEnd(32, '0')
      .slice(0, 32)}-0000000000000001-00`,
  };
  const { userId } = await tokenKeeper(connection).get(connection);
  const seen = new Set(watermark.seen);
  // Watermarks of before the content was named hold the first part alone.
  const isFresh = (record: JsonObject) => !seen.has(identityOf(record)) && !seen.has(identityOf(record).split('#')[0]!);
  const records: JsonObject[] = [];
  const fresh: JsonObject[] = [];
  // When many records change within the overlap, whole pages of the answer hold nothing but what was taken already.
  for (let path: string | undefined = `/query?q=${encodeURIComponent(soql)}`; path !== undefined && fresh.length < PAGE; ) {
    const { body } = await callSalesforce(connection, context, { method: 'GET', path });
    const page = readPage(body);
    const read = page.records.map(toPlainRecord);
    records.push(...read);
    fresh.push(...read.filter(isFresh));
    path = page.next;
  }
  const at = records.reduce(
    (latest, { SystemModstamp }) => (Date.parse(String(SystemModstamp)) > Date.parse(latest) ? toIso(String(SystemModstamp)) : latest),
    watermark.at,
  );
  const keptFrom = Date.parse(at) - config.overlapMs;
  const next: Watermark = {
    at,
    seen: records.filter(({ SystemModstamp }) => Date.parse(String(SystemModstamp)) >= keptFrom).map(identityOf),
  };
  const toShown = (record: JsonObject): ShownState | undefined => {
    const by = record['LastModifiedById'];
    if (config.ownChanges === 'take' || userId === undefined || typeof by !== 'string' || toLongId(by) !== toLongId(userId))
      return undefined;
    const id = toLongId(String(record['Id']));
    const taken = watermark.seen.filter((one) => one.startsWith(`${id}@`)).map((one) => one.slice(id.length + 1).split('#')[0]!);
    return {
      type: config.object,
      key: id,
      version: toIso(String(record['SystemModstamp'])),
      of: { kind: 'latest', takenBefore: from, taken },
    };
  };
  return {
    events: fresh.map((record) => toEvent(record, toShown(record))),
    watermark: next as unknown as JsonObject,
    more: fresh.length >= PAGE,
  };
}

function toEvent(record: JsonObject, shows: ShownState | undefined): InboundEvent {
  const body = { ...record, Id: toLongId(String(record['Id'])) };
  return { scope: { body }, messageId: identityOf(record), ...(shows === undefined ? {} : { shows }) };
}

/** Stamps count whole seconds: a second change within one is known by what the record holds. */
function identityOf(record: JsonObject): string {
  const content = createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 12);
  return `${toLongId(String(record['Id']))}@${toIso(String(record['SystemModstamp']))}#${content}`;
}

function toIso(instant: string): string {
  return new Date(instant).toISOString();
}
