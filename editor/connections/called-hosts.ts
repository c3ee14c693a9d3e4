/** What the secrets of a connection are bound to, as the server sees it: the host of each address that is called, and the root of files. */
import type { ConnectionManifest } from '#flows/connection-manifest.ts';
import type { JsonObject } from '#flows/json.ts';
import { asObject } from '../forms/form-model.ts';

export function calledHosts(settings: JsonObject, { settings: schema }: Pick<ConnectionManifest, 'settings'>): readonly string[] {
  const fields = asObject(schema['properties']);
  const hosts = Object.entries(settings).flatMap(([name, value]) =>
    typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value) && asObject(fields[name])['x-called'] !== false
      ? [new URL(value).host]
      : [],
  );
  const root = settings['root'];
  return [...new Set(typeof root === 'string' ? [...hosts, root] : hosts)];
}

export function areSameHosts(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((host) => right.includes(host));
}
