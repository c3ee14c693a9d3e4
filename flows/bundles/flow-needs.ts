/** What flows need of the environment that they shall run in: read from their documents, by name. Pure. */

import { isExpressionText } from '../expressions/expression-text.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import { findPathsRead } from '../expressions/paths-read.ts';
import type { FlowDocument } from '../flow.ts';
import type { Json, JsonObject } from '../json.ts';
import { LIBRARY } from '../library/library.ts';
import type { NodeManifest } from '../node-manifest.ts';
import { drawnWith } from '../services/service.ts';
import type { BundleNeeds } from './bundle.ts';

export const CALL_FLOW = 'core/call-flow';

/** Of several flows together; what they call of one another is none of their needs. Sorted, without repeats. */
export function needsOfFlows(documents: readonly FlowDocument[], nodeTypes: (type: string) => NodeManifest | undefined): BundleNeeds {
  const connections = new Map<string, { readonly role: string; readonly type: string; readonly byPlant: boolean }>();
  const types = new Map<string, { readonly type: string; readonly version: number }>();
  const names = { variables: new Set<string>(), valueMaps: new Set<string>(), masterData: new Set<'plant' | 'unit'>() };
  const own = new Set(documents.map(({ id, contract }) => `${id} ${contract.major}`));
  const called = new Map<string, CalledBy>();
  for (const flow of documents) {
    for (const { type, version, connection, config } of Object.values(flow.nodes)) {
      const manifest = nodeTypes(type);
      types.set(type, { type, version: Math.max(version, types.get(type)?.version ?? 0) });
      if (connection !== undefined) {
        const key = `${connection} ${manifest?.connection ?? ''}`;
        const byPlant = flow.plant !== undefined || connections.get(key)?.byPlant === true;
        connections.set(key, { role: connection, type: manifest?.connection ?? '', byPlant });
      }
      for (const name of valueMapFields(manifest)) if (typeof config[name] === 'string') names.valueMaps.add(config[name]);
    }
    for (const one of callsOf(flow)) if (!own.has(`${one.flow} ${one.major}`)) called.set(`${one.flow} ${one.major}`, one);
    for (const text of expressionsOf(flow as unknown as Json)) readExpression(text, names);
  }
  return {
    connections: sortedBy([...connections.values()], ({ role, type }) => `${role} ${type}`),
    variables: [...names.variables].toSorted(),
    valueMaps: [...names.valueMaps].toSorted(),
    masterData: [...names.masterData].toSorted(),
    nodeTypes: sortedBy([...types.values()], ({ type }) => type),
    flows: sortedBy([...called.values()], ({ flow, major }) => `${flow} ${major}`),
  };
}

export interface CalledBy {
  readonly flow: string;
  readonly major: number;
}

/** Flows that its steps call, without repeats. */
export function callsOf({ nodes }: FlowDocument): readonly CalledBy[] {
  const calls = new Map<string, CalledBy>();
  for (const { type, config } of Object.values(nodes)) {
    const { flow, major } = config;
    if (type === CALL_FLOW && typeof flow === 'string' && typeof major === 'number') calls.set(`${flow} ${major}`, { flow, major });
  }
  return [...calls.values()];
}

/** Names of the imported services that its steps were drawn with, sorted. */
export function servicesOf({ nodes }: FlowDocument): readonly string[] {
  return [...new Set(Object.values(nodes).flatMap(({ type, config }) => drawnWith(type, config)?.service ?? []))].toSorted();
}

function valueMapFields(manifest: NodeManifest | undefined): readonly string[] {
  const properties = (manifest?.config['properties'] ?? {}) as { readonly [name: string]: JsonObject };
  return Object.keys(properties).filter((name) => properties[name]?.['format'] === 'value-map');
}

function expressionsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return isExpressionText(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value as { readonly [name: string]: Json }).flatMap(expressionsOf);
}

interface Names {
  readonly variables: Set<string>;
  readonly valueMaps: Set<string>;
  readonly masterData: Set<'plant' | 'unit'>;
}

/** Functions that look into master data, by what they are asked about. */
const ABOUT_PLANTS = new Set(LIBRARY.filter(({ parameters }) => parameters.some(({ name }) => name === 'plant')).map(({ name }) => name));
const ABOUT_UNITS = new Set(LIBRARY.filter(({ parameters }) => parameters.some(({ name }) => name === 'material')).map(({ name }) => name));
const OF_VALUE_MAPS = new Set(['valueMap', 'valueMapKey']);

/** A name that is computed cannot be told; checking says so of the flow itself. */
function readExpression(text: string, names: Names): void {
  const { tree, source } = parseExpression(text);
  if (tree === undefined) return;
  for (const { path } of findPathsRead(tree, source).reads) {
    const [root, name] = path;
    if (root === 'vars' && name !== undefined && name !== '*') names.variables.add(name);
  }
  for (const { name, first } of callsIn(tree as unknown as Json)) {
    if (OF_VALUE_MAPS.has(name) && first !== undefined) names.valueMaps.add(first);
    if (ABOUT_PLANTS.has(name)) names.masterData.add('plant');
    if (ABOUT_UNITS.has(name)) names.masterData.add('unit');
  }
}

interface Call {
  readonly name: string;
  /** The first argument, where it is written out. */
  readonly first?: string;
}

function callsIn(part: Json): readonly Call[] {
  if (typeof part !== 'object' || part === null) return [];
  const inside = Object.values(part as { readonly [name: string]: Json }).flatMap(callsIn);
  if (Array.isArray(part)) return inside;
  const { type, procedure, arguments: given } = part as JsonObject;
  if ((type !== 'function' && type !== 'partial') || typeof procedure !== 'object' || procedure === null) return inside;
  const { type: kind, value: name } = procedure as JsonObject;
  if (kind !== 'variable' || typeof name !== 'string') return inside;
  const first = (given as readonly JsonObject[] | undefined)?.[0];
  return [{ name, ...(first?.['type'] === 'string' ? { first: first['value'] as string } : {}) }, ...inside];
}

function sortedBy<T>(list: readonly T[], key: (one: T) => string): readonly T[] {
  return list.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
