/**
 * What of a computed value is tagged (TRC-3): a path gives what stands there, a text or a number made from something tagged is tagged
 * itself. Questions (comparisons, `$exists`, `$count` …) give nothing away. What travels through variables and functions of its own is
 * not followed.
 */
import { isExpressionText } from './expressions/expression-text.ts';
import { buildTargetTree, type TargetField } from './expressions/map-expression.ts';
import { parseExpression } from './expressions/parse-expression.ts';
import type { SyntaxNode } from './expressions/syntax-tree.ts';
import { mergeTrees, type TagTree } from './field-tags.ts';
import type { MapRow } from './flow.ts';
import type { Json } from './json.ts';
import type { FieldTag } from './schemas/schemas.ts';

type Tags = TagTree | undefined;

const NO_FIELDS: ReadonlyMap<string, TagTree> = new Map();
const QUESTIONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=', 'in', 'and', 'or', '..']);
const ASKING: ReadonlySet<string> = new Set(['exists', 'count', 'boolean', 'not', 'length', 'contains', 'type']);

/** Of a config, or a part of it: literals as they are, expressions as they are computed. `root`: what expressions see, by name. */
export function tagsOfConfig(config: Json, root: TagTree): Tags {
  if (typeof config === 'string') return isExpressionText(config) ? tagsOfExpression(config, root, root) : undefined;
  if (typeof config !== 'object' || config === null) return undefined;
  if (Array.isArray(config))
    return eachOf((config as readonly Json[]).reduce<Tags>((all, part) => mergeTrees(all, tagsOfConfig(part, root)), undefined));
  return fieldsOf(Object.entries(config).map(([name, part]) => [name, tagsOfConfig(part as Json, root)]));
}

/** Of what the rows of a map fill. */
export function tagsOfRows(rows: readonly MapRow[], root: TagTree): Tags {
  return fieldsOf([...buildTargetTree(rows, []).fields].map(([name, field]) => [name, tagsOfTarget(field, root, root)]));
}

function tagsOfTarget(field: TargetField, here: Tags, root: TagTree): Tags {
  const inner = field.scope === undefined ? here : itemOf(tagsOfExpression(field.scope, here, root));
  const tags =
    field.expression === undefined
      ? fieldsOf([...field.fields].map(([name, part]) => [name, tagsOfTarget(part, inner, root)]))
      : tagsOfExpression(field.expression, inner, root);
  return field.list ? eachOf(tags) : tags;
}

/** `here`: what its names are looked up in; `root`: what `$$` reaches. */
export function tagsOfExpression(text: string, here: Tags, root: TagTree): Tags {
  const { tree } = parseExpression(text);
  return tree === undefined ? undefined : tagsOf(tree, here, root);
}

function tagsOf(node: SyntaxNode, here: Tags, root: TagTree): Tags {
  switch (node.type) {
    case 'path': {
      let at = here;
      for (const [index, step] of node.steps.entries())
        at = index > 0 && step.type === 'name' ? named(at, step.value) : tagsOf(step, index === 0 ? here : itemOf(at), root);
      return at;
    }
    case 'name':
      return named(here, node.value);
    case 'variable':
      return node.value === '' ? here : node.value === '$' ? root : undefined;
    case 'condition':
      return mergeTrees(tagsOf(node.then, here, root), node.else === undefined ? undefined : tagsOf(node.else, here, root));
    case 'unary':
      if (node.value === '{')
        return fieldsOf(
          node.lhs.flatMap(([key, value]) => (key.type === 'string' ? [[String(key.value), tagsOf(value, here, root)] as const] : [])),
        );
      if (node.value === '[')
        return eachOf(node.expressions.reduce<Tags>((all, part) => mergeTrees(all, tagsOf(part, here, root)), undefined));
      return computed(tagsOf(node.expression, here, root));
    case 'block':
      return node.expressions.reduce<Tags>((_before, part) => tagsOf(part, here, root), undefined);
    case 'binary':
      return QUESTIONS.has(node.value) ? undefined : computed(mergeTrees(tagsOf(node.lhs, here, root), tagsOf(node.rhs, here, root)));
    case 'function':
    case 'partial': {
      const { procedure } = node;
      if (procedure.type === 'variable' && ASKING.has(procedure.value)) return undefined;
      return computed(node.arguments.reduce<Tags>((all, part) => mergeTrees(all, tagsOf(part, here, root)), undefined));
    }
    case 'apply':
      return computed(tagsOf(node.lhs, here, root));
    default:
      return undefined;
  }
}

/** What is made of something tagged is tagged whole; of something that only holds tagged fields nothing is known. */
function computed(tags: Tags): Tags {
  const tag = tags === undefined ? undefined : firstTag(tags);
  return tag === undefined ? undefined : { tag, fields: NO_FIELDS };
}

function firstTag(tags: TagTree): FieldTag | undefined {
  return tags.tag ?? (tags.each === undefined ? undefined : firstTag(tags.each));
}

/** Lists are walked through, as JSONata does; a value that is tagged whole is tagged in its parts. */
function named(tags: Tags, name: string): Tags {
  if (tags === undefined) return undefined;
  if (tags.tag !== undefined) return { tag: tags.tag, fields: NO_FIELDS };
  return tags.fields.get(name) ?? (tags.each === undefined ? undefined : named(tags.each, name));
}

function itemOf(tags: Tags): Tags {
  return tags?.each ?? tags;
}

/** A list, or what JSONata makes of one with a single item. */
function eachOf(tags: Tags): Tags {
  return tags === undefined ? undefined : mergeTrees(tags, { fields: NO_FIELDS, each: tags });
}

function fieldsOf(parts: readonly (readonly [name: string, tags: Tags])[]): Tags {
  const fields = new Map<string, TagTree>();
  for (const [name, tags] of parts) if (tags !== undefined) fields.set(name, tags);
  return fields.size === 0 ? undefined : { fields };
}
