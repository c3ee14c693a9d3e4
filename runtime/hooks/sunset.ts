/** What senders to an older contract are told (flow-format.md "Upgrades"): since when there is a newer one, and until when this one stays. */
import type { HookRoute } from './hook-table.ts';

/** Half a year after the newer contract went live. Nothing is switched off by itself: a person takes the old deployment out. */
const STAYS_MS = 182 * 86_400_000;

/** RFC 9745 `Deprecation`, RFC 8594 `Sunset`. */
export function sunsetHeaders({ supersededAt }: Pick<HookRoute, 'supersededAt'>): { readonly [name: string]: string } {
  if (supersededAt === undefined) return {};
  const at = Date.parse(supersededAt);
  return { Deprecation: `@${Math.floor(at / 1_000)}`, Sunset: new Date(at + STAYS_MS).toUTCString() };
}
