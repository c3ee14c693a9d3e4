/** All that typing finds of a flow, as problems, and how much of it is known (FTY-4 to FTY-7). */
import type { TypeCoverage } from '../api/flows.ts';
import type { CheckedFlow } from '../check/checked-flow.ts';
import { isExpressionText } from '../expressions/expression-text.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import { compareTypes } from '../expressions/types/compare-to-schema.ts';
import { inferExpression } from '../expressions/types/infer-expression.ts';
import type { Type } from '../expressions/types/type.ts';
import { NOTHING, NUMBER, TEXT } from '../expressions/types/type.ts';
import { union } from '../expressions/types/union.ts';
import type { FlowGraph } from '../graph.ts';
import type { Problem } from '../problem.ts';
import { CallTyping } from './call-typing.ts';
import { findNodeFindings } from './check-types.ts';
import { toProblem } from './finding-problem.ts';
import { FlowTyping } from './flow-typing.ts';
import { findSeenSteps, type SeenSteps } from './steps-seen.ts';
import type { TypedExpression, TypeFinding } from './typed-expression.ts';

export interface TypeCheck {
  /** What the next check of the flow may start from. */
  readonly typing: FlowTyping;
  /** By what every schema lets through; the newest that was needed. */
  readonly strict: FlowTyping | undefined;
  readonly problems: readonly Problem[];
  readonly coverage: TypeCoverage;
}

/** `before`: of the same flow, a little earlier. */
export function checkFlowTypes(checked: CheckedFlow, before?: Partial<Pick<TypeCheck, 'typing' | 'strict'>>): TypeCheck {
  const typing = new FlowTyping(checked, { declared: true, calls: new CallTyping(checked.context) }, seenStepsOf(checked));
  typing.startFrom(before?.typing);
  const intake = checkIntake(typing);
  const findings = [...intake.findings, ...[...checked.nodes.values()].flatMap((node) => findNodeFindings(typing, node))];
  const expressions = [...intake.expressions, ...[...checked.nodes.keys()].flatMap((id) => typing.node(id)?.config.expressions ?? [])];
  typing.finish();
  const judged = withSeverities(findings, checked, typing, before?.strict);
  return {
    typing,
    strict: judged.strict,
    problems: judged.findings.map(toProblem),
    coverage: { values: expressions.length, typed: expressions.filter(({ sure }) => sure).length },
  };
}

/** The drawing changes seldom while somebody types. */
const drawings = new Map<string, ReadonlyMap<string, SeenSteps>>();
const MOST_DRAWINGS = 20;

const seenByGraph = new WeakMap<FlowGraph, ReadonlyMap<string, SeenSteps>>();

function seenStepsOf(checked: CheckedFlow): ReadonlyMap<string, SeenSteps> {
  const known = seenByGraph.get(checked.graph) ?? seenByDrawing(checked);
  seenByGraph.set(checked.graph, known);
  return known;
}

function seenByDrawing(checked: CheckedFlow): ReadonlyMap<string, SeenSteps> {
  const nodes = [...checked.nodes].map(([id, { node, ports }]) => [
    id,
    node.type,
    node.parent,
    node.compensate,
    node.type === 'core/join' ? node.config['mode'] : undefined,
    ports?.map(({ name, kind }) => `${kind} ${name}`),
  ]);
  const drawing = JSON.stringify([nodes, checked.flow.edges]);
  const known = drawings.get(drawing);
  if (known !== undefined) return known;
  if (drawings.size >= MOST_DRAWINGS) drawings.clear();
  const seen = findSeenSteps(checked);
  drawings.set(drawing, seen);
  return seen;
}

/** An error is what is wrong by what every schema lets through and every contract promises; more rests on what may change. */
export function withSeverities(
  findings: readonly TypeFinding[],
  checked: CheckedFlow,
  { seen }: FlowTyping,
  before?: FlowTyping,
): { readonly findings: readonly TypeFinding[]; readonly strict: FlowTyping | undefined } {
  if (!findings.some(({ severity }) => severity === 'error')) return { findings, strict: before };
  const strict = new FlowTyping(checked, { declared: false }, seen);
  strict.startFrom(before);
  const proved = new Map<string | undefined, ReadonlySet<string>>();
  const provedIn = (nodeId: string | undefined): ReadonlySet<string> => {
    const known = proved.get(nodeId);
    if (known !== undefined) return known;
    const node = nodeId === undefined ? undefined : checked.nodes.get(nodeId);
    const found = node === undefined ? checkIntake(strict).findings : findNodeFindings(strict, node);
    const keys = new Set(found.filter(({ severity }) => severity === 'error').map(keyOf));
    proved.set(nodeId, keys);
    return keys;
  };
  const judged = findings.map(
    (finding): TypeFinding =>
      finding.severity === 'error' && !provedIn(finding.nodeId).has(keyOf(finding)) ? { ...finding, severity: 'warning' } : finding,
  );
  strict.finish();
  return { findings: judged, strict };
}

function keyOf({ code, path, place }: TypeFinding): string {
  return `${code} ${path} ${place?.offset ?? ''} ${place?.length ?? ''}`;
}

const SINGLE: Type = union(TEXT, NUMBER, { kind: 'boolean' });

/** Keys are single values. A message whose lane or idempotency key comes to nothing is not taken; others may do without. */
function checkIntake(typing: FlowTyping): { readonly findings: readonly TypeFinding[]; readonly expressions: readonly TypedExpression[] } {
  const { plant, object, lane, idempotency } = typing.flow;
  const findings: TypeFinding[] = [];
  const expressions: TypedExpression[] = [];
  const scope = typing.intakeScope();
  const check = (text: string | undefined, path: string, required: boolean): void => {
    if (!isExpressionText(text)) return;
    const { tree, source, offset } = parseExpression(text);
    if (tree === undefined) return;
    const { type, sure, findings: found } = inferExpression(tree, scope, source);
    expressions.push({ path, text, type, sure: sure && type.kind !== 'unknown' });
    const wrong = compareTypes(type, required ? SINGLE : union(SINGLE, NOTHING), { source });
    for (const { at, fix, ...finding } of [...found, ...wrong]) {
      const place = at === undefined ? undefined : { offset: at.offset + offset, length: at.length };
      const { code, severity, message, help } = finding;
      const fixed =
        fix === undefined
          ? undefined
          : `${text.slice(0, fix.at.offset + offset)}${fix.text}${text.slice(fix.at.offset + offset + fix.at.length)}`;
      findings.push({
        code,
        severity,
        message,
        help,
        path,
        ...(place === undefined ? {} : { place }),
        ...(fixed === undefined ? {} : { fixed }),
      });
    }
  };
  check(plant, '/plant', false);
  for (const [name, key] of Object.entries(object?.keys ?? {}))
    check(key, `/object/keys/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, false);
  check(lane?.key, '/lane/key', true);
  check(lane?.sequence, '/lane/sequence', true);
  check(idempotency?.key, '/idempotency/key', true);
  return { findings, expressions };
}
