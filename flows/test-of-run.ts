/**
 * A test that says what a recorded run did: its message, what the other systems answered step by step, how it ended. What people see
 * happen in earnest today is tried against every later version. Pure.
 */
import type { FlowExpectation, FlowTest, StepDouble, StepExpectation } from './flow-test.ts';
import type { Json } from './json.ts';
import type { RunState } from './run.ts';
import type { TraceEvent } from './trace.ts';

export interface RecordedRun {
  readonly state: RunState;
  /** `trigger.body`. */
  readonly input: Json;
  /** Whole journal. */
  readonly events: readonly TraceEvent[];
  /** Does somebody else answer this step: another system, or a person? */
  isAnswered(path: string): boolean;
}

export function testOfRun({ state, input, events, isAnswered }: RecordedRun): FlowTest {
  const doubles = doublesOf(events, isAnswered);
  return { input, ...(Object.keys(doubles).length === 0 ? {} : { doubles }), expect: expectationOf(state, events) };
}

/** Ways out of the flow's own steps, what it answered and what it emitted: what a reader would call the same behaviour. */
export function expectationOf(state: RunState, events: readonly TraceEvent[]): FlowExpectation {
  const steps: Record<string, StepExpectation> = {};
  const emitted: { type: string }[] = [];
  let reply: FlowExpectation['reply'];
  for (const event of events) {
    if (event.type === 'step-completed' && !event.path.includes('/')) steps[event.path] = { port: event.port };
    if (event.type === 'event-emitted') emitted.push({ type: event.event.type });
    if (event.type === 'reply-committed' && !event.path.includes('/')) reply = { status: event.status };
  }
  return {
    ...(state === 'completed' ? {} : { state }),
    ...(reply === undefined ? {} : { reply }),
    ...(Object.keys(steps).length === 0 ? {} : { steps }),
    ...(emitted.length === 0 ? {} : { emitted }),
  };
}

function doublesOf(events: readonly TraceEvent[], isAnswered: (path: string) => boolean): Record<string, StepDouble[]> {
  const doubles: Record<string, StepDouble[]> = {};
  const lost = new Set<string>();
  const add = (path: string, double: StepDouble) => {
    doubles[path] = [...(doubles[path] ?? []), double];
  };
  for (const event of events) {
    if (!('path' in event) || event.path === undefined || !isAnswered(event.path)) continue;
    const { path } = event;
    switch (event.type) {
      case 'effect-unknown':
        lost.add(path);
        break;
      case 'effect-probed':
        lost.delete(path);
        if (event.verdict === 'confirmed') add(path, { lost: 'applied', output: null });
        else if (event.verdict !== undefined) add(path, { lost: event.verdict });
        break;
      case 'attempt-failed':
        // Its answer was lost: what asking told comes with the next attempt.
        if (!lost.has(path)) add(path, { error: { class: event.error.class, code: event.error.code, message: event.error.message } });
        break;
      case 'run-parked':
        if (lost.delete(path)) add(path, { lost: 'unanswerable' });
        break;
      case 'step-completed': {
        const before = doubles[path] ?? [];
        const asked = before.at(-1);
        const answer = { port: event.port, output: event.output };
        if (asked !== undefined && 'lost' in asked && asked.lost === 'applied')
          doubles[path] = [...before.slice(0, -1), { lost: 'applied', ...answer }];
        else add(path, answer);
        break;
      }
    }
  }
  return doubles;
}
