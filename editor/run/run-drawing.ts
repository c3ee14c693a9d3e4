/** A run on the drawing of its flow: which step stands at which card, which way it went. Pure. */
import type { StepView } from '#flows/api/runs.ts';
import { portsOf } from '#flows/derive-ports.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { withoutIteration } from '#flows/step-views.ts';
import type { CanvasEdge, CanvasNode, CanvasStatus } from '../canvas/canvas-types.ts';
import { drawEdges, drawNodes, type Manifests } from '../canvas/draw-flow.ts';
import { t } from '../text.ts';
import { durationText } from '../ui/time-text.ts';
import { mostUrgent, shownState } from './step-urgency.ts';

/** Path of the flow that a step stands in, as `RunView.called` names it; '' = the run's own flow. */
export function flowPathOf(stepPath: string): string {
  return stepPath.split('/').slice(0, -1).map(withoutIteration).join('/');
}

/** Steps of one flow of the run, by node id. */
export function stepsByNode(steps: Iterable<StepView>, flowPath: string): ReadonlyMap<string, readonly StepView[]> {
  const byNode = new Map<string, StepView[]>();
  for (const step of steps) {
    if (flowPathOf(step.path) !== flowPath) continue;
    const nodeId = withoutIteration(step.path.split('/').at(-1)!);
    byNode.set(nodeId, [...(byNode.get(nodeId) ?? []), step]);
  }
  return byNode;
}

export function statusOf(steps: readonly StepView[], nowMs: number): CanvasStatus | undefined {
  const first = mostUrgent(steps);
  if (first === undefined) return undefined;
  const parts: string[] = [];
  if (steps.length > 1) parts.push(`${steps.filter(({ state }) => state === 'completed').length}/${steps.length}`);
  // Trials of a held step use up no attempt.
  if (first.attempts > 1 && first.state !== 'held') parts.push(`×${first.attempts}`);
  if (first.dueAt !== undefined) parts.push(dueText(Date.parse(first.dueAt) - nowMs));
  else if (first.state === 'held' && first.waitsFor !== undefined) parts.push(first.waitsFor.replace(/ \(.*/, ''));
  else if (first.state === 'completed' && first.port !== undefined && first.port !== 'out') parts.push(first.port);
  return { state: shownState(first), text: parts.join(' · ') };
}

/** What was due a moment ago is about to happen. */
function dueText(ms: number): string {
  return ms <= 0 ? t('drawing.now', 'now') : t('drawing.in', 'in {duration}', { duration: durationText(ms) });
}

export interface RunDrawing {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
}

/** The flow's drawing without a run; made once, while what a run does on it changes all the time. */
export function drawBare(flow: FlowDocument, manifests: Manifests): RunDrawing {
  return { nodes: drawNodes(flow, manifests), edges: drawEdges(flow, manifests) };
}

/** For a drawing that is made once; one that goes on takes the two below. */
export function drawRun(
  bare: RunDrawing,
  flow: FlowDocument,
  flowPath: string,
  steps: Iterable<StepView>,
  manifests: Manifests,
  nowMs: number,
): RunDrawing {
  const byNode = stepsByNode(steps, flowPath);
  const statuses = runStatuses(bare.nodes, byNode, flowPath, nowMs);
  const nodes = bare.nodes.map((node) => {
    const status = statuses.get(node.id);
    return status === undefined ? node : { ...node, status };
  });
  return { nodes, edges: wiresTaken(bare.edges, flow, byNode, manifests) };
}

/** What the run does at each card at which it does something. `byNode`: as `stepsByNode` gives it. */
export function runStatuses(
  nodes: readonly CanvasNode[],
  byNode: ReadonlyMap<string, readonly StepView[]>,
  flowPath: string,
  nowMs: number,
): ReadonlyMap<string, CanvasStatus> {
  const begun = flowPath === '' || byNode.size > 0;
  const statuses = new Map<string, CanvasStatus>();
  for (const { id, trigger } of nodes) {
    const status = trigger ? (begun ? { state: 'completed', text: '' } : undefined) : statusOf(byNode.get(id) ?? [], nowMs);
    if (status !== undefined) statuses.set(id, status);
  }
  return statuses;
}

/** The wires with those marked that the run went along. Wires, and their list, keep their object while nothing about them changes. */
export function wiresTaken(
  edges: readonly CanvasEdge[],
  flow: FlowDocument,
  byNode: ReadonlyMap<string, readonly StepView[]>,
  manifests: Manifests,
): readonly CanvasEdge[] {
  const next = edges.map((edge) => {
    const ports = leftBy(flow, edge.from, byNode.get(edge.from) ?? [], manifests);
    const fromTrigger = manifests.get(flow.nodes[edge.from]?.type ?? '')?.kind === 'trigger';
    const taken = byNode.has(edge.to) && (fromTrigger || ports.has(edge.port));
    return (edge.taken === true) === taken ? edge : { ...edge, taken };
  });
  return next.every((edge, i) => edge === edges[i]) ? edges : next;
}

function leftBy(flow: FlowDocument, nodeId: string, steps: readonly StepView[], manifests: Manifests): ReadonlySet<string> {
  const node = flow.nodes[nodeId];
  const manifest = node === undefined ? undefined : manifests.get(node.type);
  const first = manifest === undefined || node === undefined ? undefined : portsOf(manifest, node)[0]?.name;
  return new Set(
    steps.flatMap((step) => (step.state === 'completed' ? [step.port ?? first ?? 'out'] : step.port === undefined ? [] : [step.port])),
  );
}
