import type { CheckedFlow } from '../check/checked-flow.ts';
import { containersAround } from '../check/container-problems.ts';

/** The innermost loop that the node stands in: its `item` is the one that is seen. */
export function loopAround(id: string, checked: CheckedFlow): string | undefined {
  return containersAround(id, checked).find(({ node }) => node.type === 'core/for-each')?.id;
}
