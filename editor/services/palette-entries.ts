/** Operations of services beside the node types in palette and search: a type that says which operation it begins with. Pure. */
import type { NodeManifest } from '#flows/node-manifest.ts';

export interface PaletteEntry extends NodeManifest {
  /** Heading that it stands under; left out: its category's. */
  readonly group?: string;
  /** What to take instead. */
  readonly advice?: string;
  /** How it stands with a waiver of the advice; left out: none is asked for. */
  readonly waiver?: string;
}

export interface EntryOrigin {
  readonly type: string;
  readonly service: string;
  readonly operation: string;
}

/** Node types have no `#` in their names, services neither `#` nor `/`. */
export function entryType(type: string, service: string, operation: string): string {
  return `${type}#${service}/${operation}`;
}

/** Undefined for a plain node type. */
export function originOf(entry: string): EntryOrigin | undefined {
  const hash = entry.indexOf('#');
  if (hash === -1) return undefined;
  const slash = entry.indexOf('/', hash);
  return { type: entry.slice(0, hash), service: entry.slice(hash + 1, slash), operation: entry.slice(slash + 1) };
}
