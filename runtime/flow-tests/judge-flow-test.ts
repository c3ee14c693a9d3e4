/** Did the run do what the test expects? Every difference is a sentence; pure. */
import type { FlowExpectation } from '#flows/flow-test.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { TraceEvent } from '#flows/trace.ts';
import type { RunRow } from '../store/engine-rows.ts';

export function judgeFlowTest(
  expected: FlowExpectation,
  run: Pick<RunRow, 'state' | 'reply' | 'error'>,
  events: readonly TraceEvent[],
  configs: ReadonlyMap<string, readonly Json[]>,
): readonly string[] {
  const { state = 'completed', reply, steps = {}, notRun = [], emitted = [] } = expected;
  const faults: string[] = [];
  if (run.state !== state) {
    const why = run.error === undefined ? '' : `: ${run.error.message} (${run.error.code})`;
    faults.push(`The run is ${run.state}, not ${state}${why}`);
  }
  if (reply?.status !== undefined && run.reply?.status !== reply.status)
    faults.push(`It answered with status ${run.reply?.status ?? 'none'}, not ${reply.status}`);
  if (reply?.body !== undefined) faults.push(...differences(reply.body, run.reply?.body, 'the answer'));

  const completed = new Map(events.flatMap((event) => (event.type === 'step-completed' ? [[event.path, event] as const] : [])));
  for (const [path, wanted] of Object.entries(steps)) {
    const step = completed.get(path);
    const config = configs.get(path)?.at(-1);
    const writes = events.filter((event) => event.type === 'effect-intended' && event.path === path).length;
    if (step === undefined && config === undefined) {
      faults.push(`The step "${path}" did not run`);
      continue;
    }
    if (wanted.port !== undefined && step?.port !== wanted.port)
      faults.push(`The step "${path}" left by "${step?.port ?? 'no port'}", not by "${wanted.port}"`);
    if (wanted.writes !== undefined && wanted.writes !== writes)
      faults.push(`The step "${path}" wrote ${times(writes)}, not ${times(wanted.writes)}`);
    if (wanted.output !== undefined) faults.push(...differences(wanted.output, step?.output, `the output of "${path}"`));
    if (wanted.config !== undefined) faults.push(...differences(wanted.config, config, `the config of "${path}"`));
  }
  for (const path of notRun) if (completed.has(path) || configs.has(path)) faults.push(`The step "${path}" ran`);

  const left = events.flatMap((event) => (event.type === 'event-emitted' ? [event.event] : []));
  for (const { type, data } of emitted) {
    const index = left.findIndex((event) => event.type === type && (data === undefined || differences(data, event.data, '').length === 0));
    if (index !== -1) left.splice(index, 1);
    else if (data !== undefined && left.some((event) => event.type === type)) {
      const nearest = left.find((event) => event.type === type)!;
      faults.push(...differences(data, nearest.data, `the event "${type}"`));
    } else faults.push(`The event "${type}" was not emitted`);
  }
  return faults;
}

function times(count: number): string {
  return count === 0 ? 'nothing' : count === 1 ? 'once' : `${count} times`;
}

/** Parts of an object are enough; lists and values must be equal. */
function differences(wanted: Json, got: Json | undefined, where: string): readonly string[] {
  if (isObject(wanted)) {
    if (!isObject(got)) return [`${capital(where)} is ${show(got)}, not ${show(wanted)}`];
    return Object.entries(wanted).flatMap(([name, value]) => differences(value, got[name], where === '' ? name : `${where}: ${name}`));
  }
  if (Array.isArray(wanted)) {
    const list = wanted as readonly Json[];
    if (!Array.isArray(got) || got.length !== list.length) return [`${capital(where)} is ${show(got)}, not ${show(wanted)}`];
    return list.flatMap((value, index) => differences(value, (got as readonly Json[])[index], `${where}[${index}]`));
  }
  return wanted === got ? [] : [`${capital(where)} is ${show(got)}, not ${show(wanted)}`];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const MOST_SHOWN = 200;
function show(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}…`;
}
