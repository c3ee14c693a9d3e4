import type { Json, JsonObject } from '#flows/json.ts';
import { RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { Exchange } from '../../step.ts';
import type { SapExchange } from '../client.ts';
import { type EntityService, openEntityService } from '../entity-service.ts';
import { type Call, resolveCall, type Wanted } from './callable.ts';
import { type CallFunctionConfig, callFunctionManifest } from './manifest.ts';

export const sapCallFunction: StepNode = {
  manifest: callFunctionManifest,
  async execute(step) {
    const config = step.config as CallFunctionConfig;
    const wanted = { ...config, on: config.on ?? {} } as unknown as Wanted;
    const service = openEntityService(step.connection, config.service);
    const call = await step.read('read-metadata', { service: config.service, function: config.function }, (exchange) =>
      resolveCall(service, wanted, exchange),
    );
    const request: JsonObject = {
      service: config.service,
      function: config.function,
      ...(Object.keys(wanted.on).length === 0 ? {} : { on: wanted.on }),
      parameters: { ...wanted.parameters },
    };
    const send = (exchange: Exchange) => carryOut(service, call, config, { ...exchange, startedAt: step.startedAt });
    try {
      const result = call.changes
        ? await step.write(`call ${config.function}`, request, send, { repeatable: config.repeatable })
        : await step.read(`call ${config.function}`, request, send);
      return { kind: 'done', port: 'out', output: { result } };
    } catch (error) {
      if (!(error instanceof RejectedError)) throw error;
      return { kind: 'done', port: 'refused', output: { refusal: { code: error.options.code, message: error.message } } };
    }
  },
};

async function carryOut(
  service: EntityService,
  call: Call,
  { function: name, etag }: CallFunctionConfig,
  exchange: SapExchange,
): Promise<Json> {
  if (!call.changes) return unwrapped((await service.get(call.path, exchange)).data, name);
  const given = etag === undefined || etag === null || etag === '' ? undefined : etag;
  const tag = given ?? (call.entity === undefined ? undefined : (await service.get(call.entity, exchange)).etag);
  return unwrapped((await service.post(call.path, call.body, exchange, tag)).data, name);
}

/** Of a function that gives one value Gateway wraps it into an object with the function's own name; annotations of V4 say nothing to a flow. */
function unwrapped(data: Json, name: string): Json {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const object = data as JsonObject;
  if (object[name] !== undefined) return object[name];
  return Object.fromEntries(Object.entries(object).filter(([member]) => !member.startsWith('@') && member !== 'SAP__Messages'));
}
