import type { JsonObject, JsonSchema } from '#flows/json.ts';
import { OUTCOME_PORTS } from '#flows/services/service.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { Exchange, StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import type { PreparedRequest } from '../request/prepare-request.ts';
import { isRead, OutcomeError, type ReadAnswer, requireDeclared, type Sending, sendRequest } from '../send-request.ts';
import { type OperationConfig, operationManifest } from './manifest.ts';
import { prepareOperation } from './prepare-operation.ts';

export const httpOperation: StepNode = {
  manifest: operationManifest,
  async execute(step: StepContext) {
    const config = step.config as OperationConfig;
    requireInput(step, config);
    const request = prepareOperation(config);
    const operation = `${request.method} ${request.path.split('?', 1)[0]}`;
    const shown: JsonObject = { ...request };
    const ports = portsByStatus(config);
    const sending = {
      maxAnswerBytes: config.maxAnswerBytes,
      outcomes: new Set(ports.keys()),
      ...(config.idempotency === 'receiver-honours-key' ? { keyHeader: config.idempotencyHeader } : {}),
    };
    const call = async (exchange: Exchange): Promise<JsonObject> => ({
      ...(await sendRequest(step.connection, request, sending, exchange)),
    });
    const writing = {
      repeatable: config.idempotency !== 'none',
      ...(config.method === 'DELETE' && config.idempotency === 'naturally-idempotent'
        ? { probe: (_kept: unknown, exchange: Exchange) => deleteAgain(step, request, sending, exchange) }
        : {}),
    };
    try {
      const output = isRead(request.method) ? await step.read(operation, shown, call) : await step.write(operation, shown, call, writing);
      return leave(step, config, 'out', output);
    } catch (error) {
      if (!(error instanceof OutcomeError)) throw error;
      return leave(step, config, ports.get(error.answer.status)!, toOutput(error.answer));
    }
  },
};

const GONE = [404, 410];

/** After a lost answer, deleting again is the question: what is not there any more is deleted, and not an order that never was. */
async function deleteAgain(
  { connection }: StepContext,
  request: PreparedRequest,
  sending: Sending,
  exchange: Exchange,
): Promise<{ readonly verdict: 'confirmed'; readonly answer: JsonObject }> {
  const outcomes = new Set([...(sending.outcomes ?? []), ...GONE]);
  try {
    return { verdict: 'confirmed', answer: { ...(await sendRequest(connection, request, { ...sending, outcomes }, exchange)) } };
  } catch (error) {
    if (!(error instanceof OutcomeError) || !GONE.includes(error.answer.status)) throw error;
    return { verdict: 'confirmed', answer: { ...toOutput(error.answer), body: null } };
  }
}

/** What is wrong is said by us, with its place, before the service sees it. */
function requireInput({ lookup }: StepContext, { request, input, operation }: OperationConfig): void {
  const [first, ...others] = lookup.validate(request as JsonSchema, input as JsonObject);
  if (first === undefined) return;
  throw new InvalidError(`The input is not what ${operation ?? 'the operation'} takes: ${first.path || '/'} ${first.message}`, {
    code: 'input-unfit',
    help: 'Look at what the expressions of this step gave, then correct the flow or edit the step.',
    details: [first, ...others].slice(0, 10).map(({ path, message }) => ({ path, message })),
  });
}

function leave({ lookup }: StepContext, config: OperationConfig, port: string, output: JsonObject): StepOutcome {
  // A write that was withheld has no answer to judge.
  if (config.checked !== false && output['withheld'] !== true)
    requireDeclared(lookup.validate, schemaOf(config, port), output['body'] ?? null, 'Import a newer description');
  return { kind: 'done', port, output };
}

/** With the definitions that it refers to. */
function schemaOf({ answers }: OperationConfig, port: string): JsonSchema | undefined {
  const { properties, $defs } = answers as { readonly properties?: { readonly [name: string]: JsonSchema }; readonly $defs?: JsonObject };
  const schema = properties?.[port];
  if (schema === undefined) return undefined;
  let byPort = schemas.get(answers);
  if (byPort === undefined) schemas.set(answers, (byPort = new Map()));
  let whole = byPort.get(port);
  if (whole === undefined) byPort.set(port, (whole = $defs === undefined ? schema : { ...schema, $defs }));
  return whole;
}

/** The same object for the same schema: it is compiled once. */
const schemas = new WeakMap<object, Map<string, JsonSchema>>();

function portsByStatus({ answers }: OperationConfig): ReadonlyMap<number, string> {
  const described = (answers as { readonly properties?: JsonObject }).properties ?? {};
  return new Map(
    Object.entries(OUTCOME_PORTS).flatMap(([status, port]) => (Object.hasOwn(described, port) ? [[Number(status), port] as const] : [])),
  );
}

function toOutput({ status, headers, body }: ReadAnswer): JsonObject {
  return { status, headers: { ...headers }, body };
}
