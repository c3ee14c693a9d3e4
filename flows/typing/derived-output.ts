/** What steps give whose node types say: it is made of what their config gives, of what stands in them, or of what a called flow answers. */
import type { CheckedFlow, CheckedNode } from '../check/checked-flow.ts';
import { meet } from '../expressions/types/meet.ts';
import { EMPTY_LIST, INTEGER, listOf, membersOf, NULL, objectOf, type Resolved, type Type, UNKNOWN } from '../expressions/types/type.ts';
import { typeOfSchema } from '../expressions/types/type-of-schema.ts';
import { union } from '../expressions/types/union.ts';
import type { JsonSchema } from '../json.ts';
import type { FlowTyping } from './flow-typing.ts';
import { fieldOfMembers, openWith, orNull } from './type-parts.ts';
import type { TypedNode } from './typed-node.ts';

/** `derive`: as the manifest names it; `said`: what its output schema says. Undefined: that alone is known. */
export function derivedOutput(
  typing: FlowTyping,
  derive: string,
  checked: CheckedNode,
  { config }: TypedNode,
  said: Resolved,
): Type | undefined {
  const given = (name: string): Type => fieldOfMembers(config.type, name);
  switch (derive) {
    case 'map-output':
      return given('value');
    case 'respond-output':
      return objectOf({ status: INTEGER, body: orNull(given('body')) });
    case 'declared-answer': {
      const { answer } = checked.node.config;
      return isSchema(answer) ? meet(said, openWith('body', typing.schemaType(answer))) : undefined;
    }
    case 'code-output': {
      const { output: declared } = checked.node.config;
      return isSchema(declared) ? typing.schemaType(declared) : undefined;
    }
    case 'call-flow-output':
      return calledAnswer(typing, checked, given('input'));
    case 'for-each-output': {
      const items = membersOf(given('items'));
      const last = lastIn(typing, checked.id);
      // An item that failed has given nothing.
      const ended = checked.node.config['onItemError'] === 'collect' ? union(NULL, last) : last;
      const list = items?.every((member) => member.kind === 'list' && member.max === 0) ? EMPTY_LIST : listOf(orNull(ended));
      return meet(said, openWith('items', list));
    }
    case 'scope-output':
      return orNull(lastIn(typing, checked.id));
    default:
      return undefined;
  }
}

function calledAnswer(typing: FlowTyping, { node }: CheckedNode, input: Type): Type {
  const { flow, major } = node.config;
  const called = typeof flow === 'string' && typeof major === 'number' ? typing.checked.context.flows?.(flow, major) : undefined;
  if (called === undefined) return UNKNOWN;
  const promised = called.contract.output === undefined ? UNKNOWN : typing.schemaType(called.contract.output);
  const told = typing.options.calls?.answerTo(called, input, typing) ?? UNKNOWN;
  const both = told.kind === 'unknown' ? promised : meet(typeOfSchema(called.contract.output ?? {}, typing.find), told);
  return both.kind === 'never' ? promised : both;
}

/** Output of whatever may end last inside of a container; by `leaveAround` that is any step after which nothing comes. */
function lastIn(typing: FlowTyping, container: string): Type {
  const { graph, nodes } = typing.checked;
  const ends: Type[] = [];
  for (const { id, node, ports = [] } of nodes.values()) {
    if (node.parent !== container) continue;
    const led = new Set(graph.outgoing.get(id)!.map(({ port }) => port ?? ports[0]?.name));
    for (const { name, kind } of ports) if (!led.has(name) && kind !== 'error') ends.push(typing.output(id, name));
  }
  const several =
    [...nodes.values()].filter(({ id, node }) => node.parent === container && graph.incoming.get(id)!.length === 0).length > 1;
  return several || branches(container, typing.checked) ? anyIn(typing, container) : union(...ends);
}

function anyIn(typing: FlowTyping, container: string): Type {
  const all = [...typing.checked.nodes.values()].filter(({ node }) => node.parent === container);
  return union(...all.flatMap(({ id, ports = [] }) => ports.map(({ name }) => typing.output(id, name))));
}

/** Do two edges leave from one port: are there ways side by side? */
function branches(container: string, { flow, nodes }: CheckedFlow): boolean {
  const left = new Set<string>();
  return flow.edges.some(({ from, port }) => {
    if (nodes.get(from)?.node.parent !== container) return false;
    const key = `${from} ${port ?? ''}`;
    if (left.has(key)) return true;
    left.add(key);
    return false;
  });
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
