/** Any stored document as a flow of the current format, or why it is none. Versions that are published are never rewritten: they are read so. */

import { findShapeProblems } from '../check/shape-problems.ts';
import { FLOW_FORMAT, type FlowDocument } from '../flow.ts';
import type { JsonObject } from '../json.ts';
import type { Problem } from '../problem.ts';
import { type FlowMigration, migrations } from './migrations.ts';

export type UpgradedFlow = { readonly document: FlowDocument } | { readonly problems: readonly Problem[] };

/** `document` is anything, as it was read. `list` and `current` are there for tests. */
export function upgradeFlow(document: unknown, list: readonly FlowMigration[] = migrations, current: number = FLOW_FORMAT): UpgradedFlow {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return { problems: findShapeProblems(document) };
  let flow = document as JsonObject;
  const { format } = flow;
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 0) {
    return refuse('format-missing', 'The document does not say which format it has.', `Add "format": ${current} if it is a flow.`);
  }
  if (format > current) {
    return refuse('format-newer', `The flow has format ${format}; this version knows formats up to ${current}.`, 'Update Millrace.');
  }
  for (let at = format; at < current; at++) {
    const step = list.find(({ from }) => from === at);
    if (step === undefined)
      return refuse('format-unknown', `There is no way up from format ${at}.`, `Write the flow anew in format ${current}.`);
    flow = { ...step.up(flow), format: at + 1 };
  }
  if (current !== FLOW_FORMAT) return { document: flow as unknown as FlowDocument };
  const problems = findShapeProblems(flow);
  return problems.length > 0 ? { problems } : { document: flow as unknown as FlowDocument };
}

function refuse(code: string, message: string, help: string): UpgradedFlow {
  return { problems: [{ code, severity: 'error', path: '/format', message, help }] };
}
