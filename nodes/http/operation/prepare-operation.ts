/** Input of a described operation → what is sent. Pure; throws InvalidError before anything leaves. */
import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import { type PreparedRequest, prepareRequest } from '../request/prepare-request.ts';
import type { OperationConfig } from './manifest.ts';

type Style = NonNullable<OperationConfig['styles']>[string];
interface OperationInput {
  readonly path?: JsonObject;
  readonly query?: JsonObject;
  readonly headers?: JsonObject;
  readonly body?: Json;
}
type Pair = readonly [name: string, value: string];

export function prepareOperation(config: OperationConfig): PreparedRequest {
  const { path = {}, query = {}, headers = {}, body } = config.input as OperationInput;
  const { mediaType = 'application/json' } = config;
  const styleOf = (place: string, name: string) => config.styles?.[`${place}.${name}`];
  const pairs = Object.entries(query).flatMap(([name, value]) => queryPairs(name, value, styleOf('query', name)));
  const given = Object.entries(headers).flatMap(([name, value]): Pair[] =>
    isAbsent(value) ? [] : [[name, listText(value, styleOf('headers', name))]],
  );
  const text = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();
  const filled = fillPath(config.path, path, (name) => styleOf('path', name));
  return prepareRequest({
    method: config.method,
    path: text === '' ? filled : `${filled}?${text}`,
    headers: {
      accept: 'application/json, */*;q=0.5',
      ...(body === undefined ? {} : { 'content-type': mediaType }),
      ...Object.fromEntries(given),
    },
    ...(body === undefined ? {} : { body: isJson(mediaType) ? JSON.stringify(body) : body }),
  });
}

/** There a text is JSON, too. */
function isJson(mediaType: string): boolean {
  return /[/+]json\b/i.test(mediaType);
}

/** One value fills one part of the path: nobody gets out of it by a value. */
function fillPath(path: string, values: JsonObject, styleOf: (name: string) => Style | undefined): string {
  return path.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const text = isAbsent(value) ? '' : listText(value!, styleOf(name));
    if (text === '' || text === '.' || text === '..')
      throw new InvalidError(`${JSON.stringify(text)} cannot stand for {${name}} in the path`, {
        code: 'path-malformed',
        help: 'Give it a value; an empty one, "." and ".." would name another address.',
        target: `path.${name}`,
      });
    return encodeURIComponent(text);
  });
}

function queryPairs(name: string, value: Json, style: Style | undefined): readonly Pair[] {
  if (isAbsent(value)) return [];
  if (style === 'deep' && isObject(value))
    return Object.entries(value).flatMap(([field, part]): Pair[] => (isAbsent(part) ? [] : [[`${name}[${field}]`, oneText(part)]]));
  if (style !== undefined) return [[name, listText(value, style)]];
  if (Array.isArray(value)) return (value as readonly Json[]).filter((one) => !isAbsent(one)).map((one) => [name, oneText(one)] as const);
  if (isObject(value)) return Object.entries(value).flatMap(([field, part]): Pair[] => (isAbsent(part) ? [] : [[field, oneText(part)]]));
  return [[name, oneText(value)]];
}

const SEPARATORS = { comma: ',', space: ' ', pipe: '|' } as const;

function listText(value: Json, style: Style | undefined): string {
  if (style === 'json') return JSON.stringify(value);
  const separator = style === 'space' || style === 'pipe' ? SEPARATORS[style] : ',';
  if (Array.isArray(value)) return (value as readonly Json[]).map(oneText).join(separator);
  if (isObject(value))
    return Object.entries(value)
      .flatMap(([field, part]) => [field, oneText(part)])
      .join(separator);
  return oneText(value);
}

function oneText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
