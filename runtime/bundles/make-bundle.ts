/** Chosen versions of flows → a bundle: with the flows that they call, their tests, and the services that they were drawn with. */
import {
  BUNDLE_FORMAT,
  BUNDLE_LIMITS,
  type Bundle,
  type BundleContent,
  type BundledFlow,
  bundleText,
  inCanonicalOrder,
} from '#flows/bundles/bundle.ts';
import { callsOf, needsOfFlows, servicesOf } from '#flows/bundles/flow-needs.ts';
import type { JsonSchema } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { ApiError, refusals } from '../http/api-error.ts';
import { findExcess } from '../http/json-body.ts';
import type { FlowDefinitions, VersionRow } from '../store/flow-definitions.ts';
import type { FlowTestDefinitions } from '../store/flow-test-definitions.ts';
import type { ServiceDefinitions } from '../store/service-definitions.ts';
import { digestOf } from './read-bundle.ts';

export interface BundleParts {
  readonly definitions: Pick<FlowDefinitions, 'latestVersion' | 'findVersion'> &
    Pick<FlowTestDefinitions, 'listFlowTests'> &
    Pick<ServiceDefinitions, 'findService' | 'findServiceSource'>;
  readonly nodeTypes: (type: string) => NodeManifest | undefined;
  readonly madeWith: string;
}

export interface BundleChoice {
  readonly flows: readonly { readonly flow: string; readonly version?: number }[];
  /** Flows that they call, in their newest version of the contract that is called; else they stand among the needs. */
  readonly called: boolean;
  readonly tests: boolean;
}

/** `mayRead` is asked of called flows, as they are now: what somebody may not read is left out and stands among the needs. Throws ApiError. */
export function makeBundle(parts: BundleParts, choice: BundleChoice, mayRead: (flow: string) => boolean): Bundle {
  const rows = inCallOrder(choose(parts, choice, mayRead));
  const documents = rows.map(({ document }) => document);
  const services = [...new Set(documents.flatMap(servicesOf))].toSorted();
  const content: BundleContent = {
    bundle: BUNDLE_FORMAT,
    madeWith: parts.madeWith,
    flows: rows.map((row) => toBundled(parts, row, choice.tests)),
    schemas: schemasOf(rows),
    services: services.flatMap((name) => bundledService(parts, name)),
    needs: needsOfFlows(documents, parts.nodeTypes),
  };
  const bundle = { ...content, digest: digestOf(content) };
  requireSize(bundle);
  return bundle;
}

function choose({ definitions }: BundleParts, { flows, called }: BundleChoice, mayRead: (flow: string) => boolean): readonly VersionRow[] {
  const chosen = new Map<string, VersionRow>();
  for (const { flow, version } of flows) {
    const number = version ?? definitions.latestVersion(flow);
    if (number === undefined)
      throw new ApiError(409, 'nothing-published', `"${flow}" has no version yet.`, 'Publish it first, or take its document as it is.');
    const row = definitions.findVersion(flow, number);
    if (row === undefined) throw refusals.notFound(`version of ${flow}`, String(number));
    const key = `${flow} ${row.major}`;
    if (chosen.has(key))
      throw new ApiError(
        400,
        'flow-twice',
        `"${flow}" with contract ${row.major} is chosen twice.`,
        'Choose one version of each contract.',
      );
    chosen.set(key, row);
  }
  // The list grows while it is walked: what is called calls others.
  for (const { document } of called ? chosen.values() : [])
    for (const { flow, major } of callsOf(document)) {
      const row = chosen.has(`${flow} ${major}`) ? undefined : newestOf(definitions, flow, major);
      if (row !== undefined && mayRead(flow)) chosen.set(`${flow} ${major}`, row);
    }
  return [...chosen.values()].toSorted((a, b) => (a.flowId === b.flowId ? a.major - b.major : a.flowId < b.flowId ? -1 : 1));
}

function newestOf(definitions: BundleParts['definitions'], flow: string, major: number): VersionRow | undefined {
  for (let version = definitions.latestVersion(flow) ?? 0; version > 0; version -= 1) {
    const row = definitions.findVersion(flow, version);
    if (row?.major === major) return row;
  }
  return undefined;
}

/** Called ones first, so that who publishes down the list finds what is called. */
function inCallOrder(rows: readonly VersionRow[]): readonly VersionRow[] {
  const byKey = new Map(rows.map((row) => [`${row.flowId} ${row.major}`, row]));
  const ordered = new Set<VersionRow>();
  const visit = (row: VersionRow | undefined, above: ReadonlySet<VersionRow>) => {
    // Flows that call each other in a circle keep the order of their names.
    if (row === undefined || ordered.has(row) || above.has(row)) return;
    for (const { flow, major } of callsOf(row.document)) visit(byKey.get(`${flow} ${major}`), new Set([...above, row]));
    ordered.add(row);
  };
  for (const row of rows) visit(row, new Set());
  return [...ordered];
}

function toBundled({ definitions }: BundleParts, row: VersionRow, withTests: boolean): BundledFlow {
  const { flowId, version, note, meaningHash, document } = row;
  const tests = withTests ? definitions.listFlowTests(flowId).map(({ name, test }) => ({ name, test })) : [];
  return { flowId, version, note, meaningHash, document: inCanonicalOrder(document), tests };
}

/** Names sorted. Versions that froze different schemas of one name: the last one's; the meaning hashes tell. */
function schemasOf(rows: readonly VersionRow[]): { readonly [ref: string]: JsonSchema } {
  const all = Object.assign({}, ...rows.map(({ schemas }) => schemas)) as { readonly [ref: string]: JsonSchema };
  return Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function bundledService({ definitions }: BundleParts, name: string): Bundle['services'] {
  const row = definitions.findService(name);
  const source = row === undefined ? undefined : definitions.findServiceSource(name, row.revision);
  // Removed since: the flows hold what they need of it.
  if (row === undefined || source === undefined) return [];
  const { version, path } = row.description;
  return [{ name, version, source, ...(path === undefined ? {} : { path }) }];
}

/** What could not be imported is not handed out. */
function requireSize(bundle: Bundle): void {
  const bytes = Buffer.byteLength(bundleText(bundle));
  const isLarge =
    bytes > BUNDLE_LIMITS.bytes || bundle.flows.length > BUNDLE_LIMITS.flows || bundle.services.length > BUNDLE_LIMITS.services;
  if (!isLarge && findExcess(bundle, BUNDLE_LIMITS.values) === undefined) return;
  throw new ApiError(
    422,
    'bundle-too-large',
    `That would be more than one bundle can hold: ${BUNDLE_LIMITS.flows} flows, ${BUNDLE_LIMITS.services} services, ${BUNDLE_LIMITS.bytes / 1_000_000} MB.`,
    'Export in parts, or without tests.',
  );
}
