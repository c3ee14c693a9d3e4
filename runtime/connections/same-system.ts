/** Whether two connections lead to the same system: names differ, addresses do not lie. Pure. */
import type { JsonObject } from '#flows/json.ts';
import type { ConnectionRow } from '../store/connection-definitions.ts';

type Called = Pick<ConnectionRow, 'environment' | 'name' | 'settings' | 'hosts'>;

/** For one check: connections are read when first asked for, and each pair is looked at once. */
export function createSameSystem(read: () => readonly Called[]): (connection: string, other: string) => boolean {
  let rows: readonly Called[] | undefined;
  const known = new Map<string, boolean>();
  return (connection, other) => {
    const pair = JSON.stringify([connection, other]);
    const before = known.get(pair);
    if (before !== undefined) return before;
    rows ??= read();
    const is = isSameSystem(rows, connection, other);
    known.set(pair, is);
    return is;
  };
}

/**
 * Where both names are known in an environment, one leads to the address of the other or below it; so it is in every such environment,
 * since a first one may have one stand-in for several systems.
 */
export function isSameSystem(rows: readonly Called[], connection: string, other: string): boolean {
  if (connection === other) return true;
  const environments = [...new Set(rows.map(({ environment }) => environment))];
  const compared = environments.flatMap((environment) => {
    const addressesOf = (name: string) => rows.filter((row) => row.environment === environment && row.name === name).flatMap(addresses);
    const [mine, theirs] = [addressesOf(connection), addressesOf(other)];
    return mine.length === 0 || theirs.length === 0
      ? []
      : [mine.some((one) => theirs.some((two) => isWithin(one, two) || isWithin(two, one)))];
  });
  return compared.length > 0 && compared.every(Boolean);
}

/** Host and path of each address that is called; the root of a share. */
function addresses({ settings, hosts }: Called): readonly string[] {
  return Object.values(settings satisfies JsonObject).flatMap((value) => {
    if (typeof value !== 'string') return [];
    if (hosts.includes(value)) return [withoutEnd(value)];
    if (!/^https?:\/\//.test(value) || !URL.canParse(value)) return [];
    const { host, pathname } = new URL(value);
    return hosts.includes(host) ? [withoutEnd(host + pathname)] : [];
  });
}

function withoutEnd(address: string): string {
  return address.replace(/\/+$/, '');
}

function isWithin(address: string, above: string): boolean {
  return address === above || address.startsWith(`${above}/`);
}
