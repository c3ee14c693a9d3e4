/**
 * At every start: all stored secrets are opened once, so that the redactor knows them before anything is recorded, and what is sealed
 * with an older master key is put under the current one (S14). The older line of the key file may go after that.
 */
import type { Log } from '../log.ts';
import type { Store } from '../store/open-store.ts';
import type { MasterKeys } from './master-key.ts';
import type { SecretStore } from './secret-store.ts';

export async function takeOverSecrets(secrets: Store['secrets'], vault: SecretStore, keys: MasterKeys, log: Log): Promise<void> {
  const all = secrets.listAll();
  const readable = all.filter((secret) => {
    try {
      vault.unseal(secret);
      return true;
    } catch (error) {
      log.error('a stored secret cannot be opened', error, { owner: secret.owner, field: secret.field });
      return false;
    }
  });
  const outdated = readable.filter(({ keyId }) => keyId !== keys.current.keyId);
  if (outdated.length === 0) return;
  await secrets.replaceAll(outdated.map(vault.rewrap), {
    by: 'system',
    action: 'secrets-rewrapped',
    object: 'master key',
    detail: { secrets: outdated.length, keyId: keys.current.keyId },
  });
}
