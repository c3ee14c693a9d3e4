/** Which secrets a connection keeps when it changes: those that were given for the hosts that it has now, and no others (S15). */
import type { ConnectionManifest } from '#flows/connection-manifest.ts';
import { ApiError } from '../http/api-error.ts';
import type { SandboxSystem } from '../sandbox/sandbox-systems.ts';
import type { ConnectionDefinitions, ConnectionRow, SealedSecret } from '../store/connection-definitions.ts';

export interface SecretParts {
  readonly definitions: Pick<ConnectionDefinitions, 'listSecrets'>;
  seal(owner: string, field: string, value: string, hosts: readonly string[]): SealedSecret;
}

/**
 * The sandbox's secrets that a connection to it has not: nobody types them. Hosts and type are those of `system`, so they reach nobody
 * else; those that were given for other hosts are replaced.
 */
export function missingSecrets(
  system: SandboxSystem | undefined,
  kept: readonly SealedSecret[],
  before: ConnectionRow | undefined,
): { readonly [field: string]: string } {
  if (system === undefined) return {};
  const isKept = (field: string) =>
    before !== undefined && sameHosts(before.hosts, system.hosts) && kept.some((one) => one.field === field);
  return Object.fromEntries(Object.entries(system.secrets).filter(([field]) => !isKept(field)));
}

/**
 * Which secrets are stored with the row. Secrets stay bound to the hosts that they were given for: when the hosts change,
 * every kept secret must be given again, else whoever may edit an address could send a password to it (S15).
 */
export function collectSecrets(
  manifest: ConnectionManifest,
  owner: string,
  given: { readonly [field: string]: string },
  hosts: readonly string[],
  before: ConnectionRow | undefined,
  parts: SecretParts,
): readonly SealedSecret[] {
  const fields = new Set(manifest.secrets.map(({ name }) => name));
  const unknown = Object.keys(given).find((field) => !fields.has(field));
  if (unknown !== undefined)
    throw new ApiError(
      400,
      'unknown-secret',
      `This connection type has no secret "${unknown}".`,
      `Known: ${[...fields].join(', ') || 'none'}.`,
    );
  const kept = parts.definitions.listSecrets(owner).filter(({ field }) => given[field] === undefined);
  if (kept.length > 0 && before !== undefined && !sameHosts(before.hosts, hosts)) {
    throw new ApiError(
      409,
      'secrets-bound-to-hosts',
      `The address changes from ${before.hosts.join(', ')} to ${hosts.join(', ')}; the secrets ${kept.map(({ field }) => `"${field}"`).join(', ')} were given for the old one.`,
      'Give the secrets again together with the new address.',
    );
  }
  const sealed = Object.entries(given).flatMap(([field, value]) => (value === '' ? [] : [parts.seal(owner, field, value, hosts)]));
  return [...kept, ...sealed];
}

export function sameHosts(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((host) => right.includes(host));
}
