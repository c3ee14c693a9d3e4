/** The example flows as they are chosen from: what each does and which connections it needs, its callees' included. Pure. */
import type { FlowDocument } from '#flows/flow.ts';

export interface Example {
  readonly flow: FlowDocument;
  /** Names of connections, sorted. */
  readonly connects: readonly string[];
}

const LAYERS: readonly FlowDocument['layer'][] = ['process', 'experience', 'system'];

/** What connects systems first, what wraps one last; among them as they come. Every word of `search` must be in what is shown. */
export function listExamples(flows: readonly FlowDocument[], search: string): readonly Example[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return LAYERS.flatMap((layer) => flows.filter((flow) => flow.layer === layer))
    .map((flow) => ({ flow, connects: connectionsOf(flow, flows) }))
    .filter(({ flow: { name, description = '' }, connects }) => {
      const text = `${name} ${description} ${connects.join(' ')}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
}

function connectionsOf(flow: FlowDocument, flows: readonly FlowDocument[]): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const waiting = [flow];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    for (const { connection, type, config } of Object.values(next.nodes)) {
      if (connection !== undefined) found.add(connection);
      if (type === 'core/call-flow') waiting.push(...flows.filter(({ id }) => id === config['flow']));
    }
  }
  return [...found].sort();
}

/** With an id that no flow has; the name says the same number: `Sales order change 2`, `order-change-2`. */
export function asOwnFlow(flow: FlowDocument, taken: ReadonlySet<string>): FlowDocument {
  if (!taken.has(flow.id)) return flow;
  let number = 2;
  while (taken.has(`${flow.id}-${number}`)) number += 1;
  return { ...flow, id: `${flow.id}-${number}`, name: `${flow.name} ${number}` };
}
