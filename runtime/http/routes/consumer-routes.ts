/** Who may send to our webhooks: each credential is shown once, has an owner and, if wanted, a quota. */
import { randomBytes } from 'node:crypto';
import { sha256 } from '../../hooks/authenticate-hook.ts';
import type { Quotas } from '../../hooks/quotas.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';
import type { ConsumerDefinitions, ConsumerRow } from '../../store/definitions.ts';
import type { LiveFlow } from '../../versions/deployed-flow-registry.ts';
import { toDeploymentView } from '../../versions/flow-service.ts';
import { ApiError, refusals } from '../api-error.ts';
import type { ApiRequest, Route } from '../route.ts';
import { closed, text } from '../schemas.ts';

export interface ConsumerRouteParts {
  readonly definitions: ConsumerDefinitions;
  readonly vault: SecretStore;
  readonly quotas: Quotas;
  readonly isEnvironment: (name: string) => boolean;
  readonly folderOf: (flow: string) => string | undefined;
  readonly live: () => readonly LiveFlow[];
}

export function consumerRoutes({ definitions, vault, quotas, isEnvironment, folderOf, live }: ConsumerRouteParts): readonly Route[] {
  const list = '/api/environments/{environment}/consumers';

  function environmentOf({ params, requireSomewhere }: ApiRequest): string {
    const environment = params['environment']!;
    if (!isEnvironment(environment)) throw refusals.notFound('environment', environment);
    requireSomewhere('consumers.write', environment);
    return environment;
  }

  const scopeOf = (environment: string, flow: string) => ({ environment, folder: folderOf(flow) ?? '' });

  function consumerOf({ params, require }: ApiRequest, environment: string): ConsumerRow {
    const consumer = definitions.findConsumer(params['id']!);
    if (consumer === undefined || consumer.environment !== environment) throw refusals.notFound('consumer', params['id']!);
    require('consumers.write', scopeOf(environment, consumer.flowId));
    return consumer;
  }

  return [
    {
      method: 'GET',
      path: list,
      summary: 'Registered senders; never their credentials.',
      right: 'consumers.write',
      answer: 'Page<Consumer>',
      handle(request) {
        const environment = environmentOf(request);
        const items = definitions
          .listConsumers(environment)
          .filter(({ flowId }) => request.may('consumers.write', scopeOf(environment, flowId)));
        return { body: { items: items.map(toView) } };
      },
    },
    {
      method: 'POST',
      path: list,
      summary: "Registers a sender of a deployed flow's webhook; the credential and its address are shown once.",
      right: 'consumers.write',
      body: closed(
        { flow: text(128), name: text(100), owner: text(100), quotaPerMinute: { type: 'integer', minimum: 1, maximum: 1_000_000 } },
        ['flow', 'name', 'owner'],
      ),
      answer: '{ consumer: Consumer, credential: string, address: string }',
      async handle(request) {
        const environment = environmentOf(request);
        const { flow, name, owner, quotaPerMinute } = request.body as {
          flow: string;
          name: string;
          owner: string;
          quotaPerMinute?: number;
        };
        request.require('consumers.write', scopeOf(environment, flow));
        const deployed = live().find(({ deployment }) => deployment.environment === environment && deployment.flowId === flow);
        if (deployed?.trigger.kind !== 'http')
          throw new ApiError(
            409,
            'no-webhook',
            `"${flow}" has no webhook that is live in ${environment}.`,
            'Deploy a flow with a webhook trigger first.',
          );
        const { authentication } = deployed.trigger.route(deployed.triggerNode.config);
        if (authentication === 'public')
          throw new ApiError(409, 'webhook-public', 'This webhook is public: nobody needs to be registered.');
        const consumerId = `con_${randomBytes(9).toString('base64url')}`;
        const credential = makeCredential(authentication);
        const consumer: ConsumerRow = {
          consumerId,
          environment,
          flowId: flow,
          name,
          owner,
          kind: authentication,
          createdAt: new Date().toISOString(),
          ...(authentication === 'signed' ? {} : { secretSha256: sha256(credential) }),
          ...(quotaPerMinute === undefined ? {} : { quotaPerMinute }),
        };
        const sealed = authentication === 'signed' ? [vault.seal(`consumer/${consumerId}`, 'signing', credential, [])] : [];
        await definitions.putConsumer(consumer, sealed, {
          by: request.caller.name,
          action: 'consumer-added',
          object: `consumer ${environment}/${flow}/${name}`,
        });
        if (quotaPerMinute !== undefined) quotas.set(consumerId, quotaPerMinute);
        const { hook } = toDeploymentView(deployed);
        const address = authentication === 'secret-path' ? `${hook}/${credential}` : hook;
        return { status: 201, body: { consumer: toView(consumer), credential, address } };
      },
    },
    {
      method: 'DELETE',
      path: `${list}/{id}`,
      summary: 'Removes a sender; its credential ends at once.',
      right: 'consumers.write',
      async handle(request) {
        const environment = environmentOf(request);
        const consumer = consumerOf(request, environment);
        await definitions.deleteConsumer(consumer.consumerId, {
          by: request.caller.name,
          action: 'consumer-removed',
          object: `consumer ${environment}/${consumer.flowId}/${consumer.name}`,
        });
        return {};
      },
    },
  ];
}

function toView({ secretSha256: _secret, ...consumer }: ConsumerRow) {
  return consumer;
}

/** 128 bits and more; a signing secret in the form of Standard Webhooks. */
function makeCredential(kind: ConsumerRow['kind']): string {
  if (kind === 'signed') return `whsec_${randomBytes(24).toString('base64')}`;
  if (kind === 'basic') return `consumer:${randomBytes(18).toString('base64url')}`;
  return randomBytes(18).toString('base64url');
}
