/** The schema of a node's config, also where a part of it is said by the config itself: an operation's input by what it is asked. */
import type { FlowNode } from '../flow.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import type { NodeManifest } from '../node-manifest.ts';

type Manifest = Pick<NodeManifest, 'type' | 'config'>;
type Node = Pick<FlowNode, 'config'>;

/** Of the manifest alone for nodes that were drawn by hand; the same object for the same config. */
export function configSchemaOf(manifest: Manifest, node: Node): JsonSchema {
  const { request } = node.config;
  if (manifest.type !== 'http/operation' || !isObject(request)) return checkedSchemaOf(manifest, node);
  return narrowedBy(request, () => narrow(manifest.config, request));
}

/** What a config is held against as it stands. The input of `http/operation` is held against the whole of what the operation is asked, which says more. */
export function checkedSchemaOf({ config: said }: Manifest, { config }: Node): JsonSchema {
  const { request } = objectOf(config['described']);
  return isObject(request) ? narrowedBy(request, () => narrowFields(said, request)) : said;
}

function narrowedBy(request: JsonObject, narrowing: () => JsonSchema): JsonSchema {
  let schema = narrowed.get(request);
  if (schema === undefined) narrowed.set(request, (schema = narrowing()));
  return schema;
}

const narrowed = new WeakMap<object, JsonSchema>();

/** What the request refers to begins at the root; forms draw fields, so references are followed where that comes to an end. */
function narrow(said: JsonSchema, { $defs, ...request }: JsonObject): JsonSchema {
  const properties = said['properties'] as JsonObject;
  const { title, description } = properties['input'] as JsonObject;
  const definitions = isObject($defs) ? $defs : {};
  const input = new Drawn(definitions).schema(request, []) as JsonObject;
  const { body, ...places } = input['properties'] as JsonObject;
  return {
    ...said,
    properties: {
      ...properties,
      input: {
        title: title!,
        description: description!,
        ...input,
        // As a whole it may be computed, too.
        properties: isObject(body) ? { ...places, body: { ...body, format: 'expression' } } : places,
      },
    },
    ...($defs === undefined ? {} : { $defs }),
  };
}

/** Fields as the description says them, with the titles and conditions of the node type. Fields that it does not have stay away. */
function narrowFields(said: JsonSchema, { properties: closer, required }: JsonObject): JsonSchema {
  const own = objectOf(said['properties']);
  const fields = Object.entries(objectOf(closer)).filter(([name]) => Object.hasOwn(own, name));
  const properties = Object.fromEntries(fields.map(([name, part]) => [name, { ...objectOf(own[name]), ...objectOf(part) }]));
  const needed = [...listOf(said['required']), ...listOf(required)];
  return { ...said, properties: { ...own, ...properties }, required: [...new Set(needed)] };
}

const MOST_FOLLOWED = 200;

class Drawn {
  readonly #definitions: JsonObject;
  #followed = 0;

  constructor(definitions: JsonObject) {
    this.#definitions = definitions;
  }

  /** `open`: names that are being followed; a circle stays a reference. */
  schema(schema: Json | undefined, open: readonly string[]): Json {
    if (!isObject(schema)) return schema ?? {};
    const { $ref, ...own } = schema;
    const name = typeof $ref === 'string' ? $ref.slice('#/$defs/'.length) : undefined;
    if (name !== undefined && !open.includes(name) && this.#followed < MOST_FOLLOWED && isObject(this.#definitions[name])) {
      this.#followed += 1;
      return this.schema({ ...this.#definitions[name], ...own }, [...open, name]);
    }
    const { properties, items } = schema;
    return {
      ...schema,
      ...(isObject(properties)
        ? { properties: Object.fromEntries(Object.entries(properties).map(([field, part]) => [field, this.schema(part, open)])) }
        : {}),
      ...(isObject(items) ? { items: this.schema(items, open), format: 'expression' } : {}),
    };
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
