/** Sealed secrets of an owner (a connection, a consumer): rows of ciphertext, replaced together with what they belong to. */

import type { AuditDraft } from './audit-definitions.ts';
import type { SealedSecret } from './connection-definitions.ts';
import { type DefinitionChanges, DONE, type RunStatement } from './definition-change.ts';

export interface SecretRows {
  list(owner: string): readonly SealedSecret[];
  /** Every secret of every owner: for a new master key. */
  listAll(): readonly SealedSecret[];
  /** The same secrets under another master key, in one commit. */
  replaceAll(secrets: readonly SealedSecret[], audit: AuditDraft): Promise<void>;
  /** These and no others. */
  replace(run: RunStatement, owner: string, secrets: readonly SealedSecret[]): void;
}

interface StoredSecret {
  readonly owner: string;
  readonly field: string;
  readonly key_id: string;
  readonly envelope: string;
  readonly hosts: string;
}

export function createSecretRows({ database, change, prepare }: DefinitionChanges): SecretRows {
  const ofOwner = database.prepare<[string], StoredSecret>('SELECT * FROM sealed_secret WHERE owner = ? ORDER BY field');
  const all = database.prepare<[], StoredSecret>('SELECT * FROM sealed_secret ORDER BY owner, field');
  const deleteAll = prepare('DELETE FROM sealed_secret WHERE owner = ?');
  const insert = prepare('INSERT INTO sealed_secret (owner, field, key_id, envelope, hosts) VALUES (?, ?, ?, ?, ?)');
  const rewrap = prepare('UPDATE sealed_secret SET key_id = ?, envelope = ? WHERE owner = ? AND field = ?');
  return {
    list: (owner) => ofOwner.all(owner).map(toSealedSecret),
    listAll: () => all.all().map(toSealedSecret),
    async replaceAll(secrets, audit) {
      await change(audit, (run) => {
        for (const { keyId, envelope, owner, field } of secrets) run(rewrap, keyId, envelope, owner, field);
        return DONE;
      });
    },
    replace(run, owner, secrets) {
      run(deleteAll, owner);
      for (const { owner: secretOwner, field, keyId, envelope, hosts } of secrets) {
        if (secretOwner !== owner) throw new Error(`The secret "${field}" was sealed for ${secretOwner}, not for ${owner}.`);
        run(insert, owner, field, keyId, envelope, JSON.stringify(hosts));
      }
    },
  };
}

function toSealedSecret(row: StoredSecret): SealedSecret {
  return {
    owner: row.owner,
    field: row.field,
    keyId: row.key_id,
    envelope: row.envelope,
    hosts: JSON.parse(row.hosts) as readonly string[],
  };
}
