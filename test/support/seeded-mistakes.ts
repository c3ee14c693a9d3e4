/** Mistakes that people make while they draw, made in flows that have none. The same seed makes the same ones. */
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { findAt, type PathPart, toPointer } from '#flows/json-pointer.ts';
import { findEventType } from '#flows/schemas/events.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';

export interface Mistake {
  readonly kind: string;
  /** What was changed, for whoever reads that it was not found. */
  readonly what: string;
  readonly flow: FlowDocument;
}

/** Texts of a flow that are expressions, with where they stand. Rows of maps have no `=`. */
interface Text {
  readonly path: readonly PathPart[];
  readonly text: string;
}

type Make = (flow: FlowDocument, text: Text, draw: () => number) => string | undefined;

const KINDS: { readonly [kind: string]: Make } = {
  /** A letter is left out of the name of a field. */
  'misspells a field': (_flow, { text }, draw) =>
    changeOne(text, /(?<=(?<!vars)\.)[A-Za-z_][A-Za-z_]{3,}(?![A-Za-z_(])/g, draw, (name) => name.slice(0, 2) + name.slice(3)),
  'misspells a step': (flow, { text }, draw) =>
    changeOne(
      text,
      /steps\.(?:`[^`]+`|[A-Za-z_]+)/g,
      draw,
      (path) => (path.endsWith('`') ? `${path.slice(0, -1)}x\`` : `${path}x`),
      (path) => Object.hasOwn(flow.nodes, path.slice(6).replaceAll('`', '')),
    ),
  'misspells a function': (_flow, { text }, draw) =>
    changeOne(
      text,
      /\$(exists|count|number|string|join|substring|lookup|append|not|pad|sort|merge)\(/g,
      draw,
      (name) => `${name.slice(0, -2)}(`,
    ),
  'compares with a value that there is not': (_flow, { text }, draw) =>
    changeOne(text, /(?<=(outcome|status|state|verdict|kind|operation) = )"[a-z-]+"/g, draw, (value) => `"${value.slice(1, -2)}"`),
  'asks for a value that there is not': (_flow, { text }, draw) =>
    changeOne(text, /(?<=(outcome|status|verdict) in \[)"[a-z-]+"/g, draw, (value) => `"${value.slice(1, -2)}"`),
  /** As one would in JavaScript, Excel or ABAP. */
  'joins texts with a plus': (_flow, { text }, draw) => changeOne(text, /(?<=" )&|&(?= ")/g, draw, () => '+'),
  'asks a list for its length': (_flow, { text }, draw) =>
    changeOne(text, /\$count\([A-Za-z_.]+\)/g, draw, (call) => `${call.slice(7, -1)}.length`),
  'forgets the dollar of a function': (_flow, { text }, draw) =>
    changeOne(text, /\$(exists|count|number|string|join|substring|lookup|append|not|pad|sort|merge)\(/g, draw, (name) => name.slice(1)),
  'reads the field of another step': (flow, { text }, draw) =>
    changeOne(
      text,
      /steps\.[A-Za-z_]+(?=\.[A-Za-z_]{6,})/g,
      draw,
      (path) =>
        `steps.\`${pick(
          Object.keys(flow.nodes).filter((id) => id !== path.slice(6)),
          draw,
        )!}\``,
    ),
  'counts with a list or an object': (_flow, { text }, draw) =>
    changeOne(text, /\$number\(([^()]+)\)/g, draw, (call) => `$number({ "value": ${call.slice(8, -1)} })`),
};

/** Changes the value at a place of a config, whatever stands there. */
const PLACES: {
  readonly [kind: string]: (flow: FlowDocument, draw: () => number, flows: readonly FlowDocument[]) => Mistake | undefined;
} = {
  'forgets what the called flow needs': (flow, draw, flows) => {
    const node = pick(
      Object.entries(flow.nodes).filter(([, { type, config }]) => type === 'core/call-flow' && isObject(config['input'])),
      draw,
    );
    if (node === undefined) return undefined;
    const input = node[1].config['input'] as JsonObject;
    const contract = flows.find(({ id }) => id === node[1].config['flow'])?.contract.input;
    return without(flow, node[0], 'input', requiredOf(contract, input), draw);
  },
  'forgets what readers of an event need': (flow, draw) => {
    const node = pick(
      Object.entries(flow.nodes).filter(([, { type, config }]) => type === 'core/emit-event' && isObject(config['data'])),
      draw,
    );
    const event = findEventType(String(node?.[1].config['type']));
    return node === undefined || event === undefined
      ? undefined
      : without(flow, node[0], 'data', requiredOf(resolveSchema(event.data), {}), draw);
  },
  'gives a list for a text': (flow, draw) => replaced(flow, draw, (text) => `= [${text.slice(1)}, ${text.slice(1)}]`),
  'gives a number for a text': (flow, draw) => replaced(flow, draw, () => '= 4711'),
  'loses leading zeros': (flow, draw) => replaced(flow, draw, (text) => `= $number(${text.slice(1)})`),
  'reads a step that comes later': (flow, draw) => {
    const [trigger] = flow.edges.filter(({ from }) => !flow.edges.some(({ to }) => to === from));
    const first = trigger === undefined ? undefined : flow.edges.find(({ from }) => from === trigger.from)?.to;
    const last = flow.edges
      .map(({ to }) => to)
      .filter((id) => !flow.edges.some(({ from }) => from === id))
      .at(-1);
    if (first === undefined || last === undefined || first === last) return undefined;
    const text = pick(
      textsOf(flow).filter(({ path }) => path[0] === 'nodes' && path[1] === first),
      draw,
    );
    return text === undefined
      ? undefined
      : changed(flow, 'reads a step that comes later', text.path, `${text.text.startsWith('=') ? '= ' : ''}steps.\`${last}\`.outcome`);
  },
};

export function makeMistakes(flows: readonly FlowDocument[], count: number, seed: number): readonly Mistake[] {
  const draw = seeded(seed);
  const kinds = [...Object.keys(KINDS), ...Object.keys(PLACES)];
  const made = new Map<string, Mistake>();
  for (let tries = 0; made.size < count && tries < count * 200; tries += 1) {
    const kind = kinds[tries % kinds.length]!;
    const flow = pick(flows, draw)!;
    const mistake = KINDS[kind] === undefined ? PLACES[kind]!(flow, draw, flows) : textMistake(kind, flow, draw);
    if (mistake !== undefined) made.set(`${flow.id} ${mistake.what}`, { ...mistake, kind });
  }
  return [...made.values()];
}

function textMistake(kind: string, flow: FlowDocument, draw: () => number): Mistake | undefined {
  const text = pick(textsOf(flow), draw);
  const wrong = text === undefined ? undefined : KINDS[kind]!(flow, text, draw);
  return text === undefined || wrong === undefined || wrong === text.text ? undefined : changed(flow, kind, text.path, wrong);
}

function changeOne(
  text: string,
  pattern: RegExp,
  draw: () => number,
  change: (found: string) => string,
  fits: (found: string) => boolean = () => true,
): string | undefined {
  const found = pick(
    [...text.matchAll(pattern)].filter(([one]) => fits(one)),
    draw,
  );
  return found === undefined ? undefined : text.slice(0, found.index) + change(found[0]) + text.slice(found.index + found[0].length);
}

function without(flow: FlowDocument, id: string, field: string, names: readonly string[], draw: () => number): Mistake | undefined {
  const given = flow.nodes[id]!.config[field] as JsonObject;
  const name = pick(
    Object.keys(given).filter((one) => names.includes(one)),
    draw,
  );
  if (name === undefined) return undefined;
  const { [name]: _left, ...rest } = given;
  return changed(flow, '', ['nodes', id, 'config', field], rest, `without ${name}`);
}

/** What the contract asks of this operation. */
function requiredOf(schema: JsonSchema | undefined, input: JsonObject): readonly string[] {
  const choices = (schema?.['anyOf'] ?? []) as readonly JsonObject[];
  const chosen = choices.filter((choice) =>
    JSON.stringify((choice['properties'] as JsonObject | undefined)?.['operation'] ?? '').includes(`"${String(input['operation'])}"`),
  );
  return [schema, ...chosen].flatMap((one) => (one?.['required'] ?? []) as readonly string[]);
}

/** Where a text is asked for by a contract, an event or a node: keys, titles, states. */
const TEXTS = [
  'salesOrder',
  'changeRequestId',
  'orderId',
  'productionOrder',
  'subject',
  'title',
  'owner',
  'status',
  'customer',
  'plant',
  'currency',
  'soldToParty',
  'erpOrderNumber',
];
const ASKING = ['core/call-flow', 'core/emit-event', 'core/raise-exception', 'core/approval'];

function replaced(flow: FlowDocument, draw: () => number, change: (text: string) => string): Mistake | undefined {
  const texts = textsOf(flow).filter(
    ({ path, text }) =>
      text.startsWith('=') && ASKING.includes(flow.nodes[String(path[1])]?.type ?? '') && TEXTS.includes(String(path.at(-1))),
  );
  const text = pick(texts, draw);
  return text === undefined ? undefined : changed(flow, '', text.path, change(text.text));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function changed(flow: FlowDocument, kind: string, path: readonly PathPart[], value: Json, what?: string): Mistake {
  const copy = structuredClone(flow) as unknown as JsonObject;
  const holder = findAt(copy, path.slice(0, -1)) as { [name: string]: Json };
  holder[path.at(-1)!] = value;
  return { kind, what: `${flow.id} ${toPointer(path)}: ${what ?? JSON.stringify(value)}`, flow: copy as unknown as FlowDocument };
}

function textsOf(flow: FlowDocument): readonly Text[] {
  const found: Text[] = [];
  const walk = (value: Json, path: readonly PathPart[]): void => {
    if (typeof value === 'string') {
      const isRow = path.length >= 2 && path.at(-3) === 'rows' && (path.at(-1) === 'expression' || path.at(-1) === 'scope');
      if (value.startsWith('=') || isRow) found.push({ path, text: value });
    } else if (Array.isArray(value)) for (const [at, item] of (value as readonly Json[]).entries()) walk(item, [...path, at]);
    else if (typeof value === 'object' && value !== null)
      for (const [name, part] of Object.entries(value)) walk(part as Json, [...path, name]);
  };
  walk(flow.nodes as unknown as Json, ['nodes']);
  return found;
}

function pick<T>(list: readonly T[], draw: () => number): T | undefined {
  return list[Math.floor(draw() * list.length)];
}

/** Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
