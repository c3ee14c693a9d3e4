/**
 * Two people changed the same flow: both changes together, by node and field. What both changed differently is a conflict; until
 * somebody decides, mine stands. The result always has the shape of a flow.
 */
import type { FlowDocument } from './flow.ts';
import { isSame } from './flow-diff.ts';
import { type FieldPath, fieldsOf, fromTree, hasParts, toTree, withField } from './flow-tree.ts';
import type { Json, JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { isFlowDocument } from './validate-flow.ts';

export interface MergedFlow {
  readonly flow: FlowDocument;
  readonly conflicts: readonly MergeConflict[];
}

export interface MergeConflict {
  readonly path: FieldPath;
  /** The same as JSON Pointer; empty when the whole flow is meant. */
  readonly pointer: string;
  readonly nodeId?: string;
  /** Absent: the field is not there. */
  readonly base?: Json;
  readonly mine?: Json;
  readonly theirs?: Json;
}

/** `base` is what both began with. Without conflicts it does not matter who is called mine. */
export function mergeFlows(base: FlowDocument, mine: FlowDocument, theirs: FlowDocument): MergedFlow {
  const conflicts: MergeConflict[] = [];
  const merged = merge([], toTree(base), toTree(mine), toTree(theirs), conflicts) as JsonObject;
  const flow = fromTree(dropLooseEnds(merged, toTree(base), toTree(mine), toTree(theirs), conflicts));
  // Two flows that are each just small enough may be too large together.
  if (isFlowDocument(flow)) return { flow, conflicts };
  return { flow: mine, conflicts: [conflict([], toTree(base), toTree(mine), toTree(theirs))] };
}

/** The flow with one conflict decided. */
export function resolveConflict(flow: FlowDocument, { path, mine, theirs }: MergeConflict, choice: 'mine' | 'theirs'): FlowDocument {
  return fromTree(withField(toTree(flow), path, choice === 'mine' ? mine : theirs) as JsonObject);
}

function merge(
  path: FieldPath,
  base: Json | undefined,
  mine: Json | undefined,
  theirs: Json | undefined,
  conflicts: MergeConflict[],
): Json | undefined {
  if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
  if (isSame(base, mine)) return theirs;
  const [fieldsOfBase, fieldsOfMine, fieldsOfTheirs] = [fieldsOf(base), fieldsOf(mine), fieldsOf(theirs)];
  // Two nodes that got the same id by chance are not one node: nothing is mixed that did not begin as one.
  if (!hasParts(path) || fieldsOfBase === undefined || fieldsOfMine === undefined || fieldsOfTheirs === undefined) {
    conflicts.push(conflict(path, base, mine, theirs));
    return mine;
  }
  const names = new Set([...Object.keys(fieldsOfBase), ...Object.keys(fieldsOfMine), ...Object.keys(fieldsOfTheirs)]);
  const fields = [...names].sort().flatMap((name) => {
    const value = merge([...path, name], fieldsOfBase[name], fieldsOfMine[name], fieldsOfTheirs[name], conflicts);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(fields);
}

/** One side took a node away while the other connected it: the edge is a conflict and stays out; a place without its node goes quietly. */
function dropLooseEnds(merged: JsonObject, base: JsonObject, mine: JsonObject, theirs: JsonObject, conflicts: MergeConflict[]): JsonObject {
  const nodes = merged['nodes'] as JsonObject;
  const wasLoose = (tree: JsonObject, key: string) => {
    const edge = fieldsOf(tree['edges'])?.[key] as { readonly from: string; readonly to: string } | undefined;
    return edge !== undefined && !(Object.hasOwn(tree['nodes'] as object, edge.from) && Object.hasOwn(tree['nodes'] as object, edge.to));
  };
  const edges = Object.entries(merged['edges'] as JsonObject).filter(([key, edge]) => {
    const { from, to } = edge as { readonly from: string; readonly to: string };
    if (Object.hasOwn(nodes, from) && Object.hasOwn(nodes, to)) return true;
    // Drawn loose by somebody: checking names it, merging does not mend it.
    if (wasLoose(mine, key) || wasLoose(theirs, key)) return true;
    const path = ['edges', key];
    const at = (tree: JsonObject) => fieldsOf(tree['edges'])?.[key];
    conflicts.push(conflict(path, at(base), at(mine), at(theirs)));
    return false;
  });
  const known = (id: string) =>
    [merged, mine, theirs].some((tree, i) =>
      i === 0 ? Object.hasOwn(nodes, id) : !Object.hasOwn(tree['nodes'] as object, id) && Object.hasOwn(tree['layout'] as object, id),
    );
  const layout = Object.entries(merged['layout'] as JsonObject).filter(([id]) => known(id));
  return { ...merged, edges: Object.fromEntries(edges), layout: Object.fromEntries(layout) };
}

function conflict(path: FieldPath, base: Json | undefined, mine: Json | undefined, theirs: Json | undefined): MergeConflict {
  return {
    path,
    pointer: toPointer(path),
    ...((path[0] === 'nodes' || path[0] === 'layout') && path[1] !== undefined ? { nodeId: path[1] } : {}),
    ...(base === undefined ? {} : { base }),
    ...(mine === undefined ? {} : { mine }),
    ...(theirs === undefined ? {} : { theirs }),
  };
}
