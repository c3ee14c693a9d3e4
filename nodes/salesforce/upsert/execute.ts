import type { JsonObject } from '#flows/json.ts';
import type { StepNode } from '../../node.ts';
import type { Exchange, KeptEffect, ProbeAnswer } from '../../step.ts';
import { callSalesforce, segment, toLongId } from '../client.ts';
import { noteOwnStates, OWN_STATE_FIELDS, stampOf } from '../own-state.ts';
import { holdsFields } from '../records.ts';
import { type UpsertConfig, upsertManifest } from './manifest.ts';

export const salesforceUpsert: StepNode = {
  manifest: upsertManifest,
  async execute(step) {
    const { object, externalIdField, externalId, fields } = step.config as UpsertConfig & { fields: JsonObject };
    const path = `/sobjects/${object}/${externalIdField}/${segment(externalId)}`;

    async function upsert(exchange: Exchange): Promise<JsonObject> {
      const { status, body } = await callSalesforce(step.connection, exchange, { method: 'PATCH', path, body: fields, ...guard });
      // Older API versions answer 204 without a body when they changed an existing record.
      if (body === null) return { id: await readId(exchange), created: false };
      const { id, created } = body as JsonObject;
      return { id: toLongId(String(id)), created: created === true || status === 201 };
    }

    async function readId(exchange: Exchange): Promise<string> {
      const { body } = await callSalesforce(step.connection, exchange, { method: 'GET', path: `${path}?fields=Id` });
      return toLongId(String((body as JsonObject)['Id']));
    }

    async function probe({ request }: KeptEffect, exchange: Exchange): Promise<ProbeAnswer<JsonObject>> {
      const sent = (request as JsonObject)['fields'] as JsonObject;
      const names = ['Id', ...Object.keys(sent)].join(',');
      const { status, body } = await callSalesforce(
        step.connection,
        exchange,
        { method: 'GET', path: `${path}?fields=${segment(names)}` },
        { missing: true },
      );
      // Not there, or holding other values: setting them is harmless, since this record is the only one with the id.
      if (status === 404 || !holdsFields(body as JsonObject, sent)) return { verdict: 'not-applied' };
      return { verdict: 'confirmed', answer: { id: toLongId(String((body as JsonObject)['Id'])), created: false } };
    }

    async function readState(exchange: Exchange): Promise<readonly JsonObject[]> {
      const fieldNames = segment(OWN_STATE_FIELDS.join(','));
      const { status, body } = await callSalesforce(
        step.connection,
        exchange,
        { method: 'GET', path: `${path}?fields=${fieldNames}` },
        { missing: true },
      );
      return status === 404 ? [] : [body as JsonObject];
    }

    const watched = step.isWatched(object);
    const [before] = watched ? await step.read(`read-${object}`, { object, externalId }, readState) : [];
    // Somebody's change that comes in between must not pass as part of ours (STP-5).
    const guard = before === undefined ? {} : { unmodifiedSince: stampOf(before) };
    const output = await step.write(`upsert-${object}`, { object, externalIdField, externalId, fields }, upsert, {
      object: { type: object, key: externalId },
      probe,
    });
    if (watched) {
      const readBack = () => step.read(`read-back-${object}`, { object, externalId }, readState);
      const madeOn = before === undefined ? (output['created'] === true ? undefined : null) : stampOf(before);
      await noteOwnStates(step, object, readBack, () => ({ before: madeOn, fields: { ...fields, [externalIdField]: externalId } }));
    }
    return { kind: 'done', port: 'out', output };
  },
};
