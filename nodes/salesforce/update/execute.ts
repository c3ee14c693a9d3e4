import type { JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { Exchange, KeptEffect, ProbeAnswer } from '../../step.ts';
import { callSalesforce, segment, toLongId } from '../client.ts';
import {
  changedAgainAndAgain,
  changedBySomebodyElse,
  changedFields,
  FRESH_READINGS,
  isOvertaken,
  throwAsNotApplied,
} from '../lost-update.ts';
import { noteOwnStates, OWN_STATE_FIELDS, stampOf } from '../own-state.ts';
import { holdsFields } from '../records.ts';
import { type UpdateConfig, updateManifest } from './manifest.ts';

export const salesforceUpdate: StepNode = {
  manifest: updateManifest,
  async execute(step) {
    const config = step.config as UpdateConfig & { fields: JsonObject };
    const { object, id: givenId, fields } = config;
    const id = toLongId(givenId);
    const path = `/sobjects/${object}/${id}`;
    const namesOf = (written: JsonObject) =>
      segment([...new Set(['SystemModstamp', 'LastModifiedDate', ...Object.keys(written)])].join(','));

    async function readRecord(exchange: Exchange, names: string): Promise<JsonObject | null> {
      const { status, body } = await callSalesforce(
        step.connection,
        exchange,
        { method: 'GET', path: `${path}?fields=${names}` },
        { missing: true },
      );
      if (status === 404) return null;
      const { attributes: _attributes, ...record } = body as JsonObject;
      return record;
    }

    async function probe({ request, before }: KeptEffect, exchange: Exchange): Promise<ProbeAnswer<JsonObject>> {
      // What was sent then: an operator may have edited the step since.
      const sent = (request as JsonObject)['fields'] as JsonObject;
      const found = await readRecord(exchange, namesOf(sent));
      if (found === null) return { verdict: 'changed-by-somebody-else', found: { deleted: true } };
      // Before the stamp: it counts whole seconds, and two changes may fall into one.
      if (holdsFields(found, sent)) return { verdict: 'confirmed', answer: { id } };
      if (found['SystemModstamp'] === (before as JsonObject)['SystemModstamp']) return { verdict: 'not-applied' };
      return { verdict: 'changed-by-somebody-else', found };
    }

    const names = namesOf(fields);
    const before = await step.read(`read-${object}`, { object, id, fields: names }, (exchange) => readRecord(exchange, names));
    if (before === null) return { kind: 'done', port: 'missing', output: { id } };
    // The state that the write was made on; null: another program has written the same, and its change is not ours.
    let madeOn: JsonObject | null = before;
    checkState(config);

    /** RTY-1: after a 412 it goes out again, here and at once, for a later attempt would no longer know the old values. */
    async function send(exchange: Exchange): Promise<JsonObject> {
      let state = before as JsonObject;
      for (let readings = 1; ; readings += 1) {
        try {
          await callSalesforce(step.connection, exchange, { method: 'PATCH', path, body: fields, ...guardOf(config, state) });
          madeOn = state;
          return { id };
        } catch (error) {
          if (!isOvertaken(error) || isGiven(config.unmodifiedSince)) throw error;
          const fresh = await readRecord(exchange, names).catch(throwAsNotApplied);
          if (fresh === null) throw error;
          if (holdsFields(fresh, fields)) {
            madeOn = null;
            return { id };
          }
          const theirs = changedFields(before as JsonObject, fresh, fields);
          if (theirs.length > 0) throw changedBySomebodyElse(`${object} ${id}`, theirs, error);
          if (readings === FRESH_READINGS) throw changedAgainAndAgain(`${object} ${id}`, error);
          state = fresh;
        }
      }
    }

    const output = await step.write(`update-${object}`, { object, id, fields }, send, { object: { type: object, key: id }, before, probe });
    if (step.isWatched(object)) {
      const readBack = async (exchange: Exchange): Promise<readonly JsonObject[]> => {
        const record = await readRecord(exchange, segment(OWN_STATE_FIELDS.join(',')));
        return record === null ? [] : [record];
      };
      await noteOwnStates(
        step,
        object,
        () => step.read(`read-back-${object}`, { object, id }, readBack),
        () => ({ before: madeOn === null ? null : stampOf(madeOn), fields }),
      );
    }
    return { kind: 'done', port: 'updated', output };
  },
};

/** Whole seconds: what came within the one of the reading is not seen. */
function guardOf({ unmodifiedSince, lostUpdates }: UpdateConfig, state: JsonObject): { readonly unmodifiedSince?: string } {
  if (lostUpdates === 'overwrite') return {};
  const since = unmodifiedSince ?? state['LastModifiedDate'];
  return typeof since === 'string' && !Number.isNaN(Date.parse(since)) ? { unmodifiedSince: since } : {};
}

/** Throws InvalidError `instant-malformed`. */
function checkState({ unmodifiedSince, lostUpdates }: UpdateConfig): void {
  if (lostUpdates === 'overwrite' || !isGiven(unmodifiedSince) || !Number.isNaN(Date.parse(unmodifiedSince))) return;
  throw new InvalidError(`"${unmodifiedSince}" is no instant`, {
    code: 'instant-malformed',
    help: 'Give the LastModifiedDate of the record as it was read.',
    target: 'unmodifiedSince',
  });
}

function isGiven(value: string | null | undefined): value is string {
  return value !== null && value !== undefined;
}
