/** What a node sees, as the fields that its expressions can read: the message, steps before it, the item of a loop, the rest. Pure. */
import { outputOf } from '#flows/derive.ts';
import { membersOf, resolve, type Type, UNKNOWN } from '#flows/expressions/types/type.ts';
import { fieldOf, union } from '#flows/expressions/types/union.ts';
import type { FlowTyping } from '#flows/typing/flow-typing.ts';
import { type Field, makeField } from './field-tree.ts';
import { placeOf, type SchemaPlace } from './schema-place.ts';

/** How parts of the scope are called on the page; the rest go by their own names. */
export interface ScopeWords {
  readonly message: string;
  readonly item: string;
}

/** Empty where nothing leads to the node. */
export function sourceTree(typing: FlowTyping, nodeId: string, words: ScopeWords): readonly Field[] {
  const scopes = typing.node(nodeId)?.scopes ?? [];
  if (scopes.length === 0) return [];
  // On several ways: what there is on any of them.
  const input = union(...scopes.map((scope) => scope.input));
  const trigger = part(input, 'trigger');
  const steps = part(input, 'steps');
  const { flow, checked } = typing;
  const [triggerId] = checked.triggers;
  const whole = (name: string): readonly Field[] => {
    const type = part(input, name);
    return type === undefined ? [] : [makeField({ path: [name], type })];
  };
  const item = part(input, 'item');
  return [
    makeField({
      path: ['trigger', 'body'],
      name: words.message,
      type: (trigger === undefined ? undefined : part(trigger, 'body')) ?? UNKNOWN,
      places: triggerId === undefined ? [] : placesOf(typing, triggerId),
      required: true,
    }),
    ...(item === undefined ? [] : [makeField({ path: ['item'], name: words.item, type: item })]),
    ...whole('index'),
    ...namesOf(steps).map((id) =>
      makeField({
        path: ['steps', id],
        name: flow.nodes[id]?.label ?? id,
        type: part(steps!, id) ?? UNKNOWN,
        places: placesOf(typing, id),
      }),
    ),
    ...whole('compensated'),
    ...namesOf(trigger)
      .filter((name) => name !== 'body')
      .map((name) => makeField({ path: ['trigger', name], type: part(trigger!, name)! })),
    ...whole('vars'),
    ...whole('run'),
    ...whole('flow'),
  ];
}

function placesOf({ checked, flow }: FlowTyping, id: string): readonly SchemaPlace[] {
  const known = checked.nodes.get(id);
  if (known?.manifest === undefined) return [];
  const { flows } = checked.context;
  return placeOf(outputOf(known.manifest, known.node, { contract: flow.contract, ...(flows === undefined ? {} : { calledFlow: flows }) }));
}

function part(type: Type, name: string): Type | undefined {
  const found = (membersOf(type) ?? []).flatMap((member) =>
    member.kind === 'object' && member.fields.has(name) ? [fieldOf(member, name)] : [],
  );
  return found.length === 0 ? undefined : resolve(union(...found));
}

function namesOf(type: Type | undefined): readonly string[] {
  const objects = type === undefined ? [] : (membersOf(type) ?? []).filter((member) => member.kind === 'object');
  return [...new Set(objects.flatMap(({ fields }) => [...fields.keys()]))];
}
