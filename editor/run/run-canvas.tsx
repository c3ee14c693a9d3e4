/** The flow of a run, or one that it calls, with what the run does on it. */
import { useCallback, useMemo, useRef } from 'react';
import type { RunView, StepView } from '#flows/api/runs.ts';
import { withoutIteration } from '#flows/step-views.ts';
import type { CanvasSelection } from '../canvas/canvas-types.ts';
import { FlowCanvas } from '../canvas/flow-canvas.tsx';
import { useStatusStore } from '../canvas/use-status-store.ts';
import { useManifests } from '../server/use-manifests.ts';
import { Loading } from '../ui/loading.tsx';
import { useNow } from '../ui/relative-time.tsx';
import { drawBare, flowPathOf, runStatuses, stepsByNode, wiresTaken } from './run-drawing.ts';
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

export function RunCanvas(props: RunCanvasProps) {
  return <FlowOfRun key={props.flowPath} {...props} />;
}

function FlowOfRun({ run, label, flowPath, steps, step, onSelect }: RunCanvasProps) {
  const manifests = useManifests();
  const now = useNow();
  // The clock moves the drawing only while something is due.
  const clock = steps.some(({ dueAt }) => dueAt !== undefined) ? now : 0;
  const flow = run.called[flowPath] ?? run.document;
  const bare = useMemo(() => drawBare(flow, manifests), [flow, manifests]);
  const byNode = useMemo(() => stepsByNode(steps, flowPath), [steps, flowPath]);
  const statuses = useStatusStore(useMemo(() => runStatuses(bare.nodes, byNode, flowPath, clock), [bare, byNode, flowPath, clock]));
  const before = useRef(bare);
  const edges = useMemo(() => {
    const known = before.current.nodes === bare.nodes ? before.current.edges : bare.edges;
    before.current = { nodes: bare.nodes, edges: wiresTaken(known, flow, byNode, manifests) };
    return before.current.edges;
  }, [bare, flow, byNode, manifests]);
  const selected = step !== undefined && flowPathOf(step) === flowPath ? withoutIteration(step.split('/').at(-1)!) : undefined;
  const selection = useMemo(() => ({ nodes: selected === undefined ? [] : [selected], edges: NO_EDGES }), [selected]);
  const follow = useMemo(() => standsAt(steps, flowPath), [steps, flowPath]);
  // The steps of now, and yet the same function: a step that goes on is no reason to draw anew.
  const latest = useRef({ byNode, onSelect });
  latest.current = { byNode, onSelect };
  const select = useCallback(({ nodes: [nodeId] }: CanvasSelection): void => {
    if (nodeId === undefined) return;
    const path = mostUrgent(latest.current.byNode.get(nodeId) ?? [])?.path;
    if (path !== undefined) latest.current.onSelect(path);
  }, []);
  // Without the node types' own words and ports it would be another drawing for a moment.
  if (manifests.size === 0) return <Loading />;
  return (
    <FlowCanvas
      label={label ?? flow.name}
      nodes={bare.nodes}
      edges={edges}
      selection={selection}
      onSelect={select}
      focus={selected}
      follow={follow ?? NOWHERE_YET}
      statuses={statuses}
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
