/** An id for a new node, after its type: `change-sales-order`, `change-sales-order-2`, … */
import type { FlowDocument } from '../flow.ts';
import { FLOW_LIMITS } from '../flow-limits.ts';

export function freeNodeId({ nodes }: Pick<FlowDocument, 'nodes'>, type: string): string {
  const wanted = type.split('/').at(-1)!;
  for (let n = 1; ; n++) {
    const ending = n === 1 ? '' : `-${n}`;
    const id = `${wanted.slice(0, FLOW_LIMITS.idLength - ending.length).replace(/-+$/, '')}${ending}`;
    if (!Object.hasOwn(nodes, id)) return id;
  }
}
