/** Which canonical schemas a flow names: in its contract and in the configs of its nodes (`{ "$ref": "schemas/order-change.json" }`). */
import type { FlowDocument } from './flow.ts';
import type { Json, JsonSchema } from './json.ts';
import { type PathPart, toPointer } from './json-pointer.ts';
import { resolveSchema } from './schemas/schemas.ts';

export interface SchemaReference {
  readonly ref: string;
  /** JSON Pointer of the `$ref` in the flow. */
  readonly path: string;
  readonly nodeId?: string;
}

export function findSchemaRefs({ contract, nodes }: FlowDocument): readonly SchemaReference[] {
  const found: SchemaReference[] = [];
  collect(contract.input, ['contract', 'input'], undefined, found);
  collect(contract.output, ['contract', 'output'], undefined, found);
  for (const [nodeId, { config }] of Object.entries(nodes)) collect(config, ['nodes', nodeId, 'config'], nodeId, found);
  return found;
}

/** The schemas behind all of them, as they are frozen with a version. Unknown ones are left out: checking names them. */
export function collectSchemas(
  flow: FlowDocument,
  find: (ref: string) => JsonSchema | undefined = resolveSchema,
): { readonly [ref: string]: JsonSchema } {
  const schemas: Record<string, JsonSchema> = {};
  for (const ref of [...new Set(findSchemaRefs(flow).map((reference) => reference.ref))].sort()) {
    const schema = find(ref);
    if (schema !== undefined) schemas[ref] = schema;
  }
  return schemas;
}

/** `#/…` stays inside its schema; everything else names one of ours. */
function collect(value: Json | undefined, path: readonly PathPart[], nodeId: string | undefined, found: SchemaReference[]): void {
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) collect(item, [...path, index], nodeId, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      if (name === '$ref' && typeof part === 'string' && (nodeId === undefined ? !part.startsWith('#') : part.startsWith('schemas/'))) {
        found.push({ ref: part, path: toPointer([...path, name]), ...(nodeId === undefined ? {} : { nodeId }) });
      } else collect(part, [...path, name], nodeId, found);
    }
  }
}
