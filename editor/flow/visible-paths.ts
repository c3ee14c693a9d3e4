/** What an expression of a node sees, as paths that can be written: the trigger's body, what earlier steps gave, the run. Pure. */
import { outputOf } from '#flows/derive.ts';
import { branches } from '#flows/expressions/schema-walk.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { graphOf, upstreamOf } from '#flows/graph.ts';
import type { JsonSchema } from '#flows/json.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { asObject, typeOf } from '../forms/form-model.ts';
import type { Suggestion } from '../forms/suggestions.ts';

const DEEPEST = 5;
const MOST = 600;

const ALWAYS: readonly Suggestion[] = [
  { path: 'run.id', type: 'string' },
  { path: 'run.correlationId', type: 'string' },
  { path: 'run.startedAt', type: 'string' },
  { path: 'run.environment', type: 'string' },
  { path: 'run.version', type: 'integer' },
  { path: 'flow.id', type: 'string' },
];

/** `nodeId` undefined: what is known before a run, for keys of the flow itself. */
export function visiblePaths(flow: FlowDocument, nodeId: string | undefined, manifests: Manifests): readonly Suggestion[] {
  const upstream = nodeId === undefined ? new Set<string>() : upstreamOf(graphOf(flow), nodeId);
  const paths: Suggestion[] = [];
  for (const [id, node] of Object.entries(flow.nodes)) {
    const manifest = manifests.get(node.type);
    if (manifest === undefined || (manifest.kind !== 'trigger' && !upstream.has(id))) continue;
    const schema = outputOf(manifest, node, { contract: flow.contract });
    collect(manifest.kind === 'trigger' ? 'trigger.body' : `steps.${nameInPath(id)}`, schema, schema, 0, paths);
  }
  return [...paths, ...ALWAYS].slice(0, MOST);
}

function collect(path: string, schema: JsonSchema, root: JsonSchema, depth: number, paths: Suggestion[]): void {
  const ref = schema['$ref'];
  if (typeof ref === 'string' && !ref.startsWith('#')) {
    const named = resolveSchema(ref);
    if (named !== undefined) return collect(path, named, named, depth, paths);
  }
  const parts = branches(root, schema);
  const type = parts.map(typeOf).find((one) => one !== undefined);
  const about = parts.map(({ title, description }) => title ?? description).find((one): one is string => typeof one === 'string');
  paths.push({ path, ...(type === undefined ? {} : { type }), ...(about === undefined ? {} : { about }) });
  if (depth >= DEEPEST) return;
  for (const part of parts) {
    // A path goes through a list to a field of every item.
    const inside = typeOf(part) === 'array' ? branches(root, asObject(part['items'])) : [part];
    for (const { properties } of inside)
      for (const [name, field] of Object.entries(asObject(properties)))
        collect(`${path}.${nameInPath(name)}`, asObject(field), root, depth + 1, paths);
  }
}

/** As the language wants it: what is no plain name stands in backquotes. */
function nameInPath(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name}\``;
}
