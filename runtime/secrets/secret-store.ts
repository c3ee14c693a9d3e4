/**
 * Secrets of connections and consumers: written by people, read by nobody but the engine at the moment of a call. The rows belong to the
 * definition stores; here is what is in them. Every value that was sealed or opened is known to the redactor from then on.
 */
import { DeniedError } from '#nodes/errors.ts';
import type { SealedSecret } from '../store/connection-definitions.ts';
import { openEnvelope, rewrapEnvelope, sealEnvelope } from './envelope.ts';
import type { MasterKeys } from './master-key.ts';
import type { Redactor } from './redact.ts';

export interface SecretStore {
  /** For storing; bound to its owner and field, and meant for these hosts only (S15). */
  seal(owner: string, field: string, value: string, hosts: readonly string[]): SealedSecret;
  /** In memory, for one call. Throws MasterKeyError (key missing) or DeniedError `secret-unreadable`. */
  unseal(secret: SealedSecret): string;
  /** The same secret under the current master key; the given one when it is already. */
  rewrap(secret: SealedSecret): SealedSecret;
}

export function createSecretStore(keys: MasterKeys, redactor: Redactor): SecretStore {
  const opened = new Map<string, { readonly envelope: string; readonly value: string }>();
  return {
    seal(owner, field, value, hosts) {
      redactor.add(value);
      return { owner, field, keyId: keys.current.keyId, envelope: sealEnvelope(value, [owner, field], keys.current), hosts };
    },
    unseal({ owner, field, keyId, envelope }) {
      const place = JSON.stringify([owner, field]);
      const known = opened.get(place);
      if (known?.envelope === envelope) return known.value;
      const key = keys.get(keyId);
      const value = openOrExplain(() => openEnvelope(envelope, [owner, field], key), owner, field);
      opened.set(place, { envelope, value });
      redactor.add(value);
      return value;
    },
    rewrap(secret) {
      const { current } = keys;
      if (secret.keyId === current.keyId) return secret;
      const envelope = rewrapEnvelope(secret.envelope, [secret.owner, secret.field], keys.get(secret.keyId), current);
      return { ...secret, keyId: current.keyId, envelope };
    },
  };
}

function openOrExplain(open: () => string, owner: string, field: string): string {
  try {
    return open();
  } catch (cause) {
    throw new DeniedError(`The secret "${field}" of ${owner} cannot be opened: it is damaged or was made for something else.`, {
      code: 'secret-unreadable',
      help: 'Give the secret again under Connections.',
      cause,
    });
  }
}
