/** Keys stand in the clear: people search by them, lanes and duplicates are told by them. What is tagged should be none (TRC-3). */
import { outputOf } from '../derive.ts';
import { tagsOfExpression } from '../expression-tags.ts';
import { mergeTrees, type TagTree, tagTreeOf } from '../field-tags.ts';
import type { Problem } from '../problem.ts';
import { resolveSchema } from '../schemas/schemas.ts';
import { type CheckedFlow, warning } from './checked-flow.ts';

export function checkTaggedKeys(checked: CheckedFlow): readonly Problem[] {
  const body = bodyTags(checked);
  if (body === undefined) return [];
  const root: TagTree = { fields: new Map([['trigger', { fields: new Map([['body', body]]) }]]) };
  const { lane, idempotency, plant, object } = checked.flow;
  const keys: readonly (readonly [path: string, expression: string | undefined])[] = [
    ['/lane/key', lane?.key],
    ['/idempotency/key', idempotency?.key],
    ['/plant', plant],
    ...Object.entries(object?.keys ?? {}).map(([name, expression]) => [`/object/keys/${name}`, expression] as const),
  ];
  return keys.flatMap(([path, expression]) => {
    const tag = expression === undefined ? undefined : tagsOfExpression(expression, root, root)?.tag;
    if (tag === undefined) return [];
    const message = `This key is made of a field that is tagged as ${tag}: keys are stored as they are, shown and searched.`;
    return [warning('key-tagged', path, message, 'Choose a number or an id that says nothing of itself.')];
  });
}

function bodyTags({ flow, triggers, nodes, context }: CheckedFlow): TagTree | undefined {
  const find = context.schemas ?? resolveSchema;
  const { contract } = flow;
  let tags = contract.input === undefined ? undefined : tagTreeOf(contract.input, find);
  for (const trigger of triggers) {
    const { node, manifest } = nodes.get(trigger)!;
    if (manifest !== undefined) tags = mergeTrees(tags, tagTreeOf(outputOf(manifest, node, { contract }), find));
  }
  return tags;
}
