/** Both sides of a map: what it sees, and what it is asked for. Found again only when the rest of the flow has changed, not with every row. */
import { useMemo, useRef } from 'react';
import { prepare } from '#flows/check/checked-flow.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { CallTyping } from '#flows/typing/call-typing.ts';
import { FlowTyping } from '#flows/typing/flow-typing.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { useCalledFlows } from '../flow/use-language.ts';
import { t } from '../text.ts';
import type { Field } from './field-tree.ts';
import { sourceTree } from './source-tree.ts';
import { type TargetTree, targetTree } from './target-tree.ts';

export interface MapSides {
  readonly sources: readonly Field[];
  readonly target: TargetTree;
  readonly typing: FlowTyping;
}

export function useMapSides(flow: FlowDocument, nodeId: string, manifests: Manifests): MapSides {
  const around = useAround(flow, nodeId);
  const called = useCalledFlows(around, true);
  const context = useMemo(
    () => ({ nodeTypes: (type: string) => manifests.get(type), flows: (id: string, major: number) => called.get(`${id} ${major}`) }),
    [manifests, called],
  );
  return useMemo(() => {
    const typing = new FlowTyping(prepare(around, context), { declared: true, calls: new CallTyping(context) });
    const words = { message: t('mapper.message', 'Message'), item: t('mapper.item', 'Item of the loop') };
    return { sources: sourceTree(typing, nodeId, words), target: targetTree(typing, nodeId), typing };
  }, [around, nodeId, context]);
}

/** The flow as it was when something else than the rows of this node changed last. */
function useAround(flow: FlowDocument, nodeId: string): FlowDocument {
  const kept = useRef(flow);
  const { nodes, edges, contract } = kept.current;
  const ids = Object.keys(flow.nodes);
  const isSame =
    edges === flow.edges &&
    contract === flow.contract &&
    ids.length === Object.keys(nodes).length &&
    ids.every((id) => flow.nodes[id] === nodes[id] || (id === nodeId && flow.nodes[id]!.config['schema'] === nodes[id]?.config['schema']));
  if (!isSame) kept.current = flow;
  return kept.current;
}
