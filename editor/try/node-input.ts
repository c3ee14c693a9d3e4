/** What one node is tried with: the message, what the steps before it gave, one item of the loop around it. Pure. */
import type { PinView, TriedStep } from '#flows/api/flow-tests.ts';
import { outputAt } from '#flows/derive.ts';
import { portsOf } from '#flows/derive-ports.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { nodesUpTo } from '#flows/part-of-flow.ts';
import { sampleOf } from '#flows/sample-of.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';
import { withStandIns } from '#flows/sealed-token.ts';
import { withoutIteration } from '#flows/step-views.ts';
import type { TraceEvent } from '#flows/trace.ts';
import type { Manifests } from '../canvas/draw-flow.ts';

export interface StepAnswer {
  readonly port?: string;
  readonly output: Json;
}

export interface NodeInput {
  /** `trigger.body`. */
  readonly input?: Json;
  readonly steps: { readonly [nodeId: string]: StepAnswer };
  readonly item?: Json;
}

/** As a person reads and writes it: under the names that expressions use. */
export function toText({ input, steps, item }: NodeInput): string {
  const outputs = Object.fromEntries(Object.entries(steps).map(([id, { output }]) => [id, output]));
  return JSON.stringify(
    { ...(input === undefined ? {} : { trigger: { body: input } }), steps: outputs, ...(item === undefined ? {} : { item }) },
    null,
    2,
  );
}

/** Ways out stay those of `before` where the step is still there. A sentence where it is no such thing. */
export function fromText(text: string, before: NodeInput): NodeInput | string {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (thrown) {
    return (thrown as Error).message;
  }
  if (!isObject(value)) return '{ "trigger": { "body": … }, "steps": { … } }';
  const { trigger, steps = {}, item } = value;
  if (!isObject(steps)) return '"steps": { … }';
  if (trigger !== undefined && !isObject(trigger)) return '"trigger": { "body": … }';
  const input = isObject(trigger) ? trigger['body'] : undefined;
  return {
    ...(input === undefined ? {} : { input }),
    steps: Object.fromEntries(
      Object.entries(steps).map(([id, output]) => {
        const port = before.steps[id]?.port;
        return [id, { output, ...(port === undefined ? {} : { port }) }];
      }),
    ),
    ...(item === undefined ? {} : { item }),
  };
}

/** Of a recorded run: its message, and what came of each step before the node. Masked values are made up. */
export function inputOfRun(flow: FlowDocument, nodeId: string, body: Json | undefined, events: readonly TraceEvent[]): NodeInput {
  const earlier = stepsBefore(flow, nodeId);
  const steps: Record<string, StepAnswer> = {};
  let item: Json | undefined;
  for (const event of events) {
    if (event.type === 'step-completed' && !event.path.includes('/')) {
      const id = withoutIteration(event.path);
      if (earlier.has(id)) steps[id] ??= { port: event.port, output: event.output };
    }
    if (event.type === 'loop-started' && event.path === flow.nodes[nodeId]?.parent) item = firstItem(event);
  }
  const input = { ...(body === undefined ? {} : { input: body }), steps, ...(item === undefined ? {} : { item }) };
  return withStandIns(input as unknown as Json) as unknown as NodeInput;
}

/** Of the last try on this page. */
export function inputOfTry(flow: FlowDocument, nodeId: string, input: Json, tried: readonly TriedStep[]): NodeInput {
  const earlier = stepsBefore(flow, nodeId);
  const steps = Object.fromEntries(
    tried.flatMap(({ path, port, output }) =>
      output !== undefined && earlier.has(path) ? [[path, { output, ...(port === undefined ? {} : { port }) }] as const] : [],
    ),
  );
  return withStandIns({ input, steps } as unknown as Json) as unknown as NodeInput;
}

/** Values that fit the schemas; what is pinned is what it is pinned to. */
export function madeUpInput(
  flow: FlowDocument,
  nodeId: string,
  manifests: Manifests,
  pins: ReadonlyMap<string, Pick<PinView, 'port' | 'output'>>,
): NodeInput {
  const steps: Record<string, StepAnswer> = {};
  let input: Json = {};
  const earlier = stepsBefore(flow, nodeId);
  for (const [id, node] of Object.entries(flow.nodes)) {
    const manifest = manifests.get(node.type);
    if (manifest === undefined) continue;
    const pin = pins.get(id);
    const port = pin?.port ?? portsOf(manifest, node)[0]?.name ?? 'out';
    const output = pin?.output ?? sampleOf(outputAt(manifest, node, port, { contract: flow.contract }), resolveSchema);
    if (manifest.kind === 'trigger') input = output;
    else if (earlier.has(id)) steps[id] = { port, output };
  }
  return { input, steps, ...(loopAround(flow, nodeId) === undefined ? {} : { item: {} }) };
}

function stepsBefore(flow: FlowDocument, nodeId: string): ReadonlySet<string> {
  const before = new Set(nodesUpTo(flow, nodeId));
  for (let at: string | undefined = nodeId; at !== undefined; at = flow.nodes[at]?.parent) before.delete(at);
  return before;
}

function loopAround({ nodes }: FlowDocument, nodeId: string): string | undefined {
  for (let at = nodes[nodeId]?.parent; at !== undefined; at = nodes[at]?.parent) if (nodes[at]?.type === 'core/for-each') return at;
  return undefined;
}

function firstItem(event: TraceEvent): Json | undefined {
  const { items } = event as unknown as { readonly items?: Json };
  return Array.isArray(items) ? (items[0] as Json | undefined) : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
