/** Which fields the records of a SOQL query have, by its SELECT list. Types are known to Salesforce alone. */
import type { Json, JsonSchema } from '../json.ts';

/** `{ type: 'object' }` where the list cannot be told: an expression, FIELDS(…), TYPEOF, nothing that can be read. */
export function recordSchemaOf(soql: Json | undefined): JsonSchema {
  const names = typeof soql === 'string' && !soql.startsWith('=') ? selectedFields(soql) : undefined;
  if (names === undefined) return { type: 'object' };
  const root: Field = { fields: new Map() };
  for (const path of names) {
    let at = root;
    for (const name of path) {
      const next = at.fields.get(name) ?? { fields: new Map() };
      at.fields.set(name, next);
      at = next;
    }
  }
  return schemaOf(root, []);
}

interface Field {
  readonly fields: Map<string, Field>;
}

/** A relation that leads nowhere is null. */
function schemaOf({ fields }: Field, orNothing: readonly string[]): JsonSchema {
  const properties = Object.fromEntries(
    [...fields].map(([name, field]): [string, JsonSchema] => [name, field.fields.size > 0 ? schemaOf(field, ['null']) : scalarOf(name)]),
  );
  return { type: ['object', ...orNothing], additionalProperties: false, required: [...fields.keys()], properties };
}

function scalarOf(name: string): JsonSchema {
  return name === 'Id' ? { type: 'string' } : {};
}

/** Paths of names; undefined when it holds more than names and sub-queries. */
function selectedFields(soql: string): readonly (readonly string[])[] | undefined {
  const list = /^\s*select\s+([\s\S]*?)\s+from\s/i.exec(soql)?.[1];
  if (list === undefined) return undefined;
  const names = list.split(',').map((name) => name.trim());
  if (names.some((name) => !/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(name))) return undefined;
  return names.map((name) => name.split('.'));
}
