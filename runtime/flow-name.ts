/** One name for a flow of an environment, to find what is kept for it. The same text each time: it is put together and hashed once. */
const MOST_NAMES = 100_000;
const names = new Map<string, Map<string, string>>();
let count = 0;

export function flowName(environment: string, flow: string): string {
  let flows = names.get(environment);
  if (flows === undefined) names.set(environment, (flows = new Map()));
  let name = flows.get(flow);
  if (name !== undefined) return name;
  name = `${environment}\n${flow}`;
  if (count >= MOST_NAMES) return name;
  count += 1;
  flows.set(flow, name);
  return name;
}
