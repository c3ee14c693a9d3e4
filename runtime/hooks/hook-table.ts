/**
 * Which deployed flow listens where. Paths are data looked up in a map, never patterns given to a router; a parameter is a
 * whole segment `{name}`. Replacing the table is one assignment, so a deployment never has a moment without its route (INT-4).
 */
import type { JsonObject, JsonSchema } from '#flows/json.ts';
import type { HttpTrigger } from '#nodes/trigger.ts';

export interface HookRoute {
  readonly environment: string;
  readonly flow: string;
  readonly major: number;
  readonly trigger: HttpTrigger;
  readonly config: JsonObject;
  /** Since when a newer major is live beside it: answered as `Deprecation` and `Sunset` (flow-format.md "Upgrades"). */
  readonly supersededAt?: string;
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
  readonly segments: readonly Segment[];
  readonly hasSecret: boolean;
}

type Segment = { readonly literal: string } | { readonly parameter: string };

/** The routes of one environment: those without parameters by their path, however many there are. */
interface Entries {
  readonly literal: Map<string, Entry[]>;
  readonly withParameters: Entry[];
}

export function createHookTable(routes: readonly HookRoute[]): HookTable {
  const byEnvironment = new Map<string, Entries>();
  // The newest major first: an address without /v1/ means it.
  for (const route of [...routes].sort((a, b) => b.major - a.major)) {
    const { methods, path, authentication } = route.trigger.route(route.config);
    const segments = split(path).map(readSegment);
    const entry: Entry = { route, methods, segments, hasSecret: authentication === 'secret-path' };
    let entries = byEnvironment.get(route.environment);
    if (entries === undefined) byEnvironment.set(route.environment, (entries = { literal: new Map(), withParameters: [] }));
    const literals = segments.flatMap((segment) => ('literal' in segment ? segment.literal : []));
    if (literals.length < segments.length) entries.withParameters.push(entry);
    else push(entries.literal, pathKey(literals, entry.hasSecret), entry);
  }

  /** Addresses without parameters and secrets, as they were found: senders come by the same one again and again. */
  const known = new Map<string, { readonly method: string; readonly match: HookMatch }>();

  return {
    routes,
    find(method, path) {
      const before = known.get(path);
      if (before?.method === method) return before.match;
      const [hooks, environment, ...rest] = split(path);
      const entries = environment === undefined ? undefined : byEnvironment.get(environment);
      if (hooks !== 'hooks' || entries === undefined) return { refused: 404 };
      const first = rest[0] ?? '';
      const major = /^v\d+$/.test(first) ? Number(first.slice(1)) : undefined;
      const allow = new Set<string>();
      for (const entry of candidatesFor(entries, major, rest)) {
        const match =
          (major !== undefined && entry.route.major === major ? matchSegments(entry, rest.slice(1)) : undefined) ??
          matchSegments(entry, rest);
        if (match === undefined) continue;
        if (entry.methods.includes(method)) {
          if (isFixed(entry) && known.size < MOST_KNOWN) known.set(path, { method, match });
          return match;
        }
        for (const allowed of entry.methods) allow.add(allowed);
      }
      return allow.size === 0 ? { refused: 404 } : { refused: 405, allow: [...allow] };
    },
  };
}

/** The same path can be written in many ways: what comes in must not fill the memory. */
const MOST_KNOWN = 10_000;

function isFixed({ segments, hasSecret }: Entry): boolean {
  return !hasSecret && segments.every((segment) => 'literal' in segment);
}

function candidatesFor({ literal, withParameters }: Entries, major: number | undefined, given: readonly string[]): readonly Entry[] {
  const found = [literal.get(pathKey(given, false)), literal.get(pathKey(given.slice(0, -1), true))];
  if (major !== undefined) {
    const behind = given.slice(1);
    found.push(literal.get(pathKey(behind, false)), literal.get(pathKey(behind.slice(0, -1), true)));
  }
  const all = [...found.flatMap((entries) => entries ?? []), ...withParameters];
  return all.length < 2 ? all : all.sort((a, b) => b.route.major - a.route.major);
}

/** Decoded segments may hold anything but the sign between them. */
function pathKey(segments: readonly string[], hasSecret: boolean): string {
  return `${hasSecret ? 'secret' : ''}\n${segments.join('\n')}`;
}

function matchSegments({ route, segments, hasSecret }: Entry, given: readonly string[]): HookMatch | undefined {
  if (given.length !== segments.length + (hasSecret ? 1 : 0)) return undefined;
  const params: Record<string, string> = Object.create(null);
  for (const [index, segment] of segments.entries()) {
    if ('parameter' in segment) params[segment.parameter] = given[index]!;
    else if (segment.literal !== given[index]) return undefined;
  }
  const pathSecret = hasSecret ? given.at(-1) : undefined;
  return { route, params, ...(pathSecret === undefined ? {} : { pathSecret }) };
}

function readSegment(segment: string): Segment {
  const parameter = /^\{(\w+)\}$/.exec(segment)?.[1];
  return parameter === undefined ? { literal: segment } : { parameter };
}

function push(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [entry]);
  else known.push(entry);
}

function split(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '');
  return path.includes('%') ? segments.map(decode) : segments;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
