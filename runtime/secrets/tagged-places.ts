/**
 * Where the runs of a version hold tagged fields (TRC-3): by the schemas of its contract, its nodes and the flows it calls, and by the
 * names that fields bear in the messages of the systems it speaks to. Compiled once a version.
 */
import type { ConnectionManifest } from '#flows/connection-manifest.ts';
import { outputOf } from '#flows/derive.ts';
import { tagsOfConfig, tagsOfRows } from '#flows/expression-tags.ts';
import { isMapRow } from '#flows/expressions/config-expressions.ts';
import { mergeTrees, type TagTree, tagTreeOf } from '#flows/field-tags.ts';
import type { FlowNode } from '#flows/flow.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { findEventType, RUN_GIVEN_UP, RUN_STALE } from '#flows/schemas/events.ts';
import { type FieldTag, resolveSchema } from '#flows/schemas/schemas.ts';
import type { DeployedFlows, PublishedVersion } from '../engine/deployed-flows.ts';

/** What is tagged in a value: by its place, and by the names of its fields wherever they stand. */
export interface Tagged {
  readonly tree?: TagTree;
  readonly names?: ReadonlyMap<string, FieldTag>;
}

export interface TaggedPlaces {
  /** `trigger.body`. */
  readonly trigger: Tagged;
  /** What the flow answers and ends with. */
  readonly output: Tagged;
  /** Output, config and exchanges of the node at a path, whatever its iteration. */
  at(path: string): Tagged;
  /** `trigger.body.body` is the message of another run, whose flow says what is tagged in it: the engine told of it. */
  readonly tellsOfRun: boolean;
}

export interface TaggedPlacesParts {
  readonly flows: DeployedFlows;
  readonly nodeTypes: readonly { readonly manifest: NodeManifest }[];
  readonly connectionTypes: readonly { readonly manifest: ConnectionManifest }[];
}

type Callees = { readonly [flowAndMajor: string]: number };

export interface FindTaggedPlaces {
  /** Undefined when nothing is tagged: then nothing is looked at. */
  ofVersion(flow: string, version: number, callees: Callees): TaggedPlaces | undefined;
  /** Of an event's data, by its type. */
  ofEvent(type: string): Tagged;
}

const NOTHING: Tagged = {};
const MOST_KEPT = 2_000;

export function createTaggedPlaces({ flows, nodeTypes, connectionTypes }: TaggedPlacesParts): FindTaggedPlaces {
  const manifests = new Map(nodeTypes.map(({ manifest }) => [manifest.type, manifest]));
  const namesOf = new Map(connectionTypes.map(({ manifest }) => [manifest.type, new Map(Object.entries(manifest.fieldTags ?? {}))]));
  const known = new Map<string, TaggedPlaces | undefined>();
  const events = new Map<string, Tagged>();

  function ofEvent(type: string): Tagged {
    const known = events.get(type);
    if (known !== undefined) return known;
    const event = findEventType(type);
    if (event === undefined) return NOTHING;
    const schema = resolveSchema(event.data);
    const tagged = toTagged(schema === undefined ? undefined : tagTreeOf(schema, resolveSchema), undefined);
    events.set(type, tagged);
    return tagged;
  }

  function collect(published: PublishedVersion, callees: Callees, prefix: string, places: Map<string, Tagged>, around: readonly string[]) {
    const { document, schemas } = published;
    const { contract } = document;
    // A tag is a promise of today: what a canonical object says now holds for older versions too.
    const treeOf = (schema: JsonSchema | undefined) =>
      schema === undefined
        ? undefined
        : mergeTrees(
            tagTreeOf(schema, (ref) => schemas[ref]),
            tagTreeOf(schema, resolveSchema),
          );
    const input = treeOf(contract.input);
    const output = treeOf(contract.output);
    const trees = new Map<string, TagTree | undefined>();
    let trigger: Tagged = NOTHING;

    /** Of what the node gives; one that reads itself, by whatever way, gives nothing new. */
    function treeOfNode(nodeId: string): TagTree | undefined {
      const node = document.nodes[nodeId];
      const manifest = node === undefined ? undefined : manifests.get(node.type);
      if (node === undefined || manifest === undefined || trees.has(nodeId)) return trees.get(nodeId);
      trees.set(nodeId, undefined);
      const tree = mergeTrees(treeOf(outputOf(manifest, node, { contract })), treeOfOwn(nodeId, node, manifest));
      trees.set(nodeId, tree);
      return tree;
    }

    /** What the schema of its output does not say: it hangs on the config, or on other flows. */
    function treeOfOwn(nodeId: string, { type, config, parent }: FlowNode, { kind }: NodeManifest): TagTree | undefined {
      const { rows } = config;
      if (kind === 'trigger') return mergeTrees(input, type === 'core/event' ? ofEvent(String(config['type'])).tree : undefined);
      switch (type) {
        case 'core/call-flow':
          return treeOfCall(nodeId, config);
        case 'core/collect':
          return within('items', eachOf(tagsOfConfig(config['value'] ?? '= trigger.body', scopeOf(parent))));
        case 'core/map':
          return Array.isArray(rows) ? tagsOfRows((rows as readonly Json[]).filter(isMapRow), scopeOf(parent)) : undefined;
        // What people are asked, and told.
        case 'core/approval':
        case 'core/raise-exception':
          return tagsOfConfig({ title: config['title'] ?? null, detail: config['detail'] ?? null }, scopeOf(parent));
        case 'core/respond':
          return mergeTrees(tagsOfConfig(config, scopeOf(parent)), within('body', output));
        default:
          return undefined;
      }
    }

    function treeOfCall(nodeId: string, config: JsonObject): TagTree | undefined {
      const [called, major] = [String(config['flow']), Number(config['major'])];
      const version = callees[`${called}/${major}`];
      if (version === undefined || around.includes(called)) return undefined;
      return collect(flows.getVersion(called, version), callees, `${prefix}${nodeId}/`, places, [...around, called]).output.tree;
    }

    /** What expressions see there. */
    function scopeOf(parent: string | undefined): TagTree {
      const triggerId = Object.keys(document.nodes).find((nodeId) => manifests.get(document.nodes[nodeId]!.type)?.kind === 'trigger');
      const roots = new Map<string, TagTree>();
      const body = within('body', triggerId === undefined ? undefined : treeOfNode(triggerId));
      if (body !== undefined) roots.set('trigger', body);
      const steps = new Map(
        Object.keys(document.nodes).flatMap((nodeId) => (nodeId === triggerId ? [] : pair(nodeId, treeOfNode(nodeId)))),
      );
      if (steps.size > 0) roots.set('steps', { fields: steps });
      const item = itemsOf(parent);
      if (item?.each !== undefined) roots.set('item', item.each);
      return { fields: roots };
    }

    /** Of the list that the for-each around runs over. */
    function itemsOf(parent: string | undefined): TagTree | undefined {
      const loop = parent === undefined ? undefined : document.nodes[parent];
      if (loop === undefined) return undefined;
      return loop.type === 'core/for-each' ? tagsOfConfig(loop.config['items'] ?? null, scopeOf(loop.parent)) : itemsOf(loop.parent);
    }

    for (const [nodeId, node] of Object.entries(document.nodes)) {
      const manifest = manifests.get(node.type);
      const names = manifest?.connection === undefined ? undefined : namesOf.get(manifest.connection);
      const tree =
        node.type === 'core/for-each'
          ? mergeTrees(treeOfNode(nodeId), within('items', tagsOfConfig(node.config['items'] ?? null, scopeOf(node.parent))))
          : treeOfNode(nodeId);
      const tagged = toTagged(tree, names);
      if (manifest?.kind === 'trigger') trigger = tagged;
      if (tagged !== NOTHING) places.set(prefix + nodeId, tagged);
    }
    return { trigger, output: toTagged(output, undefined) };
  }

  function compile(flow: string, version: number, callees: Callees): TaggedPlaces | undefined {
    const places = new Map<string, Tagged>();
    const published = flows.getVersion(flow, version);
    const { trigger, output } = collect(published, callees, '', places, [flow]);
    const tellsOfRun = Object.values(published.document.nodes).some(
      ({ type, config }) => type === 'core/event' && TOLD_OF_RUNS.has(String(config['type'])),
    );
    if (places.size === 0 && output === NOTHING && !tellsOfRun) return undefined;
    return { trigger, output, at: (path) => places.get(path) ?? places.get(path.replaceAll(ITERATION, '')) ?? NOTHING, tellsOfRun };
  }

  return {
    ofVersion(flow, version, callees) {
      const called = Object.keys(callees);
      const key = called.length === 0 ? `${flow}@${version}` : `${flow}@${version} ${JSON.stringify(callees)}`;
      if (known.has(key)) return known.get(key);
      if (known.size >= MOST_KEPT) known.delete(known.keys().next().value!);
      const places = compile(flow, version, callees);
      known.set(key, places);
      return places;
    },
    ofEvent,
  };
}

const ITERATION = /@[\d.]+/g;
const TOLD_OF_RUNS: ReadonlySet<string> = new Set([RUN_GIVEN_UP, RUN_STALE]);

function toTagged(tree: TagTree | undefined, names: ReadonlyMap<string, FieldTag> | undefined): Tagged {
  if (tree === undefined && (names === undefined || names.size === 0)) return NOTHING;
  return { ...(tree === undefined ? {} : { tree }), ...(names === undefined || names.size === 0 ? {} : { names }) };
}

function pair(nodeId: string, tree: TagTree | undefined): readonly (readonly [string, TagTree])[] {
  return tree === undefined ? [] : [[nodeId, tree]];
}

function eachOf(tree: TagTree | undefined): TagTree | undefined {
  return tree === undefined ? undefined : { fields: new Map(), each: tree };
}

function within(field: string, tree: TagTree | undefined): TagTree | undefined {
  return tree === undefined ? undefined : { fields: new Map([[field, tree]]) };
}
