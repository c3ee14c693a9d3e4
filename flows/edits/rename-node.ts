/** A node under another id: edges, place, compensation, container and every expression that reads it follow. */
import { isMapRow } from '../expressions/config-expressions.ts';
import { isExpressionText } from '../expressions/expression-text.ts';
import { keywordOf, schemaOfPart } from '../expressions/schema-walk.ts';
import type { FlowDocument, FlowNode, MapRow } from '../flow.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import { type PathPart, toPointer } from '../json-pointer.ts';
import type { NodeManifest } from '../node-manifest.ts';
import { type RenameDoubt, type Renamed, renameStepInRows, renameStepInText } from './rename-step.ts';

/** A text that somebody has to look at, since it may read the step under a name that it computes. */
export interface DoubtfulText {
  /** Undefined: one of the flow's own (plant, lane, keys). */
  readonly nodeId?: string;
  /** JSON Pointer into the flow as it was. */
  readonly path: string;
  readonly doubt: RenameDoubt;
}

/** Knows which fields of a config hold schemas, which are data; left out: whatever begins with `=` is an expression. */
export type FindConfigSchema = (nodeType: string) => Pick<NodeManifest, 'config'> | undefined;

/** Throws when there is no such node or the new id is taken. What `listDoubtfulTexts` names has to be looked at. */
export function renameNode(flow: FlowDocument, from: string, to: string, nodeTypes?: FindConfigSchema): FlowDocument {
  if (!Object.hasOwn(flow.nodes, from)) throw new Error(`There is no node "${from}".`);
  if (from === to) return flow;
  if (Object.hasOwn(flow.nodes, to)) throw new Error(`There is a node "${to}" already.`);
  return new Renaming(from, to, nodeTypes).flow(flow);
}

/** The texts of which it cannot be told whether they read this step, in the order of the document. */
export function listDoubtfulTexts(flow: FlowDocument, nodeId: string, nodeTypes?: FindConfigSchema): readonly DoubtfulText[] {
  const renaming = new Renaming(nodeId, nodeId, nodeTypes);
  renaming.flow(flow);
  return renaming.doubtful;
}

class Renaming {
  readonly doubtful: DoubtfulText[] = [];
  private readonly from: string;
  private readonly to: string;
  private readonly nodeTypes: FindConfigSchema | undefined;

  constructor(from: string, to: string, nodeTypes: FindConfigSchema | undefined) {
    this.from = from;
    this.to = to;
    this.nodeTypes = nodeTypes;
  }

  flow(flow: FlowDocument): FlowDocument {
    const { plant, object, lane, idempotency, layout } = flow;
    return {
      ...flow,
      ...(plant === undefined ? {} : { plant: this.own(plant, ['plant']) }),
      ...(object === undefined
        ? {}
        : { object: { ...object, keys: mapValues(object.keys, (key, name) => this.own(key, ['object', 'keys', name])) } }),
      ...(lane === undefined
        ? {}
        : {
            lane: {
              ...lane,
              key: this.own(lane.key, ['lane', 'key']),
              ...(lane.sequence === undefined ? {} : { sequence: this.own(lane.sequence, ['lane', 'sequence']) }),
            },
          }),
      ...(idempotency === undefined ? {} : { idempotency: { ...idempotency, key: this.own(idempotency.key, ['idempotency', 'key']) } }),
      nodes: this.keys(mapValues(flow.nodes, (node, id) => this.node(node, id))),
      edges: flow.edges.map((edge) => ({ ...edge, from: this.id(edge.from), to: this.id(edge.to) })),
      ...(layout === undefined ? {} : { layout: this.keys(layout) }),
    };
  }

  private id(id: string): string {
    return id === this.from ? this.to : id;
  }

  private keys<T>(record: { readonly [id: string]: T }): { readonly [id: string]: T } {
    return Object.fromEntries(Object.entries(record).map(([id, value]) => [this.id(id), value]));
  }

  /** Computed at intake, before there is any step; a text that reads one is a fault, and stays the same fault. */
  private own(text: string, path: readonly PathPart[]): string {
    return isExpressionText(text) ? this.noted(renameStepInText(text, this.from, this.to), path) : text;
  }

  private node(node: FlowNode, nodeId: string): FlowNode {
    const schema = this.nodeTypes?.(node.type)?.config;
    return {
      ...node,
      config: mapValues(node.config, (part, name) =>
        this.value(part, schema === undefined ? undefined : schemaOfPart(schema, schema, name), ['nodes', nodeId, 'config', name], schema),
      ),
      ...(node.compensate === undefined ? {} : { compensate: this.id(node.compensate) }),
      ...(node.parent === undefined ? {} : { parent: this.id(node.parent) }),
    };
  }

  private value(value: Json, schema: JsonSchema | undefined, path: readonly PathPart[], root: JsonSchema | undefined): Json {
    const part = (name: PathPart) => (root === undefined ? undefined : schemaOfPart(root, schema, name));
    if (root !== undefined && keywordOf(root, schema, 'format') === 'json-schema') return value;
    if (isExpressionText(value)) return this.noted(renameStepInText(value, this.from, this.to), path);
    if (Array.isArray(value)) {
      const items = value as readonly Json[];
      const isRows = root === undefined ? items.length > 0 : keywordOf(root, schema, 'format') === 'map-rows';
      if (isRows && items.every(isMapRow))
        return this.noted(renameStepInRows(items as readonly (MapRow & JsonObject)[], this.from, this.to), path);
      return items.map((item, at) => this.value(item, part(at), [...path, at], root));
    }
    if (typeof value !== 'object' || value === null) return value;
    return mapValues(value as JsonObject, (field, name) => this.value(field, part(name), [...path, name], root));
  }

  private noted<T>({ value, doubt }: Renamed<T>, path: readonly PathPart[]): T {
    const nodeId = path[0] === 'nodes' ? { nodeId: String(path[1]) } : {};
    if (doubt !== undefined) this.doubtful.push({ ...nodeId, path: toPointer(path), doubt });
    return value;
  }
}

function mapValues<T, U>(record: { readonly [name: string]: T }, change: (value: T, name: string) => U): { readonly [name: string]: U } {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}
