/**
 * What comes to a card moves along its wire as a dot, for those who did not ask for less motion. The cards say the same in words: it is
 * never the only sign.
 */
import { type Edge, ViewportPortal } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import { weightOf, wiresOfArrivals } from './arrivals.ts';
import type { CanvasEdge, CanvasNode } from './canvas-types.ts';
import { pathOf } from './route-edge.ts';
import type { StatusStore } from './status-store.ts';
import type { WireData } from './wire.tsx';

export interface WirePulsesProps {
  readonly statuses: StatusStore;
  /** Of the part of the drawing that is shown. */
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  readonly drawn: readonly Edge<WireData>[];
}

interface Pulse {
  readonly edgeId: string;
  readonly path: string;
}

/** More of them at once is a shimmer that says nothing. */
const MOST = 40;

export function WirePulses(props: WirePulsesProps) {
  const [pulses, setPulses] = useState<readonly Pulse[]>([]);
  const latest = useRef(props);
  latest.current = props;
  const { statuses } = props;
  useEffect(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    // What stands there already has not come just now.
    const known = new Map(latest.current.nodes.map(({ id }) => [id, weightOf(statuses.get(id))] as const));
    return statuses.onAny((changed) => {
      const { edges, drawn } = latest.current;
      const wires = wiresOfArrivals(changed, statuses.get, known, edges);
      if (still.matches || document.hidden || wires.length === 0) return;
      const ways = new Map(drawn.map(({ id, data }) => [id, data?.way] as const));
      setPulses((old) => {
        const moving = new Set(old.map(({ edgeId }) => edgeId));
        const more = wires.flatMap(({ id }): readonly Pulse[] => {
          const way = ways.get(id);
          return way === undefined || moving.has(id) ? [] : [{ edgeId: id, path: pathOf(way) }];
        });
        return more.length === 0 ? old : [...old, ...more].slice(0, MOST);
      });
    });
  }, [statuses]);
  if (pulses.length === 0) return null;
  return (
    <ViewportPortal>
      {pulses.map(({ edgeId, path }) => (
        <div
          key={edgeId}
          aria-hidden
          className="wire-pulse"
          style={{ offsetPath: `path("${path}")` }}
          onAnimationEnd={() => setPulses((old) => old.filter((one) => one.edgeId !== edgeId))}
        />
      ))}
    </ViewportPortal>
  );
}
