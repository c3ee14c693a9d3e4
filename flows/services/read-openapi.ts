/** An OpenAPI document, 3.0 or 3.1, already read as JSON → what it can do. What is of no use is left out and named; the rest stands. */
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import { toPointer } from '../json-pointer.ts';
import type { Problem } from '../problem.ts';
import { resolveReference, SchemaConverter, Unusable } from './convert-schema.ts';
import { OUTCOME_PORTS, SERVICE_LIMITS, type ServiceOperation, type ServiceReading } from './service.ts';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'] as const;
const PLACES = ['path', 'query', 'headers'] as const;
type Place = (typeof PLACES)[number];

export function readOpenApi(document: Json): ServiceReading {
  if (!isObject(document) || typeof document['openapi'] !== 'string' || !/^3\.[01](\.|$)/.test(document['openapi'])) {
    const said = isObject(document) ? (document['openapi'] ?? document['swagger']) : undefined;
    const message = said === undefined ? 'This is no OpenAPI document.' : `OpenAPI ${String(said).slice(0, 20)} is not read.`;
    return { problems: [problem('error', 'description-version', '/openapi', message, 'Give a description in OpenAPI 3.0 or 3.1.')] };
  }
  const problems: Problem[] = [];
  const operations: ServiceOperation[] = [];
  const ids = new Set<string>();
  const paths = isObject(document['paths']) ? document['paths'] : {};
  for (const [path, item] of Object.entries(paths)) {
    const at = `/paths${toPointer([path])}`;
    for (const method of METHODS) {
      try {
        const found = resolveReference(document, item, at);
        if (!isObject(found.value) || found.value[method] === undefined) continue;
        if (operations.length >= SERVICE_LIMITS.operations) {
          const message = `The service has more than ${SERVICE_LIMITS.operations} operations.`;
          throw new Unusable('too-many-operations', `${found.path}/${method}`, message, 'Import a part of the description.');
        }
        const operation = new OperationReader(document, path, method, found.value, found.path).read(problems);
        const id = freeId(operation.id, ids);
        ids.add(id);
        operations.push({ ...operation, id, config: { ...operation.config, operation: id } });
      } catch (error) {
        if (!(error instanceof Unusable)) throw error;
        const message = `${method.toUpperCase()} ${path} is left out: ${error.message}`;
        problems.push(problem('warning', error.code, error.path, message, error.help));
      }
    }
  }
  const info = isObject(document['info']) ? document['info'] : {};
  const title = textOf(info['title']) ?? '';
  if (operations.length === 0) {
    const help = 'Give a description whose "paths" have operations.';
    return {
      problems: [problem('error', 'description-empty', '/paths', 'There is no operation in it that can be called.', help), ...problems],
    };
  }
  const server = serverOf(document['servers']);
  return {
    description: {
      kind: 'openapi',
      title,
      version: textOf(info['version']) ?? '',
      ...(server === undefined ? {} : { server }),
      operations,
    },
    problems,
  };
}

class OperationReader {
  readonly #document: JsonObject;
  readonly #path: string;
  readonly #method: (typeof METHODS)[number];
  readonly #operation: JsonObject;
  readonly #item: JsonObject;
  readonly #itemAt: string;
  readonly #at: string;
  readonly #request: SchemaConverter;
  readonly #answer: SchemaConverter;
  readonly #styles: Record<string, string> = {};

  constructor(document: JsonObject, path: string, method: (typeof METHODS)[number], item: JsonObject, itemAt: string) {
    this.#document = document;
    this.#path = path;
    this.#method = method;
    this.#item = item;
    this.#itemAt = itemAt;
    this.#at = `${itemAt}/${method}`;
    const operation = item[method];
    if (!isObject(operation)) throw new Unusable('operation-malformed', this.#at, 'This is no operation.', 'An operation is an object.');
    this.#operation = operation;
    this.#request = new SchemaConverter(document, 'request');
    this.#answer = new SchemaConverter(document, 'answer');
  }

  read(problems: Problem[]): ServiceOperation {
    const method = this.#method.toUpperCase();
    if (!this.#path.startsWith('/') || /[\s#?\\]|\/\/|(^|\/)\.{1,2}(\/|$)/.test(this.#path))
      throw new Unusable(
        'path-malformed',
        this.#itemAt,
        'The path is none.',
        'It begins with "/" and has neither spaces, "#", "?" nor "..".',
      );
    const body = this.#body(problems);
    const places = this.#parameters(problems);
    const keyHeader = takeKeyHeader(places);
    const request = this.#requestOf(places, body?.schema, body?.required ?? false);
    const answers = this.#answers(problems);
    const summary = textOf(this.#operation['summary']) ?? firstSentence(this.#operation['description']) ?? `${method} ${this.#path}`;
    const id = textOf(this.#operation['operationId'])?.slice(0, 120) ?? `${method} ${this.#path}`;
    return {
      id,
      label: summary.length <= 60 ? summary : id,
      summary: `${method} ${this.#path}${summary.length <= 60 ? '' : `: ${summary.slice(0, 300)}`}`,
      type: 'http/operation',
      config: {
        method,
        path: this.#path,
        ...(Object.keys(this.#styles).length === 0 ? {} : { styles: this.#styles }),
        ...(body === undefined || body.mediaType === 'application/json' ? {} : { mediaType: body.mediaType }),
        request: limited(request, this.#at, 'What it is asked'),
        answers: limited(answers, this.#at, 'What it answers'),
        input: beginning(request),
        ...(keyHeader === undefined
          ? ['PUT', 'DELETE'].includes(method)
            ? { idempotency: 'naturally-idempotent' }
            : {}
          : { idempotency: 'receiver-honours-key', idempotencyHeader: keyHeader }),
      },
    };
  }

  #parameters(problems: Problem[]): Places {
    const places: Places = {
      path: { properties: {}, required: [] },
      query: { properties: {}, required: [] },
      headers: { properties: {}, required: [] },
    };
    const own = listOf(this.#operation['parameters']).map((value, at) => ({ value, path: `${this.#at}/parameters/${at}` }));
    const shared = listOf(this.#item['parameters']).map((value, at) => ({ value, path: `${this.#itemAt}/parameters/${at}` }));
    // What an operation says of a parameter stands for what its path says.
    for (const given of [...shared, ...own]) {
      const { value: parameter, path } = resolveReference(this.#document, given.value, given.path);
      const name = isObject(parameter) ? parameter['name'] : undefined;
      if (!isObject(parameter) || typeof name !== 'string' || name === '__proto__')
        throw new Unusable('parameter-malformed', path, 'The parameter has no name.', 'Give it "name" and "in".');
      const place = ({ path: 'path', query: 'query', header: 'headers' } as const)[String(parameter['in']) as 'path' | 'query' | 'header'];
      if (place === undefined) {
        if (parameter['required'] === true)
          throw new Unusable(
            'parameter-unsupported',
            path,
            `It needs "${name}" in ${String(parameter['in'])}.`,
            'Call it by an HTTP request.',
          );
        problems.push(
          problem(
            'warning',
            'parameter-left-out',
            path,
            `The parameter "${name}" is left out: it stands in neither path, query nor headers.`,
            'Nothing need be done unless the service needs it.',
          ),
        );
        continue;
      }
      // Set by the connection, or by what is sent.
      if (place === 'headers' && /^(accept|content-type|authorization|cookie|host|content-length)$/i.test(name)) continue;
      const style = styleOf(parameter, place, path);
      if (style !== undefined) this.#styles[`${place}.${name}`] = style;
      const content = isObject(parameter['content']) ? Object.values(parameter['content'])[0] : undefined;
      const described = isObject(content) ? content['schema'] : parameter['schema'];
      const schema = this.#request.convert(described ?? {}, `${path}/schema`);
      const description = textOf(parameter['description']);
      places[place].properties[name] = { ...(description === undefined ? {} : { description: description.slice(0, 500) }), ...schema };
      places[place].required = places[place].required.filter((one) => one !== name);
      if (parameter['required'] === true || place === 'path') places[place].required.push(name);
    }
    const named = [...this.#path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!);
    for (const name of named) if (!Object.hasOwn(places.path.properties, name)) places.path.properties[name] = { type: 'string' };
    for (const name of Object.keys(places.path.properties)) if (!named.includes(name)) delete places.path.properties[name];
    places.path.required = named;
    return places;
  }

  #requestOf(places: Places, body: JsonSchema | undefined, bodyRequired: boolean): JsonSchema {
    const properties: Record<string, Json> = {};
    const required: string[] = [];
    const titles = { path: 'Path', query: 'Query', headers: 'Headers' };
    for (const place of PLACES) {
      const { properties: fields, required: asked } = places[place];
      if (Object.keys(fields).length === 0) continue;
      properties[place] = {
        type: 'object',
        title: titles[place],
        properties: fields,
        ...(asked.length === 0 ? {} : { required: asked }),
        additionalProperties: false,
      };
      if (asked.length > 0) required.push(place);
    }
    if (body !== undefined) properties['body'] = { title: 'Body', ...body };
    if (bodyRequired) required.push('body');
    return {
      type: 'object',
      properties,
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
      ...definitionsOf(this.#request),
    };
  }

  #body(problems: Problem[]): { readonly mediaType: string; readonly schema: JsonSchema; readonly required: boolean } | undefined {
    const given = this.#operation['requestBody'];
    if (given === undefined) return undefined;
    const { value: body, path } = resolveReference(this.#document, given, `${this.#at}/requestBody`);
    const content = isObject(body) && isObject(body['content']) ? body['content'] : {};
    const mediaType = preferred(Object.keys(content), ['json', 'form', 'text']);
    const required = isObject(body) && body['required'] === true;
    if (mediaType === undefined) {
      const kinds = Object.keys(content).join(', ').slice(0, 100);
      if (required || Object.keys(content).length > 0)
        throw new Unusable(
          'body-unsupported',
          `${path}/content`,
          `It takes ${kinds || 'nothing that is said'}.`,
          'JSON, forms and text can be sent.',
        );
      return undefined;
    }
    if (['GET', 'HEAD'].includes(this.#method.toUpperCase())) {
      problems.push(
        problem(
          'warning',
          'body-left-out',
          path,
          `${this.#method.toUpperCase()} carries no body; it is left out.`,
          'Nothing need be done.',
        ),
      );
      return undefined;
    }
    const media = content[mediaType];
    const schema =
      isObject(media) && media['schema'] !== undefined ? media['schema'] : kindOf(mediaType) === 'text' ? { type: 'string' } : {};
    return { mediaType, schema: this.#request.convert(schema, `${path}/content${toPointer([mediaType])}/schema`), required };
  }

  /** An object with a field for each way out: what the body is there. */
  #answers(problems: Problem[]): JsonSchema {
    const bodies = new Map<string, JsonSchema[]>([['out', []]]);
    const given = isObject(this.#operation['responses']) ? this.#operation['responses'] : {};
    for (const [status, response] of Object.entries(given)) {
      const port = /^2(\d\d|XX)$/i.test(status) ? 'out' : OUTCOME_PORTS[status];
      if (port === undefined) continue;
      const at = `${this.#at}/responses${toPointer([status])}`;
      try {
        const known = bodies.get(port) ?? [];
        known.push(this.#answerBody(response, at));
        bodies.set(port, known);
      } catch (error) {
        if (!(error instanceof Unusable)) throw error;
        // What comes back is not asked for: it may as well be anything.
        problems.push(
          problem(
            'warning',
            error.code,
            error.path,
            `What ${this.#method.toUpperCase()} ${this.#path} answers with ${status} is not known: ${error.message}`,
            error.help,
          ),
        );
        bodies.set(port, [...(bodies.get(port) ?? []), {}]);
      }
    }
    const properties = Object.fromEntries([...bodies].map(([port, schemas]) => [port, anyOf(schemas)]));
    return { type: 'object', properties, ...definitionsOf(this.#answer) };
  }

  #answerBody(response: Json, at: string): JsonSchema {
    const { value, path } = resolveReference(this.#document, response, at);
    const content = isObject(value) && isObject(value['content']) ? value['content'] : undefined;
    if (content === undefined || Object.keys(content).length === 0) return { type: 'null' };
    const mediaType = preferred(Object.keys(content), ['json']);
    if (mediaType === undefined) return { type: 'string' };
    const media = content[mediaType];
    const schema = isObject(media) ? media['schema'] : undefined;
    return schema === undefined ? {} : this.#answer.convert(schema, `${path}/content${toPointer([mediaType])}/schema`);
  }
}

interface Fields {
  properties: Record<string, Json>;
  required: string[];
}
type Places = { readonly [place in Place]: Fields };

/** So that a form shows the fields of the path and of the body at once. */
function beginning(request: JsonSchema): JsonObject {
  const { path, body } = request['properties'] as JsonObject;
  const reference = isObject(body) ? body['$ref'] : undefined;
  const definitions = isObject(request['$defs']) ? request['$defs'] : {};
  const shape = typeof reference === 'string' ? definitions[reference.slice('#/$defs/'.length)] : body;
  return {
    ...(path === undefined ? {} : { path: {} }),
    ...(isObject(shape) && isObject(shape['properties']) ? { body: {} } : {}),
  };
}

/** The key of the step goes there by itself. */
function takeKeyHeader({ headers }: Places): string | undefined {
  const name = Object.keys(headers.properties).find((header) => /^(x-)?idempotency-key$/i.test(header));
  if (name === undefined) return undefined;
  delete headers.properties[name];
  headers.required = headers.required.filter((one) => one !== name);
  return name;
}

/** Undefined: a list repeats the name in a query, and stands with commas elsewhere. */
function styleOf(parameter: JsonObject, place: Place, path: string): string | undefined {
  if (isObject(parameter['content'])) return 'json';
  const style = parameter['style'] ?? (place === 'query' ? 'form' : 'simple');
  const known = place === 'query' ? ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'] : ['simple'];
  if (!known.includes(String(style)))
    throw new Unusable(
      'parameter-unsupported',
      path,
      `Parameters written as "${String(style)}" are not sent.`,
      'Call it by an HTTP request.',
    );
  if (style === 'form') return parameter['explode'] === false ? 'comma' : undefined;
  if (style === 'simple') return undefined;
  return ({ spaceDelimited: 'space', pipeDelimited: 'pipe', deepObject: 'deep' } as const)[style as 'deepObject'];
}

function kindOf(mediaType: string): string | undefined {
  if (/^[^;]*[/+]json\b/i.test(mediaType) || mediaType === '*/*') return 'json';
  if (/^application\/x-www-form-urlencoded\b/i.test(mediaType)) return 'form';
  return /^text\//i.test(mediaType) ? 'text' : undefined;
}

function preferred(mediaTypes: readonly string[], kinds: readonly string[]): string | undefined {
  for (const kind of kinds) {
    const found = mediaTypes.find((mediaType) => kindOf(mediaType) === kind);
    if (found !== undefined) return found === '*/*' ? 'application/json' : found;
  }
  return undefined;
}

function anyOf(schemas: readonly JsonSchema[]): JsonSchema {
  const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  if (different.length === 0) return {};
  return different.length === 1 ? different[0]! : { anyOf: different };
}

function definitionsOf(converter: SchemaConverter): JsonObject {
  const { definitions } = converter;
  return Object.keys(definitions).length === 0 ? {} : { $defs: definitions };
}

function limited(schema: JsonSchema, path: string, what: string): JsonSchema {
  if (JSON.stringify(schema).length <= SERVICE_LIMITS.schemaBytes) return schema;
  throw new Unusable(
    'schema-too-large',
    path,
    `${what} is described in more than ${SERVICE_LIMITS.schemaBytes / 1000} kB.`,
    'Describe it with less, or call it by an HTTP request.',
  );
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted;
  for (let count = 2; taken.has(id); count += 1) id = `${wanted} ${count}`;
  return id;
}

function serverOf(servers: Json | undefined): string | undefined {
  const [first] = listOf(servers);
  return isObject(first) ? textOf(first['url'])?.slice(0, 500) : undefined;
}

function firstSentence(value: Json | undefined): string | undefined {
  return textOf(value)?.split(/(?<=\.)\s|\n/, 1)[0];
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function problem(severity: Problem['severity'], code: string, path: string, message: string, help: string): Problem {
  return { code, severity, path, message, help };
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
