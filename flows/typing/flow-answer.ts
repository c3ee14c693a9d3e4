import { type Resolved, type Type, UNKNOWN } from '../expressions/types/type.ts';
import { union } from '../expressions/types/union.ts';
import type { FlowTyping } from './flow-typing.ts';
import { fieldOfMembers } from './type-parts.ts';

/** What a flow gives to its caller: the body of its answer, or else the output of the step that ended last (engine: `outputOf`). */
export function answerOf(typing: FlowTyping): Resolved {
  const ends: Type[] = [];
  let endsWithout = false;
  const answers = [...typing.checked.nodes.values()].flatMap(({ id, node }) => (node.type === 'core/respond' ? [id] : []));
  for (const { id, node, manifest, ports = [] } of typing.checked.nodes.values()) {
    if (manifest?.kind === 'trigger' || typing.checked.compensations.has(id)) continue;
    const typed = typing.node(id);
    if (typed === undefined || typed.dead) continue;
    if (node.type === 'core/respond') {
      ends.push(fieldOfMembers(typing.output(id, 'out'), 'body'));
      continue;
    }
    if (node.parent !== undefined) continue;
    const answered = answers.some((step) => typing.seen.get(id)?.steps.get(step)?.certain === true);
    const led = new Set(typing.checked.graph.outgoing.get(id)!.map(({ port }) => port ?? ports[0]?.name));
    const open = ports.some(({ name, kind }) => kind !== 'error' && !led.has(name) && typing.output(id, name).kind !== 'never');
    if (open && !answered) endsWithout = true;
  }
  return endsWithout || ends.length === 0 ? UNKNOWN : union(...ends);
}
