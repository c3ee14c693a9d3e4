/** Stored senders as the check of a message needs them: secrets opened, what a rotation leaves valid for a while included. */
import type { SecretStore } from '../secrets/secret-store.ts';
import type { ConnectionDefinitions } from '../store/connection-definitions.ts';
import type { ConsumerDefinitions, ConsumerRow } from '../store/consumer-definitions.ts';
import type { HookConsumer } from './authenticate-hook.ts';
import type { IssuerKey, JwtSettings } from './verify-jwt.ts';

/** Of a `jwt` sender, as stored. */
export type JwtSenderSettings = JwtSettings & { readonly keys?: readonly IssuerKey[]; readonly keysUrl?: string };

export const secretsOwner = (consumerId: string) => `consumer/${consumerId}`;
export const SIGNING = 'signing';
export const SIGNING_BEFORE = 'signing-previous';

export interface HookConsumerParts {
  readonly definitions: Pick<ConsumerDefinitions, 'listConsumers'> & Pick<ConnectionDefinitions, 'listSecrets'>;
  readonly vault: Pick<SecretStore, 'unseal'>;
  readonly now: () => number;
}

export function createHookConsumers({ definitions, vault, now }: HookConsumerParts) {
  function signingSecrets(consumerId: string, isPreviousValid: boolean): readonly string[] {
    const secrets = definitions.listSecrets(secretsOwner(consumerId));
    // The newest first: most messages are signed with it.
    return [SIGNING, SIGNING_BEFORE].flatMap((field) => {
      const sealed = secrets.find((secret) => secret.field === field);
      return sealed === undefined || (field === SIGNING_BEFORE && !isPreviousValid) ? [] : [vault.unseal(sealed)];
    });
  }

  function toHookConsumer(row: ConsumerRow): HookConsumer {
    const { consumerId, name, kind, secretSha256, previousSha256, previousUntil, settings } = row;
    const isPreviousValid = previousUntil !== undefined && Date.parse(previousUntil) > now();
    const base = { consumerId, name, kind };
    if (kind === 'signed') return { ...base, signingSecrets: signingSecrets(consumerId, isPreviousValid) };
    if (kind === 'certificate') return { ...base, certificateSha256: String(settings?.['sha256']) };
    if (kind === 'jwt') return { ...base, jwt: toJwt(settings as unknown as JwtSenderSettings) };
    const shown = [secretSha256, isPreviousValid ? previousSha256 : undefined].filter((digest) => digest !== undefined);
    return { ...base, secretSha256: shown };
  }

  return (environment: string, flow: string): readonly HookConsumer[] => definitions.listConsumers(environment, flow).map(toHookConsumer);
}

function toJwt({ keys, keysUrl, ...settings }: JwtSenderSettings): NonNullable<HookConsumer['jwt']> {
  return keysUrl === undefined ? { ...settings, keys: keys ?? [] } : { ...settings, keysUrl };
}
