/** A run on the drawing of its flow: which step stands at which card, which way it went. Pure. */
import type { StepView } from '#flows/api.ts';
import { portsOf } from '#flows/derive-ports.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { withoutIteration } from '#flows/step-views.ts';
import type { CanvasEdge, CanvasNode, CanvasStatus } from '../canvas/canvas-types.ts';
import { drawEdges, drawNodes, type Manifests } from '../canvas/draw-flow.ts';
import { durationText } from '../ui/time-text.ts';

/** Most urgent first: what a card shows when its node stands in several iterations. */
const URGENCY: readonly StepView['state'][] = [
  'failed',
  'unknown',
  'held',
  'retrying',
  'waiting',
  'running',
  'ready',
  'completed',
  'skipped',
  'compensated',
];

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
  const [first] = steps.toSorted((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state));
  if (first === undefined) return undefined;
  const parts: string[] = [];
  if (steps.length > 1) parts.push(`${steps.filter(({ state }) => state === 'completed').length}/${steps.length}`);
  if (first.attempts > 1) parts.push(`attempt ${first.attempts}`);
  if (first.dueAt !== undefined) parts.push(`in ${durationText(Date.parse(first.dueAt) - nowMs)}`);
  else if (first.state === 'held' && first.waitsFor !== undefined) parts.push(first.waitsFor.replace(/ \(.*/, ''));
  else if (first.state === 'completed' && first.port !== undefined && first.port !== 'out') parts.push(first.port);
  // A parked step is shown as such: `failed` alone would say that nobody need act.
  return { state: first.waitsFor === 'operator' && first.state === 'failed' ? 'parked' : first.state, text: parts.join(' · ') };
}

export interface RunDrawing {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
}

export function drawRun(flow: FlowDocument, flowPath: string, steps: Iterable<StepView>, manifests: Manifests, nowMs: number): RunDrawing {
  const byNode = stepsByNode(steps, flowPath);
  const nodes = drawNodes(flow, manifests).map((node) => {
    const status = node.trigger
      ? flowPath === '' || byNode.size > 0
        ? { state: 'completed', text: '' }
        : undefined
      : statusOf(byNode.get(node.id) ?? [], nowMs);
    return status === undefined ? node : { ...node, status };
  });
  const entered = new Set([...byNode.keys()]);
  const edges = drawEdges(flow, manifests).map((edge) => {
    const ports = leftBy(flow, edge.from, byNode.get(edge.from) ?? [], manifests);
    const fromTrigger = manifests.get(flow.nodes[edge.from]?.type ?? '')?.kind === 'trigger';
    return { ...edge, taken: entered.has(edge.to) && (fromTrigger || ports.has(edge.port)) };
  });
  return { nodes, edges };
}

function leftBy(flow: FlowDocument, nodeId: string, steps: readonly StepView[], manifests: Manifests): ReadonlySet<string> {
  const node = flow.nodes[nodeId];
  const manifest = node === undefined ? undefined : manifests.get(node.type);
  const first = manifest === undefined || node === undefined ? undefined : portsOf(manifest, node)[0]?.name;
  return new Set(
    steps.flatMap((step) => (step.state === 'completed' ? [step.port ?? first ?? 'out'] : step.port === undefined ? [] : [step.port])),
  );
}
