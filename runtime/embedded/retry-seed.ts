/** What a retried run takes over from the run it retries (RES-3): recorded results of everything before the step it begins at. */
import type { Json } from '#flows/json.ts';
import type { Plan } from '../engine/plan.ts';
import type { TimedBody } from '../store/engine-rows.ts';
import { recordedResults } from './run-registry.ts';

/** Without `fromPath` everything that completed is taken over, unless the run completed: then it runs as a whole. */
export function retrySeed(
  plan: Plan,
  events: readonly TimedBody[],
  fromPath: string | undefined,
): readonly { readonly path: string; readonly port: string; readonly output: Json }[] {
  const results = recordedResults(events);
  if (fromPath === undefined && events.some(({ type }) => type === 'run-completed')) return [];
  const again = fromPath === undefined ? new Set<string>() : pathsFrom(plan, fromPath);
  return [...results]
    .filter(([path]) => plan.indexByPath.has(path) && !again.has(path))
    .map(([path, { port, output }]) => ({ path, port, output }));
}

/** The step, everything behind it, and the calls it stands in with what is behind those. */
function pathsFrom(plan: Plan, fromPath: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open: number[] = [];
  const start = plan.indexByPath.get(fromPath);
  if (start !== undefined) open.push(start);
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const node = plan.nodes[index]!;
    if (found.has(node.path)) continue;
    found.add(node.path);
    for (const { to } of node.outgoing) open.push(to);
    const { caller } = plan.scopes[node.scope]!;
    if (caller !== -1) open.push(caller);
    if (node.calls !== -1 && node.path !== fromPath && !fromPath.startsWith(`${node.path}/`)) open.push(...plan.scopes[node.calls]!.nodes);
  }
  return found;
}
