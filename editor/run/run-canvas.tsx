/** The flow of a run, or one that it calls, with what the run does on it. */
import { useMemo, useRef } from 'react';
import type { RunView, StepView } from '#flows/api.ts';
import { withoutIteration } from '#flows/step-views.ts';
import type { CanvasNode, CanvasSelection } from '../canvas/canvas-types.ts';
import { FlowCanvas } from '../canvas/flow-canvas.tsx';
import { useManifests } from '../server/use-manifests.ts';
import { Loading } from '../ui/loading.tsx';
import { useNow } from '../ui/relative-time.tsx';
import { drawBare, drawRun, flowPathOf, keepUnchanged, stepsByNode } from './run-drawing.ts';
import { hasEnded, mostUrgent } from './step-urgency.ts';

export interface RunCanvasProps {
  readonly run: Pick<RunView, 'document' | 'called'>;
  /** Left out: the name of the flow. */
  readonly label?: string;
  /** '' = the run's own flow. */
  readonly flowPath: string;
  /** With calling steps. */
  readonly steps: readonly StepView[];
  readonly step: string | undefined;
  readonly onSelect: (path: string | undefined) => void;
}

const NO_EDGES: readonly string[] = [];
/** The drawing is one that follows before there is a place to follow to. */
const NOWHERE_YET = '';

export function RunCanvas({ run, label, flowPath, steps, step, onSelect }: RunCanvasProps) {
  const manifests = useManifests();
  const now = useNow();
  // The clock moves the drawing only while something is due.
  const clock = steps.some(({ dueAt }) => dueAt !== undefined) ? now : 0;
  const flow = run.called[flowPath] ?? run.document;
  const bare = useMemo(() => drawBare(flow, manifests), [flow, manifests]);
  const known = useRef<readonly CanvasNode[]>([]);
  const { nodes, edges } = useMemo(() => {
    const drawing = drawRun(bare, flow, flowPath, steps, manifests, clock);
    known.current = keepUnchanged(known.current, drawing.nodes);
    return { nodes: known.current, edges: drawing.edges };
  }, [bare, flow, flowPath, steps, manifests, clock]);
  const selected = step !== undefined && flowPathOf(step) === flowPath ? withoutIteration(step.split('/').at(-1)!) : undefined;
  const selection = useMemo(() => ({ nodes: selected === undefined ? [] : [selected], edges: NO_EDGES }), [selected]);
  const follow = useMemo(() => standsAt(steps, flowPath), [steps, flowPath]);
  function select({ nodes: [nodeId] }: CanvasSelection): void {
    if (nodeId === undefined) return;
    const path = mostUrgent(stepsByNode(steps, flowPath).get(nodeId) ?? [])?.path;
    if (path !== undefined) onSelect(path);
  }
  // Without the node types' own words and ports it would be another drawing for a moment.
  if (manifests.size === 0) return <Loading />;
  return (
    <FlowCanvas
      key={flowPath}
      label={label ?? flow.name}
      nodes={nodes}
      edges={edges}
      selection={selection}
      onSelect={select}
      focus={selected}
      follow={follow ?? NOWHERE_YET}
    />
  );
}

/** The node that whoever comes wants to see first: where the run stands, else where it ended. */
function standsAt(steps: readonly StepView[], flowPath: string): string | undefined {
  const here = steps.filter(({ path }) => flowPathOf(path) === flowPath);
  const open = mostUrgent(here.filter((step) => !hasEnded(step)));
  const last = here.toSorted((a, b) => (a.endedAt ?? '').localeCompare(b.endedAt ?? '')).at(-1);
  return (open ?? last)?.nodeId;
}
