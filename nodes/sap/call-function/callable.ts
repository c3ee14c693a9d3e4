/** What of a service can be called, and how: a function import of V2, an action or function of V4. */
import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { SapExchange } from '../client.ts';
import type { EntityService } from '../entity-service.ts';
import { entityTypeOfSet } from '../entity-type-of-set.ts';
import type { EdmFunctionImport, EdmModel, EdmOperation, EdmProperty } from '../odata/edm.ts';

type Scalar = string | number | boolean | null;
type Values = { readonly [name: string]: Scalar };

export interface Wanted {
  readonly service: string;
  readonly function: string;
  readonly parameters: Values;
  /** Key of the entity that it is bound to. */
  readonly on: { readonly [name: string]: string | number | boolean };
}

/** Plain data: the read of the metadata is kept with the step. */
export type Call = {
  readonly changes: boolean;
  /** Below the service root, with query. */
  readonly path: string;
  /** Of an action. */
  readonly body?: JsonObject;
  /** The entity that it is bound to. */
  readonly entity?: string;
};

/** Throws InvalidError for functions and parameters that the service does not have, before anything is sent. */
export async function resolveCall(service: EntityService, wanted: Wanted, exchange: SapExchange): Promise<Call> {
  const model = await service.model(exchange);
  if (model.operations !== undefined) return v4Call(service, model, model.operations, wanted);
  if (Object.keys(wanted.on).length > 0)
    throw new InvalidError(`${wanted.service} is a service of OData V2, whose functions stand by themselves`, {
      code: 'not-bound',
      help: 'Leave "On" out and give the key as parameters.',
    });
  const found = model.functionImports.find((one) => one.name === wanted.function);
  if (found === undefined) throw unknown(service, wanted.function, model.functionImports);
  const written = literals(service, found.name, found.parameters, wanted.parameters).map(
    ([name, text]) => `${name}=${encodeURIComponent(text)}`,
  );
  return { changes: changesSomething(found), path: `${found.name}${written.length === 0 ? '' : `?${written.join('&')}`}` };
}

const changesSomething = ({ httpMethod }: EdmFunctionImport): boolean => httpMethod === 'POST';

function v4Call(service: EntityService, model: EdmModel, operations: readonly EdmOperation[], wanted: Wanted): Call {
  const isBound = Object.keys(wanted.on).length > 0;
  const named = operations.filter((one) => one.name === wanted.function || one.imported === wanted.function);
  const found = named.find((one) => (isBound ? one.boundTo !== undefined && !one.boundToMany : one.boundTo === undefined));
  if (found === undefined) {
    if (named.length === 0) throw unknown(service, wanted.function, operations);
    throw new InvalidError(`${wanted.function} ${isBound ? 'stands by itself' : 'is called on an entity'}`, {
      code: isBound ? 'not-bound' : 'key-missing',
      help: isBound ? 'Leave "On" out.' : `Give the key of ${named[0]?.boundTo ?? 'the entity'} in "On".`,
      target: wanted.function,
    });
  }
  const set = model.entitySets.find(({ entityType }) => entityType === found.boundTo)?.name ?? '';
  const entity = found.boundTo === undefined ? undefined : `${set}${keyOf(service, model, set, wanted.on)}`;
  const name = entity === undefined ? (found.imported ?? found.name) : `${entity}/${model.namespace}.${found.name}`;
  const bound = entity === undefined ? {} : { entity };
  if (found.kind === 'action') return { changes: true, path: name, body: bodyOf(service, found, wanted.parameters), ...bound };
  const written = literals(service, found.name, found.parameters, wanted.parameters).map(
    ([one, text]) => `${one}=${encodeURIComponent(text)}`,
  );
  return { changes: false, path: `${name}(${written.join(',')})`, ...bound };
}

function keyOf(service: EntityService, model: EdmModel, set: string, given: Wanted['on']): string {
  const type = entityTypeOfSet(service, model, set);
  const wrong = [...type.key.filter((name) => given[name] === undefined), ...Object.keys(given).filter((name) => !type.key.includes(name))];
  if (wrong.length > 0) throw new InvalidError(`The key of ${set} is ${type.key.join(', ')}`, { code: 'key-malformed', target: wrong[0]! });
  return service.keyPredicate(given, Object.fromEntries(type.properties.map((one) => [one.name, one.type])));
}

function bodyOf(service: EntityService, { name, parameters }: EdmOperation, given: Values): JsonObject {
  checkNames(name, parameters, given);
  const body: { [name: string]: Json } = {};
  for (const parameter of parameters) {
    const value = given[parameter.name];
    if (value !== undefined) body[parameter.name] = service.writeValue(parameter, value);
    else if (!parameter.nullable) throw missing(name, parameter.name);
  }
  return body;
}

function literals(
  service: EntityService,
  name: string,
  parameters: readonly EdmProperty[],
  given: Values,
): readonly (readonly [string, string])[] {
  checkNames(name, parameters, given);
  return parameters.flatMap((parameter): readonly (readonly [string, string])[] => {
    const value = given[parameter.name];
    if (value !== undefined && value !== null) return [[parameter.name, service.literal(value, parameter.type)]];
    if (parameter.nullable) return [];
    throw missing(name, parameter.name);
  });
}

function checkNames(name: string, parameters: readonly EdmProperty[], given: Values): void {
  const wrong = Object.keys(given).find((one) => parameters.every((parameter) => parameter.name !== one));
  if (wrong === undefined) return;
  throw new InvalidError(`${name} has no parameter ${wrong}`, {
    code: 'parameter-unknown',
    help: `It has ${parameters.map((one) => one.name).join(', ') || 'none'}.`,
    target: wrong,
  });
}

function missing(name: string, parameter: string): InvalidError {
  return new InvalidError(`${name} needs the parameter ${parameter}`, { code: 'parameter-missing', target: parameter });
}

function unknown(service: EntityService, name: string, known: readonly { readonly name: string }[]): InvalidError {
  service.forgetModel();
  return new InvalidError(`The service has no function ${name}`, {
    code: 'function-unknown',
    help: `It has ${known.map((one) => one.name).join(', ') || 'none'}.`,
    target: name,
  });
}
