import type { JsonObject } from '#flows/json.ts';
import type { Exchange, StepContext, StepNode } from '../../node.ts';
import { isRead, requireDeclared, sendRequest } from '../send-request.ts';
import { type RequestConfig, requestManifest } from './manifest.ts';
import { prepareRequest } from './prepare-request.ts';

export const httpRequest: StepNode = {
  manifest: requestManifest,
  async execute(step: StepContext) {
    const config = step.config as RequestConfig;
    const request = prepareRequest(config);
    const operation = `${request.method} ${request.path.split('?', 1)[0]}`;
    const shown: JsonObject = { ...request };
    const sending = {
      maxAnswerBytes: config.maxAnswerBytes,
      ...(config.idempotency === 'receiver-honours-key' ? { keyHeader: config.idempotencyHeader } : {}),
    };
    const call = async (exchange: Exchange): Promise<JsonObject> => ({
      ...(await sendRequest(step.connection, request, sending, exchange)),
    });
    const output = isRead(request.method)
      ? await step.read(operation, shown, call)
      : await step.write(operation, shown, call, { repeatable: config.idempotency !== 'none' });
    requireDeclared(
      step.lookup.validate,
      config.answer as JsonObject | undefined,
      output['body'] ?? null,
      'Correct "Schema of the answer"',
    );
    return { kind: 'done', port: 'out', output };
  },
};
