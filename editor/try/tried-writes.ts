/** What a try of a draft would write: how much is only shown, and where it goes out in earnest. Pure. */
import type { ConnectionView } from '#flows/api/connections.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { nodesUpTo } from '#flows/part-of-flow.ts';
import type { Manifests } from '../canvas/draw-flow.ts';

/** Which part is tried; neither: the whole flow. */
export interface TriedPart {
  readonly to?: string;
  readonly only?: string;
}

export interface TriedWrites {
  /** Steps whose writes are recorded and not sent. */
  readonly simulated: number;
  /** Connections by which something is really written. */
  readonly sentBy: readonly string[];
  /** Steps that call another flow, whose writes are not known here: simulated too, but by these connections sent where it has them. */
  readonly calls: number;
  readonly calledMaySendBy: readonly string[];
}

const CALL = 'core/call-flow';

export function writesOf(
  flow: FlowDocument,
  manifests: Manifests,
  connections: readonly Pick<ConnectionView, 'name' | 'plant' | 'limits'>[],
  pinned: ReadonlySet<string>,
  { to, only }: TriedPart,
): TriedWrites {
  const kept = only === undefined ? (to === undefined ? undefined : nodesUpTo(flow, to)) : new Set([only]);
  const sentBy = new Set<string>();
  const sending = connections.filter(
    ({ plant, limits }) => plant === undefined && limits?.['testWrites'] === true && limits['withholdWrites'] !== true,
  );
  let simulated = 0;
  let calls = 0;
  for (const [id, { type, connection }] of Object.entries(flow.nodes)) {
    if (kept?.has(id) === false || (pinned.has(id) && id !== only)) continue;
    if (type === CALL) calls += 1;
    if (manifests.get(type)?.effects !== 'write') continue;
    if (connection !== undefined && sending.some(({ name }) => name === connection)) sentBy.add(connection);
    else simulated += 1;
  }
  return { simulated, sentBy: [...sentBy], calls, calledMaySendBy: calls === 0 ? [] : sending.map(({ name }) => name) };
}
