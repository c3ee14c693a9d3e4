/** What an organisation can fill fields of nodes with: its objects and their fields, as the integration user sees them. */
import type { OfferedOption } from '#flows/connection-manifest.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionAccess, OptionList } from '../connection.ts';
import { InvalidError } from '../errors.ts';
import { callSalesforce } from './client.ts';

export const salesforceOptions: { readonly [list: string]: OptionList } = {
  objects: {
    wants: [],
    async read(connection, _given, signal) {
      const { body } = await ask(connection, '/sobjects', signal);
      return listOf(body, 'sobjects').map(named).toSorted(order);
    },
  },
  fields: ofObject(() => true),
  'external-ids': ofObject((field) => field['externalId'] === true || field['idLookup'] === true),
};

function ofObject(isWanted: (field: JsonObject) => boolean): OptionList {
  return {
    wants: ['object'],
    async read(connection, { object = '' }, signal) {
      const answer = await ask(connection, `/sobjects/${encodeURIComponent(object)}/describe`, signal);
      if (answer.status === 404)
        throw new InvalidError(`The organisation has no object "${object}", or the user may not see it`, {
          code: 'options-unknown',
          help: 'Choose one of the objects that are offered.',
        });
      return listOf(answer.body, 'fields')
        .filter(isWanted)
        .map((field): OfferedOption => ({ ...named(field), type: String(field['type'] ?? '') }))
        .toSorted(order);
    },
  };
}

function ask(connection: ConnectionAccess, path: string, signal: AbortSignal) {
  const context = { signal, correlationId: 'options', traceparent: '00-00000000000000000000000000000001-0000000000000001-00' };
  return callSalesforce(connection, context, { method: 'GET', path }, { missing: true });
}

function listOf(body: Json, name: string): readonly JsonObject[] {
  const list = (body as JsonObject | null)?.[name];
  return Array.isArray(list) ? (list as readonly JsonObject[]) : [];
}

function named(thing: JsonObject): OfferedOption {
  return { value: String(thing['name'] ?? ''), label: String(thing['label'] ?? '') };
}

const order = (a: OfferedOption, b: OfferedOption) => a.value.localeCompare(b.value, 'en');
