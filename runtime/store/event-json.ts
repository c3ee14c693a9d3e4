/** JSON of an event. The few kinds that every run has several times are put together from known parts: a third to two thirds of what `JSON.stringify` takes. */
import type { TimedBody } from './engine-rows.ts';

/** The same text as `JSON.stringify(body)`. */
export function eventToJson(body: TimedBody): string {
  switch (body.type) {
    case 'run-started':
      return `{"type":"run-started","at":"${body.at}"}`;
    case 'step-started':
      return `{"type":"step-started","path":${quote(body.path)},"attempt":${body.attempt},"at":"${body.at}"}`;
    case 'step-completed': {
      const { path, attempt, port, output, durationMs, at } = body;
      // JSON has no word for it.
      if (output === undefined) return JSON.stringify(body);
      return `{"type":"step-completed","path":${quote(path)},"attempt":${attempt},"port":${quote(port)},"output":${JSON.stringify(output)},"durationMs":${durationMs},"at":"${at}"}`;
    }
    case 'effect-intended':
    case 'effect-confirmed': {
      // Of a probe: it says what was found.
      if (body.verdict !== undefined) return JSON.stringify(body);
      const { type, path, attempt, effectKey, operation, at } = body;
      return `{"type":"${type}","path":${quote(path)},"attempt":${attempt},"effectKey":${JSON.stringify(effectKey)},"operation":${JSON.stringify(operation)},"at":"${at}"}`;
    }
    default:
      return JSON.stringify(body);
  }
}

const MOST_QUOTED = 10_000;
const quoted = new Map<string, string>();

/** JSON of a name: those of nodes, ports, flows and environments come again with every run. */
export function quote(name: string): string {
  let text = quoted.get(name);
  if (text !== undefined) return text;
  text = JSON.stringify(name);
  // Paths of a loop carry the number of the item.
  if (quoted.size >= MOST_QUOTED) quoted.clear();
  quoted.set(name, text);
  return text;
}
