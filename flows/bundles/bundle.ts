/**
 * A bundle: chosen flows in chosen versions with what they need, as one JSON document that another Millrace can take in. It holds no secret,
 * no payload, no person and no time, so the same versions give the same bytes.
 */
import { canonicalText } from '../canonical.ts';
import type { FlowDocument } from '../flow.ts';
import type { FlowTest } from '../flow-test.ts';
import type { Json, JsonSchema } from '../json.ts';
import { sortedJson } from '../sorted-json.ts';

/** Rises with what an older Millrace could not read. */
export const BUNDLE_FORMAT = 1;

/** What one file may hold: what an import is sent must fit into a request (API-28). */
export const BUNDLE_LIMITS = {
  flows: 200,
  /** Of one flow. */
  tests: 500,
  services: 50,
  bytes: 10_000_000,
  /** Members and items of the whole document. */
  values: 95_000,
} as const;

export interface BundleContent {
  readonly bundle: typeof BUNDLE_FORMAT;
  /** Version of the Millrace that wrote it. */
  readonly madeWith: string;
  /** Called flows before those that call them; else by id, then major. */
  readonly flows: readonly BundledFlow[];
  /** The canonical schemas that the flows name, as they are frozen with them. */
  readonly schemas: { readonly [ref: string]: JsonSchema };
  /** Descriptions of the services that steps were drawn with; the flows run without them. */
  readonly services: readonly BundledService[];
  readonly needs: BundleNeeds;
}

export interface Bundle extends BundleContent {
  /** SHA-256 of everything else, 64 hex digits: the file came as it was written. It does not say by whom. */
  readonly digest: string;
}

export interface BundledFlow {
  readonly flowId: string;
  /** Number in the Millrace that it comes from; the importing one counts by itself. */
  readonly version: number;
  readonly note: string;
  /** What was approved there: the same document published elsewhere over the same schemas has the same one. */
  readonly meaningHash: string;
  readonly document: FlowDocument;
  readonly tests: readonly { readonly name: string; readonly test: FlowTest }[];
}

export interface BundledService {
  readonly name: string;
  /** As the service says it of itself. */
  readonly version: string;
  /** The description as it was imported. */
  readonly source: string;
  /** Of an OData service: where it stands. */
  readonly path?: string;
}

/** What an environment must have before the flows can be live in it. Names only. */
export interface BundleNeeds {
  readonly connections: readonly ConnectionNeed[];
  readonly variables: readonly string[];
  readonly valueMaps: readonly string[];
  /** Kinds of master data that expressions look into. */
  readonly masterData: readonly ('plant' | 'unit')[];
  readonly nodeTypes: readonly { readonly type: string; readonly version: number }[];
  /** Called, and not in the bundle. */
  readonly flows: readonly { readonly flow: string; readonly major: number }[];
}
export interface ConnectionNeed {
  /** The name that the steps use. */
  readonly role: string;
  readonly type: string;
  /** Some flow that uses it says its plant, which may have a connection of its own. */
  readonly byPlant: boolean;
}

/** What the digest is taken of: spaces and the order of names do not count. */
export function digestedText({ digest: _digest, ...content }: BundleContent & { readonly digest?: string }): string {
  return sortedJson(content as unknown as Json);
}

/** The text of the file; ends with a newline. */
export function bundleText(bundle: Bundle): string {
  return `${JSON.stringify(bundle, undefined, 2)}\n`;
}

/** A document with its names in the one order that files have. */
export function inCanonicalOrder(document: FlowDocument): FlowDocument {
  return JSON.parse(canonicalText(document)) as FlowDocument;
}
