/** A run as the API shows it: built from its events and the documents it runs, never stored a second time. */
import type { RunSummary, RunView, StepDetail, StepView } from '#flows/api/runs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import { isFinal, type OperatorAction } from '#flows/run.ts';
import { findNodeByPath, foldSteps } from '#flows/step-views.ts';
import type { EffectRow, TraceEvent } from '#flows/trace.ts';
import { withoutPayload } from '../live/event-text.ts';
import type { RunRow } from '../store/engine-rows.ts';
import { withoutErrorDetails } from './error-details.ts';

export interface RunDocuments {
  readonly document: FlowDocument;
  /** By calling path. */
  readonly called: { readonly [path: string]: FlowDocument };
}

export function toRunSummary(run: RunRow): RunSummary {
  return {
    runId: run.runId,
    flowId: run.flow,
    version: run.version,
    environment: run.environment,
    state: run.state,
    keys: run.keys,
    correlationId: run.correlationId,
    startedAt: run.startedAt,
    ...(run.laneName === undefined || run.laneKey === undefined
      ? {}
      : { lane: { name: run.laneName, key: run.laneKey, ...(run.sequence === undefined ? {} : { sequence: run.sequence }) } }),
    ...pick(run, ['endedAt', 'originRunId', 'error', 'blockedAt', 'heldBy', 'plant', 'sample']),
  };
}

function pick<K extends keyof RunRow>(run: RunRow, names: readonly K[]): Partial<Pick<RunRow, K>> {
  return Object.fromEntries(names.filter((name) => run[name] !== undefined).map((name) => [name, run[name]])) as Partial<Pick<RunRow, K>>;
}

export function toRunView(run: RunRow, events: readonly TraceEvent[], documents: RunDocuments, payloads: boolean): RunView {
  const accepted = events.find((event) => event.type === 'run-accepted');
  const completed = events.findLast((event) => event.type === 'run-completed');
  const summary = toRunSummary(run);
  const steps = listSteps(events, documents);
  return {
    ...(payloads ? summary : withoutErrorDetails(summary)),
    ...documents,
    runSeq: run.runSeq,
    steps: payloads ? steps : steps.map(withoutErrorDetails),
    actions: possibleActions(run),
    ...(payloads && accepted !== undefined ? { trigger: accepted.trigger as unknown as JsonObject } : {}),
    ...(payloads && completed?.output !== undefined ? { output: completed.output } : {}),
  };
}

function listSteps(events: readonly TraceEvent[], { document, called }: RunDocuments): readonly StepView[] {
  return [...foldSteps(events, (path) => findNodeByPath(document, called, path)).values()];
}

/** One step with everything that was exchanged for it. Undefined when the run never came there. */
export function toStepDetail(
  path: string,
  events: readonly TraceEvent[],
  effects: readonly EffectRow[],
  documents: RunDocuments,
  payloads: boolean,
): StepDetail | undefined {
  const step = listSteps(events, documents).find((candidate) => candidate.path === path);
  if (step === undefined) return undefined;
  const own = events.filter((event) => 'path' in event && event.path === path);
  const completed = own.findLast((event) => event.type === 'step-completed');
  const config = findNodeByPath(documents.document, documents.called, path)?.config;
  const exchanges = effects.filter((effect) => effect.path === path);
  return {
    ...(payloads ? step : withoutErrorDetails(step)),
    ...(config === undefined ? {} : { config }),
    ...(payloads && completed !== undefined ? { output: completed.output } : {}),
    exchanges: payloads
      ? exchanges
      : exchanges.map(({ request: _request, answer: _answer, before: _before, ...effect }) => ({
          ...withoutErrorDetails(effect),
          request: null,
        })),
    events: payloads ? own : own.map(withoutPayload),
  };
}

/** What an operator may try now (LAN-3); the engine has the last word and says why not. */
export function possibleActions(run: RunRow): readonly OperatorAction[] {
  if (run.sample === true) return [];
  if (isFinal(run.state)) return run.state === 'superseded' || run.state === 'stale' ? [] : ['retry'];
  if (run.state !== 'parked') return run.state === 'running' ? ['cancel'] : ['cancel', 'set-aside'];
  // Nobody may go on with what it says; a retry makes a new run of it no more than an edit would.
  if (run.error?.code === 'damaged') return ['set-aside', 'cancel'];
  const unknown = run.error?.code === 'unknown-effect' || run.error?.code === 'changed-by-somebody-else';
  return unknown
    ? ['mark-confirmed', 'mark-not-applied', 'send-again', 'retry', 'skip', 'set-aside', 'compensate', 'cancel']
    : ['retry', 'edit', 'skip', 'set-aside', 'send-again', 'compensate', 'cancel'];
}
