/**
 * Where a flow reads which field: of the answers of its steps, of the message that started it, of the canonical objects behind both.
 * An index over one flow, pure; who asks for a field asks it of many flows.
 */
import { outputOf } from '../derive.ts';
import { isMapRow } from '../expressions/config-expressions.ts';
import { isExpressionText } from '../expressions/expression-text.ts';
import { type MapPlace, mapExpression } from '../expressions/map-expression.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import { type FieldPath, findPathsRead, type PathRead } from '../expressions/paths-read.ts';
import { keywordOf, schemaOfPart } from '../expressions/schema-walk.ts';
import type { Place } from '../expressions/types/type.ts';
import type { FlowDocument, MapRow } from '../flow.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import { type PathPart, toPointer } from '../json-pointer.ts';
import type { NodeManifest } from '../node-manifest.ts';
import { resolveSchema } from '../schemas/schemas.ts';
import { type CanonicalField, canonicalFieldsOn } from './canonical-fields.ts';

export interface FieldUse {
  /** The node whose config reads it; absent: the flow's own texts (plant, lane, keys). */
  readonly nodeId?: string;
  /** Of that node, as people know it. */
  readonly label?: string;
  /** JSON Pointer into the flow, of the text. */
  readonly pointer: string;
  /** In the text at `pointer`. */
  readonly place: Place;
  /** The step whose answer it is, or the trigger whose message. */
  readonly source: FieldSource;
  /** Names with dots between them, of the answer or the body; empty: all of it. */
  readonly field: string;
  /** Read as it is, with every field that is in it. */
  readonly whole: boolean;
  /** The same field as canonical objects name it. */
  readonly canonical: readonly CanonicalField[];
}

export interface FieldSource {
  readonly kind: 'step' | 'trigger';
  readonly nodeId: string;
  readonly nodeType: string;
  /** Of the other system, where the config names it: `Order_Change_Request__c`, `A_SalesOrder`, an event's type. */
  readonly object?: string;
}

export interface FieldUseContext {
  readonly nodeTypes: (type: string) => NodeManifest | undefined;
  /** Contract of a called flow; left out: what it answers is not known by its canonical names. */
  readonly calledFlow?: (flowId: string, major: number) => { readonly contract: FlowDocument['contract'] } | undefined;
  /** Left out: the canonical objects of flows/schemas/. */
  readonly schemas?: (ref: string) => JsonSchema | undefined;
}

/** What is asked for; what is left out is any. */
export interface FieldQuestion {
  /** `schemas/sales-order.json`, or its short name `sales-order`: then `field` is one of that object. */
  readonly schema?: string;
  /** Of the step or trigger that gives the field. */
  readonly nodeType?: string;
  readonly object?: string;
  /** Names with dots between them: the whole path or its end. */
  readonly field?: string;
}

/** In the order of the document. Texts that cannot be read have no uses; checking names them. */
export function findFieldUses(flow: FlowDocument, context: FieldUseContext): readonly FieldUse[] {
  return new FieldUses(flow, context).list();
}

/** Those that read the field by name, and those that read something as a whole that has it. */
export function matchFieldUses(uses: readonly FieldUse[], { schema, nodeType, object, field }: FieldQuestion): readonly FieldUse[] {
  const ref = schema === undefined || schema.includes('/') ? schema : `schemas/${schema}.json`;
  const asked = field === undefined || field === '' ? undefined : field.split('.');
  // Of anything: only what names it, since whatever is read as a whole might have such a field in it.
  const isOfAnything = ref === undefined && nodeType === undefined && object === undefined;
  return uses.filter(({ source, canonical, field: own, whole }) => {
    if (nodeType !== undefined && source.nodeType !== nodeType) return false;
    if (object !== undefined && source.object !== object) return false;
    if (asked !== undefined && isOfAnything) return [own, ...canonical.map((one) => one.field)].some((name) => reads(name, false, asked));
    if (ref === undefined) return asked === undefined || reads(own, whole, asked);
    return canonical.some((one) => one.schema === ref && (asked === undefined || reads(one.field, whole, asked)));
  });
}

function reads(field: string, whole: boolean, asked: readonly string[]): boolean {
  const names = field === '' ? [] : field.split('.');
  const isSame = (name: string, other: string | undefined) => name === other || name === '*';
  const ends = names.length >= asked.length && names.slice(-asked.length).every((name, at) => isSame(name, asked[at]));
  return ends || (whole && names.length < asked.length && names.every((name, at) => isSame(name, asked[at])));
}

/** Reads of one text, with the place of each in the text that is written down. */
interface TextReads {
  readonly reads: readonly (PathRead & { readonly pointer: string })[];
}

class FieldUses {
  private readonly flow: FlowDocument;
  private readonly context: FieldUseContext;
  private readonly find: (ref: string) => JsonSchema | undefined;
  private readonly trigger: string | undefined;
  private readonly uses: FieldUse[] = [];
  private readonly sources = new Map<string, { readonly source: FieldSource; readonly schema: JsonSchema }>();

  constructor(flow: FlowDocument, context: FieldUseContext) {
    this.flow = flow;
    this.context = context;
    this.find = context.schemas ?? resolveSchema;
    this.trigger = Object.keys(flow.nodes).find((id) => context.nodeTypes(flow.nodes[id]!.type)?.kind === 'trigger');
  }

  list(): readonly FieldUse[] {
    const { plant, object, lane, idempotency, nodes } = this.flow;
    const own = (text: string | undefined, ...path: readonly string[]) => {
      if (isExpressionText(text)) this.add(readsOfText(text, toPointer(path)), undefined);
    };
    own(plant, 'plant');
    for (const [name, key] of Object.entries(object?.keys ?? {})) own(key, 'object', 'keys', name);
    own(lane?.key, 'lane', 'key');
    own(lane?.sequence, 'lane', 'sequence');
    own(idempotency?.key, 'idempotency', 'key');
    for (const [id, node] of Object.entries(nodes)) {
      const manifest = this.context.nodeTypes(node.type);
      // Triggers compute nothing.
      if (manifest?.kind === 'trigger') continue;
      this.walk(node.config, manifest?.config, ['nodes', id, 'config'], id, manifest?.config);
    }
    return this.uses;
  }

  private walk(value: Json, schema: JsonSchema | undefined, path: readonly PathPart[], nodeId: string, root: JsonSchema | undefined): void {
    const part = (name: PathPart) => (root === undefined ? undefined : schemaOfPart(root, schema, name));
    const format = root === undefined ? undefined : keywordOf(root, schema, 'format');
    if (format === 'json-schema') return;
    if (isExpressionText(value)) {
      // A loop goes through its items; what it reads of them is read inside.
      const isGoneThrough = path.length === 4 && path[3] === 'items' && this.flow.nodes[nodeId]!.type === 'core/for-each';
      this.add(readsOfText(value, toPointer(path), isGoneThrough), nodeId);
    } else if (Array.isArray(value)) {
      const items = value as readonly Json[];
      if (items.length > 0 && (root === undefined || format === 'map-rows') && items.every(isMapRow))
        this.add(readsOfRows(items as readonly (MapRow & JsonObject)[], toPointer(path)), nodeId);
      else for (const [at, item] of items.entries()) this.walk(item, part(at), [...path, at], nodeId, root);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, field] of Object.entries(value as JsonObject)) this.walk(field, part(name), [...path, name], nodeId, root);
    }
  }

  private add({ reads: found }: TextReads, nodeId: string | undefined): void {
    const label = nodeId === undefined ? undefined : this.flow.nodes[nodeId]?.label;
    for (const { path, place, pointer, whole } of found) {
      if (place === undefined) continue;
      for (const origin of this.originsOf(path, nodeId, new Set())) {
        const { sourceId, names } = origin;
        const known = this.sourceOf(sourceId);
        if (known === undefined) continue;
        this.uses.push({
          ...(nodeId === undefined ? {} : { nodeId }),
          ...(label === undefined ? {} : { label }),
          pointer,
          place,
          source: known.source,
          field: names.join('.'),
          whole,
          canonical: canonicalFieldsOn(known.schema, names, this.find),
        });
      }
    }
  }

  /** From a path of the scope to the node that gives it, and the path in what it gives. */
  private originsOf(
    [root, first, ...rest]: FieldPath,
    nodeId: string | undefined,
    seen: ReadonlySet<string>,
  ): readonly { readonly sourceId: string; readonly names: FieldPath }[] {
    if (root === 'trigger') return first === 'body' && this.trigger !== undefined ? [{ sourceId: this.trigger, names: rest }] : [];
    if (root === 'steps') {
      if (first === undefined) return [];
      const ids = first === '*' ? Object.keys(this.flow.nodes).filter((id) => id !== this.trigger) : [first];
      return ids.map((sourceId) => ({ sourceId, names: rest }));
    }
    if (root === 'compensated' && first === 'output')
      return Object.entries(this.flow.nodes)
        .filter(([, { compensate }]) => compensate !== undefined && compensate === nodeId)
        .map(([sourceId]) => ({ sourceId, names: rest }));
    if (root === 'item') return this.originsOfItem(first === undefined ? rest : [first, ...rest], nodeId, seen);
    return [];
  }

  /** An item of the loop around the node is one of what the loop's list comes from. */
  private originsOfItem(names: FieldPath, nodeId: string | undefined, seen: ReadonlySet<string>): ReturnType<FieldUses['originsOf']> {
    const loop = nodeId === undefined ? undefined : this.loopAround(nodeId);
    // A drawing that stands in itself.
    if (loop === undefined || seen.has(loop)) return [];
    const items = this.flow.nodes[loop]!.config['items'];
    if (!isExpressionText(items)) return [];
    const { tree, source } = parseExpression(items);
    if (tree === undefined) return [];
    const inLoop = new Set([...seen, loop]);
    return findPathsRead(tree, source, true).result.flatMap((path) => this.originsOf([...path, ...names], loop, inLoop));
  }

  private loopAround(nodeId: string): string | undefined {
    const seen = new Set<string>();
    let id = this.flow.nodes[nodeId]?.parent;
    while (id !== undefined && !seen.has(id)) {
      seen.add(id);
      const node = this.flow.nodes[id];
      if (node?.type === 'core/for-each') return id;
      id = node?.parent;
    }
    return undefined;
  }

  private sourceOf(nodeId: string): { readonly source: FieldSource; readonly schema: JsonSchema } | undefined {
    const known = this.sources.get(nodeId);
    const node = Object.hasOwn(this.flow.nodes, nodeId) ? this.flow.nodes[nodeId] : undefined;
    if (known !== undefined || node === undefined) return known;
    const manifest = this.context.nodeTypes(node.type);
    const { contract } = this.flow;
    const { calledFlow } = this.context;
    const schema =
      manifest === undefined ? {} : outputOf(manifest, node, { contract, ...(calledFlow === undefined ? {} : { calledFlow }) });
    const object = ['object', 'entitySet', 'event']
      .map((name) => node.config[name])
      .find((text) => typeof text === 'string' && text !== '');
    const source: FieldSource = {
      kind: nodeId === this.trigger ? 'trigger' : 'step',
      nodeId,
      nodeType: node.type,
      ...(typeof object === 'string' && !isExpressionText(object) ? { object } : {}),
    };
    const found = { source, schema };
    this.sources.set(nodeId, found);
    return found;
  }
}

function readsOfText(text: string, pointer: string, isFollowed = false): TextReads {
  const { tree, source, offset } = parseExpression(text);
  if (tree === undefined) return { reads: [] };
  const { reads: found } = findPathsRead(tree, source, isFollowed);
  return {
    reads: found.map((read) => ({
      ...read,
      pointer,
      ...(read.place === undefined ? {} : { place: { ...read.place, offset: read.place.offset + offset } }),
    })),
  };
}

/** The rows are computed as one text; each place in it is said of the row that says it. Rows that do not fit together are read one by one. */
function readsOfRows(rows: readonly MapRow[], pointer: string): TextReads {
  const made = mapExpression(rows);
  if (made.text === undefined) {
    if (rows.length === 1) return { reads: [] };
    return {
      reads: rows.flatMap((row, at) =>
        readsOfRows([row], pointer).reads.map((read) => ({ ...read, pointer: read.pointer.replace(`${pointer}/0/`, `${pointer}/${at}/`) })),
      ),
    };
  }
  const { tree, source } = parseExpression(` ${made.text}`);
  if (tree === undefined) return { reads: [] };
  return {
    reads: findPathsRead(tree, source).reads.flatMap((read) => {
      const found = read.place === undefined ? undefined : inRow({ ...read.place, offset: read.place.offset - 1 }, made.places);
      return found === undefined ? [] : [{ ...read, pointer: `${pointer}/${found.row}/${found.field}`, place: found.place }];
    }),
  };
}

function inRow(
  { offset, length }: Place,
  places: readonly MapPlace[],
): { readonly row: number; readonly field: string; readonly place: Place } | undefined {
  const found = places.find(({ from, to }) => offset >= from && offset + length <= to);
  if (found === undefined) return undefined;
  return { row: found.row, field: found.field, place: { offset: offset - found.from + found.offset, length } };
}
