import type { Json, JsonObject } from '#flows/json.ts';
import type { StepNode } from '../../node.ts';
import type { Exchange, StepContext } from '../../step.ts';
import { callSalesforce, toLongId } from '../client.ts';
import {
  changedAgainAndAgain,
  changedBySomebodyElse,
  changedFields,
  FRESH_READINGS,
  isOvertaken,
  throwAsNotApplied,
} from '../lost-update.ts';
import { noteOwnStates, stampOf } from '../own-state.ts';
import { toPlainRecord } from '../records.ts';
import { type CompositeAnswer, type KnownStates, probeComposite, readKnownStates } from './known-states.ts';
import { type CompositeConfig, compositeManifest } from './manifest.ts';
import {
  checkRequests,
  findRefusal,
  type KnownTarget,
  knownTargets,
  readSubanswers,
  type Subanswer,
  toSubrequests,
  type WantedRequest,
} from './subrequests.ts';

export const salesforceComposite: StepNode = {
  manifest: compositeManifest,
  async execute(step) {
    const { requests: given, lostUpdates } = step.config as CompositeConfig;
    const requests = given as unknown as readonly WantedRequest[];
    checkRequests(requests);
    const targets = knownTargets(requests);
    const before = await step.read('read-before', { of: targets.map(({ path }) => path) }, (exchange) =>
      readKnownStates(step.connection, exchange, targets),
    );

    // The states that the writes were made on.
    let madeOn = before;
    // What the call itself touches before it comes to the update: the same record again, or a parent by a roll-up of the CRM.
    let touchedByUs: ReadonlySet<string> = new Set();

    /** RTY-1: after a 412 all of it goes out again, here and at once, for a later attempt would no longer know the old values. */
    async function send(exchange: Exchange): Promise<CompositeAnswer> {
      for (let readings = 1; ; readings += 1) {
        try {
          return await sendOnce(exchange);
        } catch (error) {
          if (lostUpdates !== 'refuse' || !isOvertaken(error)) throw error;
          const fresh = await readKnownStates(step.connection, exchange, targets).catch(throwAsNotApplied);
          requireOldValues(targets, before, fresh, error);
          if (readings === FRESH_READINGS) throw changedAgainAndAgain(targets.map(({ path }) => path).join(', '), error);
          // All was taken back, and all stands as it was read: nobody else has overtaken us.
          if (targets.every(({ ref }) => stampIn(fresh, ref) === stampIn(madeOn, ref)))
            touchedByUs = new Set(requests.slice(1).map(({ ref }) => ref));
          madeOn = fresh;
        }
      }
    }

    async function sendOnce(exchange: Exchange): Promise<CompositeAnswer> {
      const { apiVersion } = step.connection.settings;
      const compositeRequest = toSubrequests(
        requests,
        String(apiVersion),
        lostUpdates === 'refuse' ? guards(targets, madeOn, touchedByUs) : {},
      );
      const body = { allOrNone: true, compositeRequest };
      const answer = await callSalesforce(step.connection, exchange, { method: 'POST', path: '/composite', body });
      const answers = readSubanswers(answer.body, requests.length);
      const refusal = findRefusal(answers);
      if (refusal !== undefined) throw refusal;
      return { results: answers.map((one, index) => toResult(requests[index]!, one)) };
    }

    const first = targets[0];
    const { results } = await step.write('composite', { requests } as unknown as Json, send, {
      ...(first === undefined ? {} : { object: { type: first.object, key: first.path.split('/').at(-1)! } }),
      before,
      // When all only create, nothing tells them from other records: a person looks.
      ...(first === undefined ? {} : { probe: (kept, exchange) => probeComposite(step.connection, kept, exchange) }),
    });
    await noteOwn(step, targets, madeOn);
    const ids = Object.fromEntries(results.flatMap(({ ref, id }) => (typeof id === 'string' ? [[String(ref), id]] : [])));
    return { kind: 'done', port: 'out', output: { results, ids } };
  },
};

function stampIn(states: KnownStates, ref: string): Json | undefined {
  return states[ref]?.['SystemModstamp'];
}

function guards(
  targets: readonly KnownTarget[],
  before: KnownStates,
  touchedByUs: ReadonlySet<string>,
): { readonly [ref: string]: string } {
  return Object.fromEntries(
    targets.flatMap(({ ref, action }) => {
      const since = before[ref]?.['LastModifiedDate'];
      return action === 'update' && typeof since === 'string' && !touchedByUs.has(ref) ? [[ref, since]] : [];
    }),
  );
}

/** Throws: a field that an update sets has another value than it had, or its record is gone. Upserts and deletes have no guard. */
function requireOldValues(targets: readonly KnownTarget[], before: KnownStates, fresh: KnownStates, refusal: unknown): void {
  for (const { ref, action, object, path, fields } of targets) {
    if (action !== 'update') continue;
    const [was, is] = [before[ref] ?? null, fresh[ref] ?? null];
    if (was === null || is === null) throw refusal;
    const theirs = changedFields(was, is, fields);
    if (theirs.length > 0) throw changedBySomebodyElse(`${object} ${path.split('/').at(-1)}`, theirs, refusal);
  }
}

function toResult({ ref, action, id }: WantedRequest, { status, body }: Subanswer): JsonObject {
  const answer = (body ?? {}) as JsonObject;
  switch (action) {
    case 'read':
      return { ref, record: toPlainRecord(answer) };
    case 'query':
      return { ref, records: ((answer['records'] ?? []) as unknown as readonly JsonObject[]).map(toPlainRecord) };
    case 'create':
    case 'upsert':
      return { ref, id: toLongId(String(answer['id'])), created: action === 'create' || answer['created'] === true || status === 201 };
    default:
      return { ref, ...(String(id).startsWith('@{') ? {} : { id: toLongId(String(id)) }) };
  }
}

/** STP-5: only of records that were known before; what others hold is not asked. */
async function noteOwn(step: StepContext, targets: readonly KnownTarget[], before: KnownStates): Promise<void> {
  for (const object of new Set(targets.map((target) => target.object))) {
    if (!step.isWatched(object)) continue;
    const ours = targets.filter((target) => target.object === object && target.action !== 'delete');
    const byId = new Map<string, KnownTarget>();
    await noteOwnStates(
      step,
      object,
      async () => {
        const states = await step.read(`read-back-${object}`, { object }, (exchange) => readKnownStates(step.connection, exchange, ours));
        return ours.flatMap((target) => {
          const record = states[target.ref] ?? null;
          if (record === null) return [];
          byId.set(toLongId(String(record['Id'])), target);
          return [record];
        });
      },
      (record) => {
        const { ref, fields } = byId.get(toLongId(String(record['Id'])))!;
        const state = before[ref] ?? null;
        return { before: state === null ? undefined : stampOf(state), fields };
      },
    );
  }
}
