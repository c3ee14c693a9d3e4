/**
 * Everything that is wrong with a flow, as problems with a place: size and shape first, then what it means. A flow with errors can be
 * a draft and never a version. The codes are explained in README.md; the rules are FLW and EXP in SPEC.md.
 */

import type { FlowCheck } from './api/flows.ts';
import { type CheckContext, type CheckedFlow, prepare } from './check/checked-flow.ts';
import { findEdgeProblems } from './check/edge-problems.ts';
import { findExpressionProblems } from './check/expression-problems.ts';
import { findFlowProblems } from './check/flow-problems.ts';
import { findInlineProblems } from './check/inline-samples.ts';
import { findNodeProblems } from './check/node-problems.ts';
import { findShapeProblems } from './check/shape-problems.ts';
import type { FlowDocument } from './flow.ts';
import { reachableFrom } from './graph.ts';
import { hasErrors, type Problem } from './problem.ts';
import { checkFlowTypes } from './typing/check-flow-types.ts';
import type { FlowTyping } from './typing/flow-typing.ts';

/** `document` is anything, as it was read. Nothing is thrown, nothing is changed. Errors come before warnings, else in document order. */
export function checkFlow(document: unknown, context: CheckContext): readonly Problem[] {
  return checkFlowWithTypes(document, context).problems;
}

/** The same, and of how many values it is known what they are. */
export function checkFlowWithTypes(document: unknown, context: CheckContext): FlowCheck {
  return checkAfter(document, context, undefined).check;
}

/** What is kept of a check for the next one of the same flow. */
interface Checked {
  readonly check: FlowCheck;
  readonly checked?: CheckedFlow;
  readonly typing?: FlowTyping;
  readonly strict?: FlowTyping | undefined;
}

/** Checks one flow again and again while somebody draws: what did not change since the last time is not looked at anew (FTY-9). */
export function createFlowChecker(context: CheckContext): (document: unknown) => FlowCheck {
  let last: Checked | undefined;
  return (document) => {
    last = checkAfter(document, context, last);
    return last.check;
  };
}

function checkAfter(document: unknown, context: CheckContext, last: Checked | undefined): Checked {
  const shape = findShapeProblems(document);
  if (shape.length > 0) return { check: { problems: shape } };
  const flow = withKnownNodes(document as FlowDocument, last?.checked?.flow);
  const checked = prepare(flow, context, last?.checked);
  const drawing = [...findEdgeProblems(checked), ...findNodeProblems(checked)];
  const drawn = [...findFlowProblems(checked), ...findInlineProblems(checked), ...drawing, ...findExpressionProblems(checked)];
  const { problems, coverage, typing, strict } = checkFlowTypes(checked, last);
  // Types speak of a drawing that is right as far as it goes, and of texts of which nothing worse is known.
  const doubtful = doubtfulNodes(checked, drawing);
  const said = problems.filter(
    ({ path, nodeId }) =>
      doubtful !== 'all' &&
      (nodeId === undefined || !doubtful.has(nodeId)) &&
      !drawn.some((other) => other.severity === 'error' && isAt(path, other.path)),
  );
  return { check: { problems: inOrder([...drawn, ...said]), coverage }, checked, typing, strict };
}

/** What a drawing has that is still being made: of the rest the types can be told. */
const UNFINISHED: ReadonlySet<string> = new Set([
  'port-open',
  'node-unreachable',
  'config-missing',
  'config-value',
  'config-type',
  'config-unknown',
  'config-literal',
  'connection-missing',
]);

/** Nodes that hang on what is not finished: what they see is not known yet. `all`: the drawing itself is wrong. */
function doubtfulNodes({ flow, graph }: CheckedFlow, drawing: readonly Problem[]): ReadonlySet<string> | 'all' {
  const doubtful = new Set<string>();
  for (const { severity, code, nodeId } of drawing) {
    if (severity !== 'error' || code === 'port-open') continue;
    if (nodeId === undefined || !UNFINISHED.has(code)) return 'all';
    for (const id of reachableFrom(graph, nodeId)) doubtful.add(id);
  }
  if (doubtful.size === 0) return doubtful;
  const standsIn = (id: string): boolean => {
    const parent = flow.nodes[id]?.parent;
    return parent !== undefined && (doubtful.has(parent) || standsIn(parent));
  };
  return new Set(Object.keys(flow.nodes).filter((id) => doubtful.has(id) || standsIn(id)));
}

/** Nodes and a contract that say the same as before are those of before, so that what is known of them is found again. */
function withKnownNodes(flow: FlowDocument, before: FlowDocument | undefined): FlowDocument {
  if (before === undefined) return flow;
  const nodes = Object.entries(flow.nodes).map(([id, node]) => {
    const known = Object.hasOwn(before.nodes, id) ? before.nodes[id] : undefined;
    return [id, known !== undefined && JSON.stringify(known) === JSON.stringify(node) ? known : node] as const;
  });
  const contract = JSON.stringify(before.contract) === JSON.stringify(flow.contract) ? before.contract : flow.contract;
  return { ...flow, contract, nodes: Object.fromEntries(nodes) };
}

/** The same place, or one of the two in the other. */
function isAt(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}/`) || other.startsWith(`${path}/`);
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  if (!hasErrors(problems)) return problems;
  return [...problems.filter(({ severity }) => severity === 'error'), ...problems.filter(({ severity }) => severity !== 'error')];
}

/** True when `document` has the shape of a flow of the current format, whatever it means. */
export function isFlowDocument(document: unknown): document is FlowDocument {
  return findShapeProblems(document).length === 0;
}
