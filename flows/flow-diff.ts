/**
 * What changed between two flows, as data: by node and field, in three layers. A diff can be applied, reversed and squashed; undo is
 * the reversed diff, and the same diff shows a reviewer two versions side by side.
 */
import type { FlowDocument } from './flow.ts';
import { type FieldPath, fieldsOf, fromTree, hasParts, toTree, withField } from './flow-tree.ts';
import type { Json } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { sortedJson } from './sorted-json.ts';

export interface FlowDiff {
  /** Only for the eye: places, labels, notes at nodes and on the drawing, the description. The meaning hash does not see them. */
  readonly layout: readonly FieldChange[];
  /** Nodes and edges that came or went. */
  readonly structure: readonly FieldChange[];
  /** What a node or the flow does: every other field. */
  readonly meaning: readonly FieldChange[];
}

export interface FieldChange {
  /** Names from the top; an edge is `['edges', 'from:port:to']`. */
  readonly path: FieldPath;
  /** The same as JSON Pointer. */
  readonly pointer: string;
  readonly nodeId?: string;
  /** Absent: the field was not there. */
  readonly from?: Json;
  /** Absent: the field is gone. */
  readonly to?: Json;
}

export type DiffLayer = keyof FlowDiff;

/** `applyDiff(a, diffFlows(a, b))` is `b`. */
export function diffFlows(a: FlowDocument, b: FlowDocument): FlowDiff {
  const changes: FieldChange[] = [];
  compare([], toTree(a), toTree(b), changes);
  return inLayers(changes);
}

/** Sets every changed field, whatever it holds now; changes inside nodes that are gone are passed over. */
export function applyDiff(flow: FlowDocument, diff: FlowDiff): FlowDocument {
  let tree: Json = toTree(flow);
  for (const { path, to } of changesOf(diff)) tree = withField(tree, path, to)!;
  return fromTree(tree as ReturnType<typeof toTree>);
}

export function changesOf({ layout, structure, meaning }: FlowDiff): readonly FieldChange[] {
  return [...structure, ...meaning, ...layout];
}

function compare(path: FieldPath, a: Json | undefined, b: Json | undefined, changes: FieldChange[]): void {
  if (isSame(a, b)) return;
  const [fieldsOfA, fieldsOfB] = [fieldsOf(a), fieldsOf(b)];
  if (!hasParts(path) || fieldsOfA === undefined || fieldsOfB === undefined) {
    changes.push(change(path, a, b));
    return;
  }
  const names = new Set([...Object.keys(fieldsOfA), ...Object.keys(fieldsOfB)]);
  for (const name of [...names].sort()) compare([...path, name], fieldsOfA[name], fieldsOfB[name], changes);
}

function change(path: FieldPath, from: Json | undefined, to: Json | undefined): FieldChange {
  return {
    path,
    pointer: toPointer(path),
    ...((path[0] === 'nodes' || path[0] === 'layout') && path[1] !== undefined ? { nodeId: path[1] } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

function inLayers(changes: readonly FieldChange[]): FlowDiff {
  const layers: { [layer in DiffLayer]: FieldChange[] } = { layout: [], structure: [], meaning: [] };
  for (const one of changes) layers[layerOf(one.path)].push(one);
  return layers;
}

function layerOf([top, , field, ...deeper]: FieldPath): DiffLayer {
  if (top === 'layout' || top === 'notes' || top === 'description') return 'layout';
  if (top === 'edges') return 'structure';
  if (top !== 'nodes') return 'meaning';
  if (field === undefined) return 'structure';
  return (field === 'label' || field === 'note') && deeper.length === 0 ? 'layout' : 'meaning';
}

export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sortedJson(a) === sortedJson(b));
}
