/** The ways out of a node, also where they depend on its config: the editor draws with them, checking and planning ask the same. */
import type { FlowNode } from './flow.ts';
import type { Json, JsonObject, JsonSchema } from './json.ts';
import { type Derived, isDerived, type NodeManifest, type Port } from './node-manifest.ts';
import { OUTCOME_PORTS } from './services/service.ts';

/** In drawing order; the first is the one that edges without `port` leave from. */
export function portsOf(manifest: NodeManifest, node: Pick<FlowNode, 'config'>): readonly Port[] {
  const { ports } = manifest;
  if (!isDerived<readonly Port[]>(ports)) return ports;
  const derived = DERIVED_PORTS[ports.derive];
  if (derived === undefined) throw new Error(`${manifest.type}: "${ports.derive}" is no way to derive ports`);
  return derived(node.config);
}

/** The port that an edge without `port` leaves from; undefined when the node has none. */
export function defaultPort(ports: readonly Port[]): string | undefined {
  return ports[0]?.name;
}

const ERROR: Port = { name: 'error', label: 'Failed', kind: 'error' };
const business = (name: string): Port => ({ name, label: sentenceOf(name), kind: 'business' });

/** The output names the way that was taken. */
const chosen = (field: string, name: string): JsonSchema => ({ properties: { [field]: { const: name } } });

const DERIVED_PORTS: { readonly [name in Derived['derive']]?: (config: JsonObject) => readonly Port[] } = {
  /** A way for each of `cases`, and `otherwise`, which may end there. */
  'switch-ports': ({ cases, otherwise }) => {
    const rest = textOr(otherwise, 'otherwise');
    return [
      ...names(listOf(cases), 'port')
        .filter((name) => name !== rest)
        .map((name) => ({ ...business(name), output: chosen('port', name) })),
      { ...business(rest), optional: true, output: chosen('port', rest) },
      ERROR,
    ];
  },
  /** A way for each of `choices`, and `timeout` when there is a due time. */
  'approval-ports': ({ choices: given, timeoutMs }) => {
    const choices =
      given === undefined ? ['approve', 'reject'] : unique(listOf(given).filter((choice): choice is string => typeof choice === 'string'));
    const ways = [...choices, ...(timeoutMs === undefined ? [] : ['timeout'])];
    return [...ways.map((name) => ({ ...business(name), output: chosen('choice', name) })), ERROR];
  },
  'call-flow-ports': () => [{ name: 'out', label: 'Done', kind: 'out' }, ERROR],
  /** A way for each outcome that the service describes; which statuses are one is fixed (OUTCOME_PORTS). */
  'operation-ports': (config) => [
    { name: 'out', label: 'Answered', kind: 'out', output: answerAt(config, 'out') },
    ...Object.entries(OUTCOME_PORTS)
      .filter(([, name]) => Object.hasOwn(answerFields(config), name))
      .map(([status, name]) => ({ ...business(name), output: answerAt(config, name, Number(status)) })),
    ERROR,
  ],
};

function answerFields({ answers }: JsonObject): JsonObject {
  const properties = isObject(answers) ? answers['properties'] : undefined;
  return isObject(properties) ? properties : {};
}

/** What else `steps.<id>` holds says the output of the node type. Of an answer that is taken as it comes nothing is known. */
function answerAt(config: JsonObject, port: string, status?: number): JsonSchema {
  const body = config['checked'] === false ? {} : (answerFields(config)[port] ?? {});
  return { properties: { ...(status === undefined ? {} : { status: { const: status } }), body } };
}

function names(list: readonly Json[], field: string): readonly string[] {
  return unique(list.flatMap((item) => (isObject(item) && typeof item[field] === 'string' ? [item[field]] : [])));
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function textOr(value: Json | undefined, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)];
}

/** `needs-review` → `Needs review`. */
function sentenceOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
