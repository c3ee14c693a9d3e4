/**
 * Everything that is wrong with a flow, as problems with a place: size and shape first, then what it means. A flow with errors can be
 * a draft and never a version. The codes are explained in README.md; the rules are FLW and EXP in SPEC.md.
 */
import { type CheckContext, prepare } from './check/checked-flow.ts';
import { findEdgeProblems } from './check/edge-problems.ts';
import { findExpressionProblems } from './check/expression-problems.ts';
import { findFlowProblems } from './check/flow-problems.ts';
import { findInlineProblems } from './check/inline-samples.ts';
import { findNodeProblems } from './check/node-problems.ts';
import { findShapeProblems } from './check/shape-problems.ts';
import type { FlowDocument } from './flow.ts';
import type { Problem } from './problem.ts';

/** `document` is anything, as it was read. Nothing is thrown, nothing is changed. Errors come before warnings, else in document order. */
export function checkFlow(document: unknown, context: CheckContext): readonly Problem[] {
  const shape = findShapeProblems(document);
  if (shape.length > 0) return shape;
  const checked = prepare(document as FlowDocument, context);
  const problems = [
    ...findFlowProblems(checked),
    ...findInlineProblems(checked),
    ...findEdgeProblems(checked),
    ...findNodeProblems(checked),
    ...findExpressionProblems(checked),
  ];
  return [...problems.filter(({ severity }) => severity === 'error'), ...problems.filter(({ severity }) => severity !== 'error')];
}

/** True when `document` has the shape of a flow of the current format, whatever it means. */
export function isFlowDocument(document: unknown): document is FlowDocument {
  return findShapeProblems(document).length === 0;
}
