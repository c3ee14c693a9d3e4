/**
 * Which deployed flow listens where. Paths are data looked up in a map, never patterns given to a router; a parameter is a
 * whole segment `{name}`. Replacing the table is one assignment, so a deployment never has a moment without its route (INT-4).
 */
import type { JsonObject, JsonSchema } from '#flows/json.ts';
import type { HttpTrigger } from '#nodes/node.ts';

export interface HookRoute {
  readonly environment: string;
  readonly flow: string;
  readonly major: number;
  readonly trigger: HttpTrigger;
  readonly config: JsonObject;
  /** Set on majors below the newest: answered as `Sunset` (flow-format.md "Upgrades"). */
  readonly superseded: boolean;
  /** What the body must look like, with what its `$ref` may name. */
  readonly body?: { readonly schema: JsonSchema; readonly schemas: { readonly [ref: string]: JsonSchema } };
}

export interface HookMatch {
  readonly route: HookRoute;
  readonly params: { readonly [name: string]: string };
  /** Last segment after the route's own path, for `secret-path`. */
  readonly pathSecret?: string;
}

export type HookLookup = HookMatch | { readonly refused: 404 } | { readonly refused: 405; readonly allow: readonly string[] };

export interface HookTable {
  find(method: string, path: string): HookLookup;
  readonly routes: readonly HookRoute[];
}

interface Entry {
  readonly route: HookRoute;
  readonly methods: readonly string[];
  readonly segments: readonly string[];
  readonly hasSecret: boolean;
}

export function createHookTable(routes: readonly HookRoute[]): HookTable {
  const byEnvironment = new Map<string, Entry[]>();
  for (const route of routes) {
    const { methods, path, authentication } = route.trigger.route(route.config);
    const entry: Entry = { route, methods, segments: split(path), hasSecret: authentication === 'secret-path' };
    const entries = byEnvironment.get(route.environment) ?? [];
    entries.push(entry);
    byEnvironment.set(route.environment, entries);
  }
  // The newest major first: an address without /v1/ means it.
  for (const entries of byEnvironment.values()) entries.sort((a, b) => b.route.major - a.route.major);

  return {
    routes,
    find(method, path) {
      const [hooks, environment, ...rest] = split(path);
      if (hooks !== 'hooks' || environment === undefined) return { refused: 404 };
      const major = /^v(\d+)$/.exec(rest[0] ?? '')?.[1];
      const candidates = byEnvironment.get(environment) ?? [];
      const allow = new Set<string>();
      for (const entry of candidates) {
        const match =
          (major !== undefined && entry.route.major === Number(major) ? matchSegments(entry, rest.slice(1)) : undefined) ??
          matchSegments(entry, rest);
        if (match === undefined) continue;
        if (entry.methods.includes(method)) return match;
        for (const allowed of entry.methods) allow.add(allowed);
      }
      return allow.size === 0 ? { refused: 404 } : { refused: 405, allow: [...allow] };
    },
  };
}

function matchSegments({ route, segments, hasSecret }: Entry, given: readonly string[]): HookMatch | undefined {
  if (given.length !== segments.length + (hasSecret ? 1 : 0)) return undefined;
  const params: Record<string, string> = Object.create(null);
  for (const [index, segment] of segments.entries()) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name !== undefined) params[name] = given[index]!;
    else if (segment !== given[index]) return undefined;
  }
  const pathSecret = hasSecret ? given.at(-1) : undefined;
  return { route, params, ...(pathSecret === undefined ? {} : { pathSecret }) };
}

function split(path: string): string[] {
  return path.split('/').flatMap((segment) => (segment === '' ? [] : [decode(segment)]));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
