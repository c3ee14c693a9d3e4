/** Expressions tried out and judged as somebody types them: with the limits of a run, and as a node of a flow would see them. */
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { TimeoutError, toStepError } from '#nodes/errors.ts';
import { findTable, type ReferenceData } from '../../engine/reference-data.ts';
import type { ExpressionEngine } from '../../expressions/evaluator.ts';
import type { FlowLanguage } from '../../versions/flow-language.ts';
import { ApiError, refusals } from '../api-error.ts';
import { BIG_BODY_BYTES } from '../json-body.ts';
import type { ApiRequest, Route } from '../route.ts';
import { anyJson, closed, text } from '../schemas.ts';

const EVALUATE_MS = 5_000;

export interface ExpressionRouteParts {
  readonly expressions: ExpressionEngine;
  readonly reference: ReferenceData;
  readonly language: Pick<FlowLanguage, 'checkExpression'>;
  readonly findDocument: (flow: string) => FlowDocument | undefined;
}

interface Place {
  readonly flow?: string;
  readonly node?: string;
}

export function expressionRoutes({ expressions, reference, language, findDocument }: ExpressionRouteParts): readonly Route[] {
  /** Undefined when no flow is named. */
  function requirePlace(
    { require }: ApiRequest,
    { flow, node }: Place,
  ): { readonly document: FlowDocument; readonly nodeId?: string } | undefined {
    if (flow === undefined) {
      if (node === undefined) return undefined;
      throw refusals.invalidBody('the body lacks "flow": a node is one of a flow.');
    }
    const document = findDocument(flow);
    if (document === undefined) throw refusals.notFound('flow', flow);
    require('flows.read', { folder: document.owner });
    if (node === undefined) return { document };
    if (!Object.hasOwn(document.nodes, node)) throw refusals.notFound(`node of ${flow}`, node);
    return { document, nodeId: node };
  }

  return [
    {
      method: 'POST',
      path: '/api/expressions/evaluate',
      summary: 'The value of an expression over an input of your own; says whether it was computed at once or contained.',
      right: 'expressions.evaluate',
      mostBytes: BIG_BODY_BYTES,
      body: closed({ expression: text(20_000), input: anyJson, flow: text(128), node: text(64), environment: text(64) }, ['expression']),
      answer: 'ExpressionValue',
      async handle(request) {
        const { expression, input, environment, ...place } = request.body as Place & {
          expression: string;
          input?: Json;
          environment?: string;
        };
        const at = requirePlace(request, place);
        // Variables and value maps of an environment are seen by who may read there.
        if (environment !== undefined) request.require('flows.read', { environment });
        const roots = (typeof input === 'object' && input !== null && !Array.isArray(input) ? input : {}) as JsonObject;
        const revision = environment === undefined ? 0 : reference.revision(environment);
        const variables = environment === undefined ? {} : reference.variables(environment, revision);
        const late = new AbortController();
        const timer = setTimeout(() => late.abort(tooLate()), EVALUATE_MS);
        try {
          const { value, path } = await expressions.evaluate(
            expression,
            {
              trigger: roots['trigger'] ?? { body: input ?? null },
              steps: (roots['steps'] as JsonObject | undefined) ?? {},
              vars: (roots['vars'] as JsonObject | undefined) ?? variables,
              run: roots['run'] ?? null,
              flow: roots['flow'] ?? (at === undefined ? null : describeFlow(at.document)),
              ...(roots['item'] === undefined ? {} : { item: roots['item'] }),
              ...(typeof roots['index'] === 'number' ? { index: roots['index'] } : {}),
              ...(roots['compensated'] === undefined ? {} : { compensated: roots['compensated'] }),
            },
            {
              flow: '(tried out)',
              version: 0,
              startedAt: new Date().toISOString(),
              randomSeed: 'tried out',
              table: (kind, name) => (environment === undefined ? undefined : findTable(reference, environment, revision, kind, name)),
              signal: late.signal,
            },
          );
          return { body: { value: value ?? null, path } };
        } catch (thrown) {
          const error = toStepError(thrown);
          if (error.class === 'internal') throw thrown;
          const position = (error.options.details?.[0] as JsonObject | undefined)?.['position'];
          throw new ApiError(422, error.options.code, error.message, error.options.help, position === undefined ? {} : { position });
        } finally {
          clearTimeout(timer);
        }
      },
    },
    {
      method: 'POST',
      path: '/api/expressions/check',
      summary:
        'Problems of an expression, at a node of a flow if both are given, and whether it will be computed in process or contained, and then why.',
      right: 'flows.read',
      body: closed({ expression: text(20_000), flow: text(128), node: text(64) }, ['expression']),
      answer: 'ExpressionCheck',
      handle(request) {
        const { expression, ...place } = request.body as Place & { expression: string };
        const at = requirePlace(request, place);
        const { document, nodeId } = at ?? {};
        return {
          body: language.checkExpression(expression, document === undefined || nodeId === undefined ? undefined : { document, nodeId }),
        };
      },
    },
  ];
}

/** Also of an expression that waits for its turn: who asks looks at the page meanwhile. */
function tooLate(): TimeoutError {
  return new TimeoutError(`The expression had no value within ${EVALUATE_MS / 1000} seconds.`, {
    code: 'expression-timeout',
    help: 'Make it simpler or give it less to read; or try again when the machine has less to do.',
  });
}

function describeFlow({ id, name, contract }: FlowDocument): JsonObject {
  return { id, name, major: contract.major };
}
