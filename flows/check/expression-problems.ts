/** Every expression of a flow: can it be read, does what it names exist, is it direct where it must be (EXP-1 to EXP-5)? */

import { type ConfigExpression, isMapRows, listConfigExpressions } from '../expressions/config-expressions.ts';
import { compileParsed } from '../expressions/direct-expression.ts';
import { isExpressionText } from '../expressions/expression-text.ts';
import { type MapFault, mapExpression } from '../expressions/map-expression.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import { findReferences, type References, SCOPE_ROOTS } from '../expressions/references.ts';
import { schemaOfPart } from '../expressions/schema-walk.ts';
import { upstreamOf } from '../graph.ts';
import type { Problem } from '../problem.ts';
import { type CheckedFlow, type CheckedNode, error, nameOf } from './checked-flow.ts';
import { containersAround } from './container-problems.ts';
import { keptOfNode } from './kept-of-node.ts';

export function findExpressionProblems(checked: CheckedFlow): readonly Problem[] {
  return [...findFlowExpressionProblems(checked), ...[...checked.nodes.values()].flatMap((node) => problemsOfNode(node, checked))];
}

/** Known before a run starts: intake computes with these alone. */
const INTAKE_ROOTS = ['trigger', 'vars', 'flow', 'run'] as const;

function findFlowExpressionProblems({ flow }: CheckedFlow): readonly Problem[] {
  const { lane, idempotency, object } = flow;
  return [
    ...checkDirect(flow.plant, '/plant'),
    ...Object.entries(object?.keys ?? {}).flatMap(([name, key]) =>
      checkDirect(key, `/object/keys/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
    ),
    ...checkDirect(lane?.key, '/lane/key'),
    ...checkDirect(lane?.sequence, '/lane/sequence'),
    ...checkDirect(idempotency?.key, '/idempotency/key'),
    ...checkMerge(lane?.merge),
  ];
}

const FORGOTTEN = new RegExp(`^\\s*(${SCOPE_ROOTS.join('|')})\\s*[.[]`);

function checkDirect(text: string | undefined, path: string): readonly Problem[] {
  if (text === undefined) return [];
  // A fixed text is allowed: one lane for all runs. A path whose "=" was forgotten would be that by mistake.
  if (!isExpressionText(text)) return FORGOTTEN.test(text) ? [notAnExpression(path)] : [];
  const parsed = parseExpression(text);
  const { expression, faults = [] } = compileParsed(parsed);
  if (expression !== undefined) return checkRoots(expression.references, INTAKE_ROOTS, path, 'here, before a run starts');
  return faults.map((fault) =>
    fault.code === 'not-direct'
      ? error(
          'expression-not-direct',
          path,
          `${fault.message} ${at(fault.from)}`,
          'Use paths, texts, numbers, "&", comparisons and "? :" only; compute the rest in the flow.',
        )
      : error('expression-syntax', path, `${fault.message} ${at(fault.from)}`, 'Correct the expression.'),
  );
}

function checkMerge(text: string | undefined): readonly Problem[] {
  if (text === undefined) return [];
  const path = '/lane/merge';
  if (!isExpressionText(text)) return [notAnExpression(path)];
  const { tree, faults } = parseExpression(text);
  if (tree === undefined)
    return faults.map((fault) => error('expression-syntax', path, `${fault.message} ${at(fault.from)}`, 'Correct the expression.'));
  return checkRoots(findReferences(tree), ['older', 'newer'], path, 'where two bodies are merged');
}

function notAnExpression(path: string): Problem {
  return error(
    'expression-expected',
    path,
    'Here an expression is needed.',
    'Begin it with "=", e.g. = trigger.body.id; a fixed text is written = "text".',
  );
}

const problemsOfNode = keptOfNode(checkNode);

function checkNode(checked: CheckedNode, flow: CheckedFlow): readonly Problem[] {
  const { id, node, manifest } = checked;
  // Triggers compute nothing; what looks like an expression there is reported with the config.
  if (manifest === undefined || manifest.kind === 'trigger') return [];
  const rows = checkMapRows(checked);
  return [
    ...rows,
    ...listConfigExpressions(node.config, manifest.config).flatMap((expression) =>
      // Faults of a row are reported with the row, not with the text made of all rows.
      expression.pointer === '/value' && rows.length > 0 ? [] : checkExpression(expression, id, flow),
    ),
  ];
}

function checkMapRows({ id, node, manifest }: CheckedNode): readonly Problem[] {
  const schema = manifest!.config;
  return Object.entries(node.config).flatMap(([name, value]) => {
    if (!isMapRows(value, schemaOfPart(schema, schema, name), schema)) return [];
    return faultsOf(value).map(({ row, field, code, message, help }) =>
      error(code, `/nodes/${id}/config/${name}/${row}/${field}`, message, help, id),
    );
  });
}

const mapFaults = new WeakMap<object, readonly MapFault[]>();

/** Rows are never changed. */
function faultsOf(rows: Parameters<typeof mapExpression>[0]): readonly MapFault[] {
  const known = mapFaults.get(rows);
  if (known !== undefined) return known;
  const faults = mapExpression(rows).faults ?? [];
  mapFaults.set(rows, faults);
  return faults;
}

/** Of one expression at a node: can it be read, and does the node see what it names? */
export function checkExpression(
  { pointer, references, faults }: Pick<ConfigExpression, 'pointer' | 'references' | 'faults'>,
  nodeId: string,
  flow: CheckedFlow,
): readonly Problem[] {
  const path = `/nodes/${nodeId}/config${pointer}`;
  if (references === undefined)
    return faults.map((fault) => error('expression-syntax', path, `${fault.message} ${at(fault.from)}`, 'Correct the expression.', nodeId));
  const visible = SCOPE_ROOTS.filter((root) => {
    if (root === 'compensated') return flow.compensations.has(nodeId);
    return (root !== 'item' && root !== 'index') || containersAround(nodeId, flow).some(({ node }) => node.type === 'core/for-each');
  });
  return [...checkRoots(references, visible, path, 'here', nodeId), ...checkSteps(references, path, nodeId, flow)];
}

function checkRoots({ roots }: References, visible: readonly string[], path: string, where: string, nodeId?: string): readonly Problem[] {
  return roots
    .filter(({ name }) => !visible.includes(name))
    .map(({ name }) =>
      error('expression-unknown-name', path, `"${name}" is not known ${where}.`, `An expression sees ${visible.join(', ')}.`, nodeId),
    );
}

function checkSteps({ steps }: References, path: string, nodeId: string, flow: CheckedFlow): readonly Problem[] {
  if (steps.length === 0) return [];
  const before = nodesBefore(nodeId, flow);
  return steps.flatMap(({ name }) => {
    const target = flow.nodes.get(name);
    if (target === undefined) {
      const help =
        flow.nodes.size > 0
          ? 'Name a node that stands before this one; ids with hyphens go in backquotes: steps.`change-order`.'
          : 'Add the node.';
      return [error('expression-unknown-step', path, `There is no node "${name}".`, help, nodeId)];
    }
    if (target.manifest?.kind === 'trigger') {
      return [
        error(
          'expression-trigger-step',
          path,
          `${nameOf(target)} is the trigger, not a step.`,
          'What it received is trigger.body.',
          nodeId,
        ),
      ];
    }
    if (before.has(name)) return [];
    const message = name === nodeId ? `${nameOf(target)} cannot read its own result.` : `${nameOf(target)} does not run before this node.`;
    return [error('expression-later-step', path, message, 'Read a node that leads here.', nodeId)];
  });
}

/**
 * Nodes that lead here or to a container around it, with what stands in the scopes among them; what stands in a for-each is seen only
 * inside of it. A compensation sees what stood before the step it undoes, and that step.
 */
function nodesBefore(nodeId: string, flow: CheckedFlow): ReadonlySet<string> {
  const { graph, compensations } = flow;
  const starts = compensations.get(nodeId) ?? [];
  const here = [nodeId, ...containersAround(nodeId, flow).map(({ id }) => id)];
  const before = new Set([...here, ...starts].flatMap((id) => [...upstreamOf(graph, id)]));
  for (const start of starts) before.add(start);
  for (const [id, { node }] of flow.nodes) {
    if (node.parent === undefined) continue;
    const around = containersAround(id, flow);
    const outermost = around.findIndex(({ id: container }) => before.has(container));
    const isInScopes = around.slice(0, outermost + 1).every(({ node: { type } }) => type === 'core/scope');
    if (node.parent !== undefined && outermost !== -1 && isInScopes) before.add(id);
  }
  return before;
}

function at(from: number): string {
  return `(character ${from + 1})`;
}
