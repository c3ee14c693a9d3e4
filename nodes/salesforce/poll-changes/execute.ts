import type { JsonObject } from '#flows/json.ts';
import type { InboundEvent, PollContext, TriggerNode } from '../../node.ts';
import { callSalesforce, tokenKeeper, toLongId } from '../client.ts';
import { readPage } from '../query/execute.ts';
import { toPlainRecord } from '../records.ts';
import { type PollChangesConfig, pollChangesManifest } from './manifest.ts';

const PAGE = 500;
const DEFAULTS = { intervalMs: 15_000, overlapMs: 60_000 };

export const salesforcePollChanges: TriggerNode = {
  manifest: pollChangesManifest,
  trigger: { kind: 'poll', intervalMs: (config) => ({ ...DEFAULTS, ...config }).intervalMs as number, poll: pollChanges },
};

/** `at`: newest SystemModstamp taken; `seen`: the records of the overlap that were taken already, as `Id@SystemModstamp`. */
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
  const { body } = await callSalesforce(connection, context, { method: 'GET', path: `/query?q=${encodeURIComponent(soql)}` });
  const records = readPage(body).records.map(toPlainRecord);
  const seen = new Set(watermark.seen);
  const fresh = records.filter((record) => !seen.has(identityOf(record)));
  const at = records.reduce(
    (latest, { SystemModstamp }) => (Date.parse(String(SystemModstamp)) > Date.parse(latest) ? toIso(String(SystemModstamp)) : latest),
    watermark.at,
  );
  const keptFrom = Date.parse(at) - config.overlapMs;
  const next: Watermark = {
    at,
    seen: records.filter(({ SystemModstamp }) => Date.parse(String(SystemModstamp)) >= keptFrom).map(identityOf),
  };
  return { events: fresh.map((record) => toEvent(record, userId)), watermark: next as unknown as JsonObject, more: fresh.length >= PAGE };
}

function toEvent(record: JsonObject, userId: string | undefined): InboundEvent {
  const body = { ...record, Id: toLongId(String(record['Id'])) };
  const echo =
    userId !== undefined && typeof record['LastModifiedById'] === 'string' && toLongId(record['LastModifiedById']) === toLongId(userId);
  return { scope: { body }, messageId: identityOf(record), ...(echo ? { echo } : {}) };
}

function identityOf({ Id, SystemModstamp }: JsonObject): string {
  return `${toLongId(String(Id))}@${toIso(String(SystemModstamp))}`;
}

function toIso(instant: string): string {
  return new Date(instant).toISOString();
}
