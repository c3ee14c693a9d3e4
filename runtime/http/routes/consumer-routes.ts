/** Who may send to our webhooks: each credential is shown once, has an owner and, if wanted, a quota; two are valid while one is replaced. */
import { randomBytes, X509Certificate } from 'node:crypto';
import type { ConsumerView } from '#flows/api/consumers.ts';
import type { Page } from '#flows/api/page.ts';
import type { JsonObject, JsonSchema } from '#flows/json.ts';
import { sha256 } from '../../hooks/authenticate-hook.ts';
import { type JwtSenderSettings, SIGNING, SIGNING_BEFORE, secretsOwner } from '../../hooks/hook-consumers.ts';
import type { Quotas } from '../../hooks/quotas.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';
import type { ConnectionDefinitions, SealedSecret } from '../../store/connection-definitions.ts';
import type { ConsumerDefinitions, ConsumerRow } from '../../store/consumer-definitions.ts';
import type { LiveFlow } from '../../versions/deployed-flow-registry.ts';
import { toDeploymentView } from '../../versions/deployment-view.ts';
import { ApiError, refusals } from '../api-error.ts';
import type { ApiRequest, Route } from '../route.ts';
import { closed, text } from '../schemas.ts';

export interface ConsumerRouteParts {
  readonly definitions: ConsumerDefinitions & Pick<ConnectionDefinitions, 'listSecrets'>;
  readonly vault: SecretStore;
  readonly quotas: Quotas;
  readonly isEnvironment: (name: string) => boolean;
  readonly folderOf: (flow: string) => string | undefined;
  readonly live: () => readonly LiveFlow[];
  readonly now: () => number;
}

const quotaPerMinute: JsonSchema = { type: ['integer', 'null'], minimum: 1, maximum: 1_000_000 };
const jwt = closed(
  {
    issuer: text(500),
    audience: text(500),
    subject: text(500),
    scope: text(200),
    keys: { type: 'array', minItems: 1, maxItems: 20, items: { type: 'object' } },
    keysUrl: { type: 'string', pattern: '^https?://', maxLength: 500 },
  },
  ['issuer', 'audience', 'subject'],
);

interface NewConsumer {
  readonly flow: string;
  readonly major?: number;
  readonly name: string;
  readonly owner: string;
  readonly quotaPerMinute?: number | null;
  readonly jwt?: JwtSenderSettings;
  readonly certificate?: string;
}
interface ChangedConsumer extends Partial<Pick<NewConsumer, 'name' | 'owner' | 'quotaPerMinute' | 'jwt' | 'certificate'>> {}

const KEPT_HOURS = 24;

export function consumerRoutes({ definitions, vault, quotas, isEnvironment, folderOf, live, now }: ConsumerRouteParts): readonly Route[] {
  const list = '/api/environments/{environment}/consumers';
  const one = `${list}/{consumerId}`;
  const scopeOf = (environment: string, flow: string) => ({ environment, folder: folderOf(flow) ?? '' });

  function environmentOf({ params, requireSomewhere }: ApiRequest): string {
    const environment = params['environment']!;
    if (!isEnvironment(environment)) throw refusals.notFound('environment', environment);
    requireSomewhere('consumers.write', environment);
    return environment;
  }

  function consumerOf(request: ApiRequest): ConsumerRow {
    const environment = environmentOf(request);
    const consumer = definitions.findConsumer(request.params['consumerId']!);
    if (consumer === undefined || consumer.environment !== environment) throw refusals.notFound('consumer', request.params['consumerId']!);
    request.require('consumers.write', scopeOf(environment, consumer.flowId));
    return consumer;
  }

  function webhookOf(environment: string, flow: string, major: number | undefined): LiveFlow {
    const found = live()
      .filter(({ deployment }) => deployment.environment === environment && deployment.flowId === flow)
      .filter(({ deployment }) => major === undefined || deployment.major === major)
      .sort((a, b) => b.deployment.major - a.deployment.major)[0];
    if (found?.trigger.kind === 'http') return found;
    throw new ApiError(
      409,
      'no-webhook',
      `"${flow}" has no webhook that is live in ${environment}.`,
      'Deploy a flow with a webhook trigger first.',
    );
  }

  function addressOf({ environment, flowId, kind }: ConsumerRow, credential: string | undefined): string {
    const { hook } = toDeploymentView(webhookOf(environment, flowId, undefined));
    return kind === 'secret-path' && credential !== undefined ? `${hook}/${credential}` : hook!;
  }

  function setQuota(consumerId: string, perMinute: number | null | undefined): void {
    if (perMinute === null || perMinute === undefined) quotas.remove(consumerId);
    else quotas.set(consumerId, perMinute);
  }

  const audit = (request: ApiRequest, action: string, { environment, flowId, name }: ConsumerRow) => ({
    by: request.caller.name,
    action,
    object: `consumer ${environment}/${flowId}/${name}`,
  });

  return [
    {
      method: 'GET',
      path: list,
      summary: 'Registered senders; never their credentials.',
      right: 'consumers.write',
      answer: 'Page<ConsumerView>',
      handle(request) {
        const environment = environmentOf(request);
        const rows = definitions
          .listConsumers(environment)
          .filter(({ flowId }) => request.may('consumers.write', scopeOf(environment, flowId)));
        return { body: { items: rows.map(toView) } satisfies Page<ConsumerView> };
      },
    },
    {
      method: 'POST',
      path: list,
      summary:
        "Registers a sender of a deployed flow's webhook; the credential and its address are shown once. Senders with tokens of their own issuer give `jwt` (with `keys` or `keysUrl`), those with a client certificate give it as PEM.",
      right: 'consumers.write',
      body: closed(
        {
          flow: text(128),
          major: { type: 'integer', minimum: 1 },
          name: text(100),
          owner: text(100),
          quotaPerMinute,
          jwt,
          certificate: text(20_000),
        },
        ['flow', 'name', 'owner'],
      ),
      answer: 'ConsumerCreated',
      status: 201,
      async handle(request) {
        const environment = environmentOf(request);
        const input = request.body as NewConsumer;
        request.require('consumers.write', scopeOf(environment, input.flow));
        const webhook = webhookOf(environment, input.flow, input.major);
        if (webhook.trigger.kind !== 'http') throw new Error('A webhook has an http trigger.');
        const { authentication: kind } = webhook.trigger.route(webhook.triggerNode.config);
        if (kind === 'public') throw new ApiError(409, 'webhook-public', 'This webhook is public: nobody needs to be registered.');
        const settings = settingsOf(kind, input);
        const consumerId = `con_${randomBytes(9).toString('base64url')}`;
        const credential = makeCredential(kind);
        const consumer: ConsumerRow = {
          consumerId,
          environment,
          flowId: input.flow,
          name: input.name,
          owner: input.owner,
          kind,
          createdAt: new Date(now()).toISOString(),
          ...(credential === undefined || kind === 'signed' ? {} : { secretSha256: sha256(credential) }),
          ...(settings === undefined ? {} : { settings }),
          ...(typeof input.quotaPerMinute === 'number' ? { quotaPerMinute: input.quotaPerMinute } : {}),
        };
        const sealed = kind === 'signed' ? [vault.seal(secretsOwner(consumerId), SIGNING, credential!, [])] : [];
        await definitions.putConsumer(consumer, sealed, audit(request, 'consumer-added', consumer));
        setQuota(consumerId, input.quotaPerMinute);
        return {
          body: {
            consumer: toView(consumer),
            address: addressOf(consumer, credential),
            ...(credential === undefined ? {} : { credential }),
          },
        };
      },
    },
    {
      method: 'GET',
      path: one,
      summary: 'One sender.',
      right: 'consumers.write',
      answer: 'ConsumerView',
      handle: (request) => ({ body: toView(consumerOf(request)) satisfies ConsumerView }),
    },
    {
      method: 'PUT',
      path: one,
      summary: 'Changes name, owner, quota (null removes it), issuer or certificate of a sender.',
      right: 'consumers.write',
      body: closed({ name: text(100), owner: text(100), quotaPerMinute, jwt, certificate: text(20_000) }, []),
      answer: 'ConsumerView',
      async handle(request) {
        const { quotaPerMinute: _before, ...before } = consumerOf(request);
        const { name, owner, quotaPerMinute: quota, ...identity } = request.body as ChangedConsumer;
        const changesIdentity = identity.jwt !== undefined || identity.certificate !== undefined;
        const kept = quota === undefined ? _before : (quota ?? undefined);
        const changed: ConsumerRow = {
          ...before,
          ...(name === undefined ? {} : { name }),
          ...(owner === undefined ? {} : { owner }),
          ...(changesIdentity ? { settings: settingsOf(before.kind, identity)! } : {}),
          ...(kept === undefined ? {} : { quotaPerMinute: kept }),
        };
        const secrets = definitions.listSecrets(secretsOwner(before.consumerId));
        await definitions.putConsumer(changed, secrets, audit(request, 'consumer-changed', changed));
        setQuota(changed.consumerId, kept);
        return { body: toView(changed) };
      },
    },
    {
      method: 'POST',
      path: `${one}/rotate`,
      summary: 'Makes a new credential, shown once; the one before stays valid for `keepHours` (24 when left out, 0 ends it at once).',
      right: 'consumers.write',
      body: closed({ keepHours: { type: 'integer', minimum: 0, maximum: 720 } }, []),
      answer: 'ConsumerCreated',
      async handle(request) {
        const before = consumerOf(request);
        const { keepHours = KEPT_HOURS } = request.body as { keepHours?: number };
        const credential = makeCredential(before.kind);
        if (credential === undefined)
          throw new ApiError(409, 'nothing-to-rotate', 'This sender shows nothing of ours.', 'Give a new issuer or certificate by PUT.');
        const previousUntil = new Date(now() + keepHours * 3_600_000).toISOString();
        const { consumerId, kind, secretSha256 } = before;
        const rotated: ConsumerRow = {
          ...before,
          previousUntil,
          ...(kind === 'signed' ? {} : { secretSha256: sha256(credential) }),
          ...(secretSha256 === undefined ? {} : { previousSha256: secretSha256 }),
        };
        await definitions.putConsumer(rotated, kind === 'signed' ? rotateSigning(consumerId, credential) : [], {
          ...audit(request, 'consumer-rotated', rotated),
          detail: { previousUntil },
        });
        return { body: { consumer: toView(rotated), credential, address: addressOf(rotated, credential) } };
      },
    },
    {
      method: 'DELETE',
      path: one,
      summary: 'Removes a sender; its credential ends at once.',
      right: 'consumers.write',
      async handle(request) {
        const consumer = consumerOf(request);
        await definitions.deleteConsumer(consumer.consumerId, audit(request, 'consumer-removed', consumer));
        quotas.remove(consumer.consumerId);
        return {};
      },
    },
  ];

  function rotateSigning(consumerId: string, credential: string): readonly SealedSecret[] {
    const owner = secretsOwner(consumerId);
    const current = definitions.listSecrets(owner).find(({ field }) => field === SIGNING);
    const before = current === undefined ? [] : [vault.seal(owner, SIGNING_BEFORE, vault.unseal(current), [])];
    return [vault.seal(owner, SIGNING, credential, []), ...before];
  }
}

function toView({ secretSha256: _secret, previousSha256: _previous, ...consumer }: ConsumerRow): ConsumerView {
  return consumer;
}

/** 128 bits and more; a signing secret in the form of Standard Webhooks. Undefined: the sender shows nothing of ours. */
function makeCredential(kind: ConsumerRow['kind']): string | undefined {
  if (kind === 'jwt' || kind === 'certificate') return undefined;
  if (kind === 'signed') return `whsec_${randomBytes(24).toString('base64')}`;
  if (kind === 'basic') return `consumer:${randomBytes(18).toString('base64url')}`;
  return randomBytes(18).toString('base64url');
}

/** Throws 400 when it is not what the webhook's kind of sender needs. */
function settingsOf(kind: ConsumerRow['kind'], input: Pick<NewConsumer, 'jwt' | 'certificate'>): JsonObject | undefined {
  const { jwt: given, certificate } = input;
  if ((given !== undefined) !== (kind === 'jwt'))
    throw refusals.invalidBody(
      kind === 'jwt' ? 'the body lacks "jwt": this webhook takes tokens' : `"jwt" does not fit a webhook that takes "${kind}"`,
    );
  if ((certificate !== undefined) !== (kind === 'certificate'))
    throw refusals.invalidBody(
      kind === 'certificate'
        ? 'the body lacks "certificate": this webhook takes client certificates'
        : `"certificate" does not fit a webhook that takes "${kind}"`,
    );
  if (given !== undefined) {
    if ((given.keys === undefined) === (given.keysUrl === undefined)) throw refusals.invalidBody('jwt needs either "keys" or "keysUrl"');
    return given as unknown as JsonObject;
  }
  return certificate === undefined ? undefined : readCertificate(certificate);
}

function readCertificate(pem: string): JsonObject {
  try {
    const { fingerprint256, subject, validTo } = new X509Certificate(pem);
    return { sha256: fingerprint256.replaceAll(':', '').toLowerCase(), subject, validTo: new Date(validTo).toISOString() };
  } catch {
    throw refusals.invalidBody('certificate is no certificate in PEM');
  }
}
