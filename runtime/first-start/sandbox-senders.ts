/**
 * Lets the sandbox's systems reach our webhooks: registers them as consumers with the secrets they share with us, and tells the
 * sandbox where to send. Addresses follow the port at every start.
 */
import { randomBytes } from 'node:crypto';
import { sha256 } from '../hooks/authenticate-hook.ts';
import type { SandboxCredentials } from '../sandbox/credentials.ts';
import type { SandboxControl } from '../sandbox/sandbox-control.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { ConsumerDefinitions, ConsumerRow } from '../store/consumer-definitions.ts';
import type { LiveFlow } from '../versions/deployed-flow-registry.ts';
import { toDeploymentView } from '../versions/deployment-view.ts';
import { SANDBOX_ENVIRONMENT } from './sandbox-connections.ts';

export interface SandboxSenderParts {
  readonly definitions: ConsumerDefinitions;
  readonly vault: SecretStore;
  readonly control: SandboxControl;
  readonly credentials: SandboxCredentials;
  readonly url: string;
  readonly live: readonly LiveFlow[];
}

/** Trigger types that the sandbox sends to, and the topic it sends on. */
const TOPICS = {
  'salesforce/outbound-message': 'crm-outbound-message',
  'sap/receive-event': 'sap-event',
  'scheduler/receive-commitment': 'scheduler-callback',
} as const;

export async function registerSandboxSenders(parts: SandboxSenderParts): Promise<void> {
  const subscriptions: Record<string, { url: string; headers?: { [name: string]: string }; secret?: string }> = {};
  for (const flow of parts.live) {
    const topic = TOPICS[flow.triggerNode.type as keyof typeof TOPICS];
    if (topic === undefined || flow.deployment.environment !== SANDBOX_ENVIRONMENT) continue;
    const hook = `${parts.url}${toDeploymentView(flow).hook}`;
    if (topic === 'crm-outbound-message') {
      await register(parts, flow, 'secret-path', parts.credentials.crmHookSecret);
      subscriptions[topic] = { url: `${hook}/${parts.credentials.crmHookSecret}` };
    } else {
      await register(parts, flow, 'signed', parts.credentials.webhookSecret);
      subscriptions[topic] = { url: hook, secret: parts.credentials.webhookSecret };
    }
  }
  if (Object.keys(subscriptions).length > 0) await parts.control.call('PUT', '/subscriptions', subscriptions);
}

async function register(
  { definitions, vault }: SandboxSenderParts,
  { deployment }: LiveFlow,
  kind: 'secret-path' | 'signed',
  secret: string,
): Promise<void> {
  if (definitions.listConsumers(SANDBOX_ENVIRONMENT, deployment.flowId).some((consumer) => consumer.name === 'sandbox')) return;
  const consumerId = `con_${randomBytes(9).toString('base64url')}`;
  const consumer: ConsumerRow = {
    consumerId,
    environment: SANDBOX_ENVIRONMENT,
    flowId: deployment.flowId,
    name: 'sandbox',
    owner: 'system',
    kind,
    createdAt: new Date().toISOString(),
    ...(kind === 'secret-path' ? { secretSha256: sha256(secret) } : {}),
  };
  const sealed = kind === 'signed' ? [vault.seal(`consumer/${consumerId}`, 'signing', secret, [])] : [];
  await definitions.putConsumer(consumer, sealed, {
    by: 'system',
    action: 'consumer-added',
    object: `consumer ${deployment.flowId}/sandbox`,
  });
}
