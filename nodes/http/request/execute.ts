import type { JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../../connection.ts';
import type { StepNode } from '../../node.ts';
import type { Exchange, ProbeAnswer, StepContext, WriteOptions } from '../../step.ts';
import { isRead, OutcomeError, requireDeclared, sendRequest } from '../send-request.ts';
import { type RequestConfig, requestManifest } from './manifest.ts';
import { prepareRequest } from './prepare-request.ts';

export const httpRequest: StepNode = {
  manifest: requestManifest,
  checkConfig({ idempotency, probePath }) {
    if (idempotency !== 'probe' || probePath !== undefined) return [];
    return [
      {
        path: ['probePath'],
        message: 'It is not said where to ask after a lost answer.',
        help: 'Fill "Path to ask at", or choose another way.',
      },
    ];
  },
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
      : await step.write(operation, shown, call, writeOptions(step.connection, config));
    requireDeclared(
      step.lookup.validate,
      config.answer as JsonObject | undefined,
      output['body'] ?? null,
      'Correct "Schema of the answer"',
    );
    return { kind: 'done', port: 'out', output };
  },
};

/** What says that nothing was carried out. */
const NOT_THERE: ReadonlySet<number> = new Set([404, 410]);

function writeOptions(connection: ConnectionAccess, config: RequestConfig): WriteOptions<JsonObject> {
  if (config.idempotency !== 'probe') return { repeatable: config.idempotency !== 'none' };
  return {
    async probe(_kept, exchange): Promise<ProbeAnswer<JsonObject>> {
      const { body: _body, query: _query, ...rest } = config;
      const question = prepareRequest({ ...rest, method: 'GET', path: config.probePath ?? '' });
      try {
        const answer = await sendRequest(connection, question, { maxAnswerBytes: config.maxAnswerBytes, outcomes: NOT_THERE }, exchange);
        return { verdict: 'confirmed', answer: { ...answer } };
      } catch (thrown) {
        if (thrown instanceof OutcomeError) return { verdict: 'not-applied' };
        throw thrown;
      }
    },
  };
}
