/** A wire that somebody draws: from where, why it cannot lead to a card, and what became of it when it was let go. */
import type { FinalConnectionState, OnConnectStartParams } from '@xyflow/react';
import { useMemo, useState } from 'react';
import { useStable } from '../ui/use-stable.ts';
import type { CanvasActions, CanvasNode, Place } from './canvas-types.ts';
import type { RefusedWire } from './wire-line.tsx';

type OnScreen = { readonly x: number; readonly y: number };

export function useDrawnWire(nodes: readonly CanvasNode[], actions: CanvasActions | undefined, onGrid: (screen: OnScreen) => Place) {
  const [wire, setWire] = useState<{ readonly from: string; readonly whyNot: ReturnType<CanvasActions['whyNot']> }>();
  const [refused, setRefused] = useState<RefusedWire>();

  const onConnectStart = useStable((_: unknown, { nodeId, handleId, handleType }: OnConnectStartParams): void => {
    setRefused(undefined);
    if (actions === undefined || nodeId === null || handleType !== 'source') return;
    setWire({ from: nodeId, whyNot: actions.whyNot(nodeId, handleId ?? '') });
  });

  /** A wire that was let go beside every handle: on a card it means the card, on free space a new one. */
  const onConnectEnd = useStable((event: MouseEvent | TouchEvent, state: FinalConnectionState): void => {
    setWire(undefined);
    if (actions === undefined || state.isValid === true || state.fromNode === null || state.fromHandle?.type !== 'source') return;
    const place = 'changedTouches' in event ? event.changedTouches[0]! : event;
    const screen = { x: place.clientX, y: place.clientY };
    const after = { nodeId: state.fromNode.id, port: state.fromHandle.id ?? '' };
    // A note below it is none of its business.
    const target = idBelow(screen, '.react-flow__node-card');
    if (target === undefined) return actions.wantNode({ at: onGrid(screen), screen: [screen.x, screen.y], after });
    if (target === after.nodeId) return;
    const why = actions.whyNot(after.nodeId, after.port)(target);
    if (why === undefined) actions.connect(after.nodeId, after.port, target);
    else setRefused({ nodeId: target, why, instead: actions.instead(after.nodeId, after.port, target) });
  });

  const onConnect = useStable(({ source, sourceHandle, target }: { source: string; sourceHandle: string | null; target: string }) =>
    actions?.connect(source, sourceHandle ?? '', target),
  );
  const isValidConnection = useStable(
    ({ source, sourceHandle, target }: { source: string; sourceHandle?: string | null; target: string }) =>
      actions !== undefined && (wire?.whyNot ?? actions.whyNot(source, sourceHandle ?? ''))(target) === undefined,
  );

  const unfit = useMemo(
    () => wire && new Set(nodes.flatMap(({ id }) => (id === wire.from || wire.whyNot(id) === undefined ? [] : [id]))),
    [nodes, wire],
  );
  return {
    /** For the library. */
    props: { onConnectStart, onConnectEnd, onConnect, isValidConnection },
    whyNot: wire?.whyNot,
    unfit,
    refused,
    forget: () => setRefused(undefined),
  };
}

/** The node or edge that stands at a place of the screen. */
export function idBelow({ x, y }: OnScreen, selector: string): string | undefined {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest(selector)?.getAttribute('data-id');
    if (id !== null && id !== undefined) return id;
  }
  return undefined;
}
