/**
 * What a map shall fill, as fields: by the schema that the map itself names, else by what the steps behind it ask of what it gives, else
 * by the answer that the flow has promised. Fields that rows fill beyond that stand behind them. Pure.
 */

import { isExpressionText } from '#flows/expressions/expression-text.ts';
import { readExpression } from '#flows/expressions/known-expression.ts';
import type { SyntaxNode } from '#flows/expressions/syntax-tree.ts';
import { membersOf, objectOf, type Type, UNKNOWN } from '#flows/expressions/types/type.ts';
import { typeOfSchema } from '#flows/expressions/types/type-of-schema.ts';
import { fieldOf, itemOf, union } from '#flows/expressions/types/union.ts';
import type { FlowNode } from '#flows/flow.ts';
import type { Json, JsonSchema } from '#flows/json.ts';
import { checkedSchemaOf } from '#flows/services/operation-config.ts';
import { askedOf } from '#flows/typing/asked-types.ts';
import type { FlowTyping } from '#flows/typing/flow-typing.ts';
import type { FieldPath } from './field-path.ts';
import { type Field, makeField } from './field-tree.ts';
import { fieldPlaces, itemPlaces, placeOf, type SchemaPlace } from './schema-place.ts';

export interface TargetTree {
  readonly fields: readonly Field[];
  /** Ids of the nodes that ask for it; none where the map or the flow itself says it, or nobody does. */
  readonly askedBy: readonly string[];
  readonly from: 'map' | 'steps' | 'contract' | 'nobody';
}

export function targetTree(typing: FlowTyping, nodeId: string): TargetTree {
  const node = typing.flow.nodes[nodeId];
  const own = node?.config['schema'];
  if (isObject(own)) return { fields: wholeOf(asked(own, typing)), askedBy: [], from: 'map' };
  const uses = usesOf(typing, nodeId);
  const root = new AskedTree();
  for (const { path, wanted } of uses) root.add(path, wanted);
  const fields = root.toFields([]);
  if (fields.length > 0) return { fields, askedBy: [...new Set(uses.map(({ by }) => by))], from: 'steps' };
  const { output } = typing.flow.contract;
  const isLast = !typing.flow.edges.some(({ from }) => from === nodeId);
  if (isLast && output !== undefined) return { fields: wholeOf(asked(output, typing)), askedBy: [], from: 'contract' };
  return { fields: [], askedBy: [], from: 'nobody' };
}

interface Wanted {
  readonly type: Type;
  readonly places: readonly SchemaPlace[];
}

interface Use {
  /** What of the map's output is used. */
  readonly path: FieldPath;
  readonly wanted: Wanted;
  readonly by: string;
}

const NOTHING_SAID: Wanted = { type: UNKNOWN, places: [] };

function asked(schema: JsonSchema, { find }: FlowTyping): Wanted {
  return { type: typeOfSchema(schema, find), places: placeOf(schema) };
}

function wholeOf({ type, places }: Wanted): readonly Field[] {
  return makeField({ path: [], type, places }).fields;
}

/** Where the output goes on unchanged: `= steps.order`, `= steps.order.items`. */
function usesOf(typing: FlowTyping, nodeId: string): readonly Use[] {
  const uses: Use[] = [];
  for (const checked of typing.checked.nodes.values()) {
    const { id, node, manifest } = checked;
    if (manifest === undefined || id === nodeId) continue;
    const more = askedOf(checked, typing.checked) ?? validatedBy(node);
    const walk = (value: Json, wanted: Wanted): void => {
      if (isExpressionText(value)) {
        const path = outputPath(value, nodeId);
        if (path !== undefined) uses.push({ path, wanted, by: id });
      } else if (Array.isArray(value)) for (const item of value as readonly Json[]) walk(item, itemOfWanted(wanted));
      else if (isObject(value)) for (const [name, part] of Object.entries(value)) walk(part, fieldOfWanted(wanted, name));
    };
    const whole = asked(checkedSchemaOf(manifest, node), typing);
    for (const [name, value] of Object.entries(node.config))
      walk(value, name === more?.name ? asked(more.schema, typing) : fieldOfWanted(whole, name));
  }
  return uses.filter(({ wanted }) => wanted.type.kind !== 'unknown');
}

/** What a validation behind it lets through. */
function validatedBy({ type, config: { schema } }: FlowNode): { readonly name: string; readonly schema: JsonSchema } | undefined {
  return type === 'core/validate' && isObject(schema) ? { name: 'value', schema } : undefined;
}

/** Undefined where it is more than a path into what the node gave. */
function outputPath(text: string, nodeId: string): FieldPath | undefined {
  const names = plainNames(readExpression(text).tree);
  return names?.[0] === 'steps' && names[1] === nodeId ? names.slice(2) : undefined;
}

function plainNames(tree: SyntaxNode | undefined): FieldPath | undefined {
  if (tree?.type !== 'path' || tree.group !== undefined) return undefined;
  const names = tree.steps.map((step) =>
    (step.type === 'name' || step.type === 'string') && step.stages === undefined && step.predicate === undefined ? step.value : undefined,
  );
  return names.every((name) => typeof name === 'string') ? (names as readonly string[]) : undefined;
}

function fieldOfWanted({ type, places }: Wanted, name: string): Wanted {
  const objects = (membersOf(type) ?? []).filter((member) => member.kind === 'object');
  if (objects.length === 0) return NOTHING_SAID;
  return { type: union(...objects.map((object) => fieldOf(object, name))), places: fieldPlaces(places, name) };
}

function itemOfWanted({ type, places }: Wanted): Wanted {
  const lists = (membersOf(type) ?? []).filter((member) => member.kind === 'list');
  return lists.length === 0 ? NOTHING_SAID : { type: union(...lists.map(itemOf)), places: itemPlaces(places) };
}

/** Several steps may each ask for a part. */
class AskedTree {
  private wanted: Wanted | undefined;
  private readonly parts = new Map<string, AskedTree>();

  add(path: FieldPath, wanted: Wanted): void {
    const [name, ...rest] = path;
    if (name === undefined) {
      this.wanted ??= wanted;
      return;
    }
    const part = this.parts.get(name) ?? new AskedTree();
    this.parts.set(name, part);
    part.add(rest, wanted);
  }

  toFields(path: FieldPath): readonly Field[] {
    const whole = this.wanted === undefined ? [] : makeField({ path, ...this.wanted }).fields;
    const named = new Set(whole.map(({ name }) => name));
    return [...whole, ...[...this.parts].filter(([name]) => !named.has(name)).map(([name, part]) => part.toField([...path, name]))];
  }

  private toField(path: FieldPath): Field {
    if (this.wanted !== undefined) return makeField({ path, ...this.wanted, required: true });
    const fields = this.toFields(path);
    return {
      ...makeField({ path, type: objectOf(Object.fromEntries(fields.map(({ name, type }) => [name, type]))), required: true }),
      fields,
    };
  }
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
