import type { JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { Exchange, KeptEffect, ProbeAnswer, StepNode } from '../../node.ts';
import { callSalesforce, segment, toLongId } from '../client.ts';
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
    const guard = guardOf(config, before);
    const output = await step.write(
      `update-${object}`,
      { object, id, fields },
      async (exchange): Promise<JsonObject> => {
        await callSalesforce(step.connection, exchange, { method: 'PATCH', path, body: fields, ...guard });
        return { id };
      },
      { object: { type: object, key: id }, before, probe },
    );
    if (step.isWatched(object)) {
      const readBack = async (exchange: Exchange): Promise<readonly JsonObject[]> => {
        const record = await readRecord(exchange, segment(OWN_STATE_FIELDS.join(',')));
        return record === null ? [] : [record];
      };
      await noteOwnStates(
        step,
        object,
        () => step.read(`read-back-${object}`, { object, id }, readBack),
        () => ({ before: stampOf(before), fields }),
      );
    }
    return { kind: 'done', port: 'updated', output };
  },
};

/** Whole seconds: what came within the one of the reading is not seen. */
function guardOf({ unmodifiedSince, lostUpdates }: UpdateConfig, before: JsonObject): { readonly unmodifiedSince?: string } {
  if (lostUpdates === 'overwrite') return {};
  const since = unmodifiedSince ?? before['LastModifiedDate'];
  if (typeof since === 'string' && !Number.isNaN(Date.parse(since))) return { unmodifiedSince: since };
  if (unmodifiedSince === undefined || unmodifiedSince === null) return {};
  throw new InvalidError(`"${unmodifiedSince}" is no instant`, {
    code: 'instant-malformed',
    help: 'Give the LastModifiedDate of the record as it was read.',
    target: 'unmodifiedSince',
  });
}
