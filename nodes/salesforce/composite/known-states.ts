/** The records that a composite writes and that are known before: as they are now, for the before-image, the probe and the echo filter. */
import type { JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../../connection.ts';
import type { Exchange, KeptEffect, ProbeAnswer } from '../../step.ts';
import { callSalesforce, segment, toLongId } from '../client.ts';
import { holdsFields, toPlainRecord } from '../records.ts';
import { type KnownTarget, knownTargets, readSubanswers, refusalOf, type WantedRequest } from './subrequests.ts';

/** By the names of the requests; null: there is none. */
export type KnownStates = { readonly [ref: string]: JsonObject | null };

const STATE_FIELDS = ['Id', 'SystemModstamp', 'LastModifiedDate', 'LastModifiedById'];

/** One call, which changes nothing. */
export async function readKnownStates(
  connection: ConnectionAccess,
  exchange: Exchange,
  targets: readonly KnownTarget[],
): Promise<KnownStates> {
  if (targets.length === 0) return {};
  const compositeRequest = targets.map(({ ref, path, fields }) => {
    const names = segment([...new Set([...STATE_FIELDS, ...Object.keys(fields)])].join(','));
    return { method: 'GET', url: `/services/data/v${String(connection.settings['apiVersion'])}${path}?fields=${names}`, referenceId: ref };
  });
  const { body } = await callSalesforce(connection, exchange, {
    method: 'POST',
    path: '/composite',
    body: { allOrNone: false, compositeRequest },
  });
  return Object.fromEntries(
    readSubanswers(body, targets.length).map(({ ref, status, body: record }) => {
      // Only 404 says that there is none: a record that cannot be read must not pass for one that was deleted, or never made.
      const refusal = status === 404 ? undefined : refusalOf({ ref, status, body: record });
      if (refusal !== undefined) throw refusal;
      return [ref, status === 404 ? null : toPlainRecord(record as JsonObject)];
    }),
  );
}

export interface CompositeAnswer extends JsonObject {
  readonly results: readonly JsonObject[];
}

/** All or none: what became of the records that are known speaks for the others. */
export async function probeComposite(
  connection: ConnectionAccess,
  kept: KeptEffect,
  exchange: Exchange,
): Promise<ProbeAnswer<CompositeAnswer>> {
  const requests = (kept.request as JsonObject)['requests'] as unknown as readonly WantedRequest[];
  const before = (kept.before ?? {}) as KnownStates;
  const targets = knownTargets(requests);
  const now = await readKnownStates(connection, exchange, targets);
  const verdicts = targets.map((target) => judge(target, before[target.ref] ?? null, now[target.ref] ?? null));
  if (verdicts.every((verdict) => verdict === 'untouched')) return { verdict: 'not-applied' };
  if (!verdicts.every((verdict) => verdict === 'as-wanted')) return { verdict: 'changed-by-somebody-else', found: now };
  const results = requests.map(({ ref, action, id }): JsonObject => {
    const known = now[ref]?.['Id'] ?? (action === 'delete' ? id : undefined);
    const created = action === 'upsert' && targets.some((target) => target.ref === ref) ? { created: (before[ref] ?? null) === null } : {};
    return { ref, ...(typeof known === 'string' ? { id: toLongId(known) } : {}), ...created };
  });
  return { verdict: 'confirmed', answer: { results } };
}

function judge({ action, fields }: KnownTarget, before: JsonObject | null, now: JsonObject | null): 'untouched' | 'as-wanted' | 'other' {
  // Every write moves the stamp, also one that sets what was there.
  const isUntouched = before === null ? now === null : now !== null && now['SystemModstamp'] === before['SystemModstamp'];
  const isAsWanted = action === 'delete' ? now === null : now !== null && holdsFields(now, fields);
  // The stamp counts whole seconds: two changes may share one.
  if (isAsWanted && (!isUntouched || (before !== null && action !== 'delete' && !holdsFields(before, fields)))) return 'as-wanted';
  return isUntouched ? 'untouched' : 'other';
}
