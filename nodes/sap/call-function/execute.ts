import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError, RejectedError } from '../../errors.ts';
import type { Exchange, StepNode } from '../../node.ts';
import { openSapService, type SapExchange, type SapService } from '../client.ts';
import type { EdmFunctionImport } from '../odata/edm.ts';
import { formatODataLiteral } from '../odata/literal.ts';
import { type CallFunctionConfig, callFunctionManifest } from './manifest.ts';

export const sapCallFunction: StepNode = {
  manifest: callFunctionManifest,
  async execute(step) {
    const config = step.config as CallFunctionConfig;
    const service = openSapService(step.connection, config.service);
    const declared = (await step.read(
      'read-metadata',
      { service: config.service, function: config.function },
      async (exchange) => (await findFunction(service, config.function, exchange)) as unknown as JsonObject,
    )) as unknown as EdmFunctionImport;
    const path = `${config.function}${queryOf(declared, config.parameters as Parameters)}`;
    const request: JsonObject = {
      service: config.service,
      function: config.function,
      parameters: { ...(config.parameters as JsonObject) },
    };
    const call = async (exchange: Exchange): Promise<Json> => {
      const own = { ...exchange, startedAt: step.startedAt };
      const { data } = declared.httpMethod === 'POST' ? await service.post(path, undefined, own) : await service.get(path, own);
      return unwrapped(data, config.function);
    };
    try {
      const result =
        declared.httpMethod === 'POST'
          ? await step.write(`call ${config.function}`, request, call, { repeatable: config.repeatable })
          : await step.read(`call ${config.function}`, request, call);
      return { kind: 'done', port: 'out', output: { result } };
    } catch (error) {
      if (!(error instanceof RejectedError)) throw error;
      return { kind: 'done', port: 'refused', output: { refusal: { code: error.options.code, message: error.message } } };
    }
  },
};

type Parameters = { readonly [name: string]: string | number | boolean | null };

async function findFunction(service: SapService, name: string, exchange: SapExchange): Promise<EdmFunctionImport> {
  const { functionImports } = await service.model(exchange);
  const found = functionImports.find((one) => one.name === name);
  if (found !== undefined) return found;
  service.forgetModel();
  throw new InvalidError(`The service has no function ${name}`, {
    code: 'function-unknown',
    help: `It has ${functionImports.map((one) => one.name).join(', ') || 'none'}.`,
    target: name,
  });
}

function queryOf({ name, parameters }: EdmFunctionImport, given: Parameters): string {
  for (const wanted of Object.keys(given)) {
    if (parameters.some((one) => one.name === wanted)) continue;
    throw new InvalidError(`${name} has no parameter ${wanted}`, {
      code: 'parameter-unknown',
      help: `It has ${parameters.map((one) => one.name).join(', ') || 'none'}.`,
      target: wanted,
    });
  }
  const written = parameters.flatMap((parameter) => {
    const value = given[parameter.name];
    if (value !== undefined && value !== null)
      return [`${parameter.name}=${encodeURIComponent(formatODataLiteral(value, parameter.type))}`];
    if (parameter.nullable) return [];
    throw new InvalidError(`${name} needs the parameter ${parameter.name}`, { code: 'parameter-missing', target: parameter.name });
  });
  return written.length === 0 ? '' : `?${written.join('&')}`;
}

/** Of a function that gives one value Gateway wraps it into an object with the function's own name. */
function unwrapped(data: Json, name: string): Json {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const object = data as JsonObject;
  return object[name] ?? object;
}
