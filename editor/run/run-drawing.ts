/** A run on the drawing of its flow: which step stands at which card, which way it went. Pure. */
import type { StepView } from '#flows/api.ts';
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

export function drawRun(
  bare: RunDrawing,
  flow: FlowDocument,
  flowPath: string,
  steps: Iterable<StepView>,
  manifests: Manifests,
  nowMs: number,
): RunDrawing {
  const byNode = stepsByNode(steps, flowPath);
  const begun = flowPath === '' || byNode.size > 0;
  const nodes = bare.nodes.map((node) => {
    const status = node.trigger ? (begun ? { state: 'completed', text: '' } : undefined) : statusOf(byNode.get(node.id) ?? [], nowMs);
    return status === undefined ? node : { ...node, status };
  });
  const edges = bare.edges.map((edge) => {
    const ports = leftBy(flow, edge.from, byNode.get(edge.from) ?? [], manifests);
    const fromTrigger = manifests.get(flow.nodes[edge.from]?.type ?? '')?.kind === 'trigger';
    return { ...edge, taken: byNode.has(edge.to) && (fromTrigger || ports.has(edge.port)) };
  });
  return { nodes, edges };
}

/** Cards whose step stands as before keep their object, so that only what changed is drawn again. */
export function keepUnchanged(old: readonly CanvasNode[], next: readonly CanvasNode[]): readonly CanvasNode[] {
  const known = new Map(old.map((node) => [node.id, node]));
  return next.map((node) => {
    const before = known.get(node.id);
    if (before === undefined || before.label !== node.label || before.position !== node.position || before.ports !== node.ports)
      return node;
    return isSameStatus(before.status, node.status) ? before : node;
  });
}

function isSameStatus(a: CanvasStatus | undefined, b: CanvasStatus | undefined): boolean {
  return a?.state === b?.state && a?.text === b?.text && JSON.stringify(a?.counts) === JSON.stringify(b?.counts);
}

function leftBy(flow: FlowDocument, nodeId: string, steps: readonly StepView[], manifests: Manifests): ReadonlySet<string> {
  const node = flow.nodes[nodeId];
  const manifest = node === undefined ? undefined : manifests.get(node.type);
  const first = manifest === undefined || node === undefined ? undefined : portsOf(manifest, node)[0]?.name;
  return new Set(
    steps.flatMap((step) => (step.state === 'completed' ? [step.port ?? first ?? 'out'] : step.port === undefined ? [] : [step.port])),
  );
}
