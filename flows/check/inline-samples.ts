/**
 * What of a flow is neither checked by its shape nor an expression: code and JSON Schemas that analysts wrote into it. Their size is
 * judged here; whether they can be read, and how long that takes, is tried out where it can do no harm (runtime/expressions).
 */
import type { FlowDocument } from '../flow.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import { type PathPart, toPointer } from '../json-pointer.ts';
import type { NodeManifest } from '../node-manifest.ts';
import type { Problem } from '../problem.ts';
import { type CheckedFlow, error } from './checked-flow.ts';

export interface InlineSample {
  /** JSON Pointer into the document. */
  readonly path: string;
  readonly nodeId?: string;
  readonly what: { readonly kind: 'code'; readonly code: string } | { readonly kind: 'schema'; readonly schema: JsonSchema };
}

/** Of a schema's JSON text; what is published is compiled by the runtime itself. */
const LARGEST_SCHEMA = 64 * 1024;
const DEEPEST_SCHEMA = 32;

/** A schema that only names one of ours is none of theirs. */
export function findInlineSamples(
  flow: FlowDocument,
  nodeTypes: (type: string) => Pick<NodeManifest, 'config'> | undefined,
): readonly InlineSample[] {
  const { input, output } = flow.contract;
  return [
    ...schemaAt(input, ['contract', 'input']),
    ...schemaAt(output, ['contract', 'output']),
    ...Object.entries(flow.nodes).flatMap(([id, { type, config }]) => samplesOf(id, config, nodeTypes(type)?.config)),
  ];
}

function samplesOf(nodeId: string, config: JsonObject, schema: JsonSchema | undefined): readonly InlineSample[] {
  return Object.entries((schema?.['properties'] ?? {}) as { readonly [name: string]: JsonSchema }).flatMap(([name, field]) => {
    const path = ['nodes', nodeId, 'config', name];
    if (field['format'] === 'json-schema') return schemaAt(config[name], path, nodeId);
    const value = config[name];
    if (field['x-language'] !== 'javascript' || typeof value !== 'string') return [];
    return [{ path: toPointer(path), nodeId, what: { kind: 'code' as const, code: value } }];
  });
}

function schemaAt(schema: Json | undefined, path: readonly PathPart[], nodeId?: string): readonly InlineSample[] {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return [];
  const keys = Object.keys(schema);
  if (keys.length === 0 || (keys.length === 1 && keys[0] === '$ref')) return [];
  const at = { path: toPointer(path), ...(nodeId === undefined ? {} : { nodeId }) };
  return [{ ...at, what: { kind: 'schema', schema: schema as JsonSchema } }];
}

export function findInlineProblems({ flow, context }: CheckedFlow): readonly Problem[] {
  return findInlineSamples(flow, context.nodeTypes).flatMap(({ path, nodeId, what }) => {
    if (what.kind === 'code') return [];
    if (JSON.stringify(what.schema).length > LARGEST_SCHEMA) {
      return [error('schema-too-large', path, 'The schema is over 64 KiB.', 'Say less, or divide what it describes.', nodeId)];
    }
    if (depthOf(what.schema) <= DEEPEST_SCHEMA) return [];
    const help = 'Give the inner parts names in "$defs" and refer to them.';
    return [error('schema-too-deep', path, `The schema is nested more than ${DEEPEST_SCHEMA} levels deep.`, help, nodeId)];
  });
}

function depthOf(value: Json): number {
  let depth = 0;
  let level: readonly Json[] = [value];
  while (level.length > 0 && depth <= DEEPEST_SCHEMA) {
    depth += 1;
    level = level
      .flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
      .filter((one) => typeof one === 'object' && one !== null);
  }
  return depth;
}
