/** The schema of a node's config, also where a part of it is said by the config itself: an operation's input by what it is asked. */
import type { FlowNode } from '../flow.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import type { NodeManifest } from '../node-manifest.ts';

/** Of the manifest alone for every type but `http/operation`; the same object for the same config. */
export function configSchemaOf(
  { type, config: said }: Pick<NodeManifest, 'type' | 'config'>,
  { config }: Pick<FlowNode, 'config'>,
): JsonSchema {
  const { request } = config;
  if (type !== 'http/operation' || !isObject(request)) return said;
  let schema = narrowed.get(request);
  if (schema === undefined) narrowed.set(request, (schema = narrow(said, request)));
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
