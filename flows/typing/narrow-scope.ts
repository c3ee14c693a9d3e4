/**
 * What a node knows because of the way that led to it (FTY-3): a switch that ended by a port has judged its cases, a validation that ended
 * by "valid" has found the value in order. What steps gave never changes afterwards, so it still holds.
 */
import { isExpressionText } from '../expressions/expression-text.ts';
import { readExpression, referencesOf } from '../expressions/known-expression.ts';
import type { References } from '../expressions/references.ts';
import type { SyntaxNode } from '../expressions/syntax-tree.ts';
import { Frame } from '../expressions/types/frame.ts';
import { meet } from '../expressions/types/meet.ts';
import { narrowFalse, narrowTrue } from '../expressions/types/narrow.ts';
import { membersOf, NOTHING, resolve, type Type } from '../expressions/types/type.ts';
import { type FindSchema, typeOfSchema } from '../expressions/types/type-of-schema.ts';
import { union, withField } from '../expressions/types/union.ts';
import type { FlowNode } from '../flow.ts';
import type { Json, JsonObject } from '../json.ts';

/** What is known of a scope once a step has ended by one of some ports. */
export interface Fact {
  readonly references: References;
  readonly narrow: (scope: Type) => Type;
}

/** `ports`: by which it may have ended. Nothing for node types that judge nothing. */
export function factsOf(
  { type, config }: Pick<FlowNode, 'type' | 'config'>,
  ports: ReadonlySet<string>,
  find: FindSchema,
): readonly Fact[] {
  if (type === 'core/switch') return factsOfSwitch(config, ports);
  if (type === 'core/validate' && ports.size === 1 && ports.has('valid')) return factsOfValidation(config, find);
  return [];
}

/** Every expression that any fact of this step may speak of. */
export function judgedBy({ type, config }: Pick<FlowNode, 'type' | 'config'>): readonly SyntaxNode[] {
  const texts = type === 'core/switch' ? casesOf(config).map(({ when }) => when) : type === 'core/validate' ? [config['value']] : [];
  return texts.flatMap((text) => treeOf(text) ?? []);
}

function casesOf({ cases }: JsonObject): readonly JsonObject[] {
  return (Array.isArray(cases) ? (cases as readonly Json[]) : []).filter(isObject);
}

/** The first case that is true gives the port: those before it were not. */
function factsOfSwitch(config: JsonObject, ports: ReadonlySet<string>): readonly Fact[] {
  const { otherwise } = config;
  const listed = casesOf(config);
  const rest = typeof otherwise === 'string' ? otherwise : 'otherwise';
  const facts: Fact[] = [];
  const taken = listed.flatMap(({ port }, at) => (typeof port === 'string' && ports.has(port) ? [at] : []));
  const first = ports.has(rest) && taken.length === 0 ? listed.length : (taken[0] ?? 0);
  for (const { when } of listed.slice(0, first)) facts.push(...judged(when, false));
  if (taken.length === 1 && !ports.has(rest)) facts.push(...judged(listed[taken[0]!]!['when'], true));
  return facts;
}

function judged(when: Json | undefined, outcome: boolean): readonly Fact[] {
  const tree = treeOf(when);
  if (tree === undefined) return [];
  return [
    {
      references: referencesOf(tree),
      narrow: (scope) => {
        const frame = new Frame(undefined);
        frame.variables.set('$', scope);
        return (outcome ? narrowTrue : narrowFalse)(tree, scope, frame).input;
      },
    },
  ];
}

/** Only of a value that is read by a path: what is computed has no place to be known at. */
function factsOfValidation({ value, schema }: JsonObject, find: FindSchema): readonly Fact[] {
  const tree = treeOf(value);
  if (tree === undefined || !isObject(schema)) return [];
  const names = namesOf(tree);
  if (names === undefined) return [];
  return [{ references: referencesOf(tree), narrow: (scope) => narrowAt(scope, names, typeOfSchema(schema, find)) }];
}

function treeOf(text: Json | undefined): SyntaxNode | undefined {
  return isExpressionText(text) ? readExpression(text).tree : undefined;
}

function namesOf(tree: SyntaxNode): readonly string[] | undefined {
  if (tree.type !== 'path' || tree.group !== undefined || tree.predicate !== undefined) return undefined;
  const names = tree.steps.map((step) =>
    step.type === 'name' &&
    (step.stages ?? []).length === 0 &&
    step.predicate === undefined &&
    step.focus === undefined &&
    step.index === undefined
      ? step.value
      : undefined,
  );
  return names.every((name) => name !== undefined) ? names : undefined;
}

function narrowAt(type: Type, names: readonly string[], known: Type): Type {
  const [name, ...rest] = names;
  if (name === undefined) return meet(type, known);
  const members = membersOf(resolve(type));
  if (members === undefined) return type;
  return union(
    ...members.map((member): Type => {
      if (member.kind !== 'object') return member.kind === 'nothing' ? NOTHING : member;
      const field = member.fields.get(name);
      return field === undefined ? member : withField(member, name, narrowAt(field.type, rest, known));
    }),
  );
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
