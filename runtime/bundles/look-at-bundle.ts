/** What importing a bundle would bring: what is new here, the same, another; what the flows need that is not there. Reads only. */
import type { BundledFlowLook, BundledServiceLook, BundleNeed, BundlePreview } from '#flows/api/bundles.ts';
import type { Bundle, BundledFlow, BundledService } from '#flows/bundles/bundle.ts';
import { needsOfFlows } from '#flows/bundles/flow-needs.ts';
import { canonicalText } from '#flows/canonical.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { hasErrors, type Problem } from '#flows/problem.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';
import { sortedJson } from '#flows/sorted-json.ts';
import { type ReadApart, type ReadingTime, readingTime } from '../services/read-apart.ts';
import type { ConnectionDefinitions } from '../store/connection-definitions.ts';
import type { FlowDefinitions } from '../store/flow-definitions.ts';
import type { FlowTestDefinitions } from '../store/flow-test-definitions.ts';
import type { ReferenceDefinitions } from '../store/reference-definitions.ts';
import type { ServiceDefinitions } from '../store/service-definitions.ts';

/** The one reader is for all: however many descriptions a bundle has, they hold it no longer. */
export const BUNDLE_READING_MS = 120_000;

export interface LookParts {
  readonly definitions: Pick<FlowDefinitions, 'latestVersion' | 'findVersion' | 'listVersions' | 'listDrafts'> &
    Pick<FlowTestDefinitions, 'listFlowTests'> &
    Pick<ServiceDefinitions, 'findService' | 'findServiceSource'> &
    Pick<ConnectionDefinitions, 'listConnections'> &
    Pick<ReferenceDefinitions, 'listReferences' | 'findReference'>;
  readonly nodeTypes: (type: string) => NodeManifest | undefined;
  readonly version: string;
  readonly readApart: ReadApart;
}

export interface LookRights {
  /** A draft in this folder. */
  draw(folder: string): boolean;
  read(folder: string): boolean;
  changeService(name: string): boolean;
  connections: boolean;
  referenceData: boolean;
}

export async function lookAtBundle(parts: LookParts, bundle: Bundle, environment: string, may: LookRights): Promise<BundlePreview> {
  const { digest, madeWith } = bundle;
  return {
    digest,
    madeWith,
    environment,
    flows: lookAtFlows(parts, bundle, may),
    services: await lookAtServices(parts, bundle, may),
    schemas: Object.entries(bundle.schemas).map(([ref, schema]) => {
      const own = resolveSchema(ref);
      return { ref, standing: own === undefined ? 'missing' : sortedJson(own) === sortedJson(schema) ? 'same' : 'differs' };
    }),
    needs: lookAtNeeds(parts, bundle, environment, may),
    problems: problemsOf(parts, bundle),
  };
}

export function lookAtFlows(parts: Pick<LookParts, 'definitions'>, { flows }: Bundle, may: LookRights): readonly BundledFlowLook[] {
  return flows.map((flow) => lookAtFlow(parts, flow, may));
}

/** One after the other: only so many may wait to be read. What the time does not suffice for is told as unreadable, and can be left. */
export async function lookAtServices(
  parts: Pick<LookParts, 'definitions' | 'readApart'>,
  { services }: Pick<Bundle, 'services'>,
  may: Pick<LookRights, 'changeService'>,
  time = readingTime(BUNDLE_READING_MS),
): Promise<readonly BundledServiceLook[]> {
  const looks: BundledServiceLook[] = [];
  for (const service of services) looks.push(await lookAtService(parts, service, may, time));
  return looks;
}

/** What forbids taking flows: whatever they name is not installed here. A newer Millrace that wrote it is a warning. */
export function problemsOf({ nodeTypes, version }: Pick<LookParts, 'nodeTypes' | 'version'>, bundle: Bundle): readonly Problem[] {
  const problems = bundle.flows.flatMap(({ flowId, document }, at) => problemsOfFlow(nodeTypes, document, `/flows/${at}/document`, flowId));
  if (!isNewer(bundle.madeWith, version)) return problems;
  const message = `The bundle was made with Millrace ${bundle.madeWith}; this is ${version}.`;
  const help = 'Look through the drafts before you publish them, or update Millrace.';
  return [...problems, { code: 'bundle-made-newer', severity: 'warning', path: '/madeWith', message, help }];
}

function problemsOfFlow(nodeTypes: LookParts['nodeTypes'], { nodes }: FlowDocument, path: string, flowId: string): readonly Problem[] {
  return Object.entries(nodes).flatMap(([nodeId, { type, version }]): Problem[] => {
    const manifest = nodeTypes(type);
    const place = { severity: 'error', path: `${path}/nodes/${nodeId}`, nodeId } as const;
    const help = 'Install what brings it, update Millrace, or keep what is here of this flow.';
    if (manifest === undefined)
      return [
        { code: 'node-type-unknown', ...place, message: `"${flowId}" uses the node type "${type}", which is not installed here.`, help },
      ];
    if (version <= manifest.version) return [];
    const message = `"${flowId}" uses version ${version} of the node type "${type}"; here is version ${manifest.version}.`;
    return [{ code: 'node-version-newer', ...place, message, help }];
  });
}

function isNewer(a: string, b: string): boolean {
  const parts = (text: string) => (/^\d+(\.\d+)*/.exec(text)?.[0] ?? '0').split('.').map(Number);
  const [left, right] = [parts(a), parts(b)];
  const at = left.findIndex((part, index) => part !== (right[index] ?? 0));
  return at !== -1 && left[at]! > (right[at] ?? 0);
}

function lookAtFlow({ definitions }: Pick<LookParts, 'definitions'>, flow: BundledFlow, may: LookRights): BundledFlowLook {
  const { flowId, version, document, tests } = flow;
  const { name, owner, layer, contract, nodes } = document;
  const here = whatIsHere(definitions, flow);
  const folders = foldersHere(definitions, flowId);
  const mayRead = folders.every((folder) => may.read(folder));
  const kept = new Map(definitions.listFlowTests(flowId).map((row) => [row.name, row.test]));
  return {
    flowId,
    name,
    owner,
    layer,
    major: contract.major,
    version,
    nodes: Object.keys(nodes).length,
    standing: here === undefined ? 'new' : here.same ? 'same' : 'differs',
    ...(here === undefined || !mayRead ? {} : { here: here.which }),
    tests: tests.map(({ name: test, test: given }) => {
      const own = kept.get(test);
      const isSame = own !== undefined && sameJson(own, given);
      return { name: test, standing: own === undefined ? 'new' : isSame ? 'same' : 'differs' };
    }),
    mayTake: [owner, ...folders].every((folder) => may.draw(folder)),
    proposal: here?.same === true ? 'keep' : 'draft',
  };
}

/** Folders of a flow that is here: of its newest version, whatever older ones say, else of its drafts. None: there is no such flow. */
export function foldersHere(definitions: LookParts['definitions'], flowId: string): readonly string[] {
  const latest = definitions.latestVersion(flowId);
  if (latest !== undefined) return [definitions.findVersion(flowId, latest)!.document.owner];
  return [...new Set(definitions.listDrafts(flowId).map(({ document }) => document.owner))];
}

interface Here {
  readonly same: boolean;
  readonly which: { readonly version?: number; readonly draftId?: string };
}

/** What was the same once and was changed since is told as the same, too: of older versions those are read that mean the same. */
function whatIsHere(definitions: LookParts['definitions'], { flowId, document, meaningHash }: BundledFlow): Here | undefined {
  const text = canonicalText(document);
  const { major } = document.contract;
  const versions = definitions.listVersions(flowId);
  const ofMajor = versions.filter((row) => row.major === major);
  for (const { version } of ofMajor.filter((row, at) => at === 0 || row.meaningHash === meaningHash)) {
    const own = definitions.findVersion(flowId, version)!.document;
    if (canonicalText(own) === text) return { same: true, which: { version } };
  }
  const drafts = definitions.listDrafts(flowId);
  const draft = drafts.find((one) => canonicalText(one.document) === text);
  if (draft !== undefined) return { same: true, which: { draftId: draft.draftId } };
  const nearest = ofMajor[0] ?? versions[0];
  if (nearest !== undefined) return { same: false, which: { version: nearest.version } };
  const [newest] = drafts;
  return newest === undefined ? undefined : { same: false, which: { draftId: newest.draftId } };
}

async function lookAtService(
  { definitions, readApart }: Pick<LookParts, 'definitions' | 'readApart'>,
  { name, version, source, path }: BundledService,
  may: Pick<LookRights, 'changeService'>,
  time: ReadingTime,
): Promise<BundledServiceLook> {
  const row = definitions.findService(name);
  const isSame =
    row !== undefined &&
    definitions.findServiceSource(name, row.revision) === source &&
    row.description.path === (path ?? row.description.path);
  const standing = row === undefined ? 'new' : isSame ? 'same' : 'differs';
  const problems = isSame ? [] : (await readApart(source, path, time)).problems;
  const unreadable = problems.find((problem) => hasErrors([problem]))?.message;
  const mayTake = may.changeService(name);
  return {
    name,
    version,
    standing,
    ...(row === undefined ? {} : { versionHere: row.description.version }),
    ...(unreadable === undefined ? {} : { unreadable }),
    mayTake,
    proposal: standing === 'new' && unreadable === undefined && mayTake ? 'take' : 'keep',
  };
}

function lookAtNeeds(parts: LookParts, { flows }: Bundle, environment: string, may: LookRights): readonly BundleNeed[] {
  const { definitions, nodeTypes } = parts;
  const needs = needsOfFlows(
    flows.map(({ document }) => document),
    nodeTypes,
  );
  const known = definitions.listConnections(environment);
  const has = (kind: 'variable' | 'value-map' | 'plant' | 'unit', name?: string): BundleNeed['standing'] => {
    if (!may.referenceData) return 'not-told';
    const isThere =
      name === undefined
        ? definitions.listReferences(environment, kind).length > 0
        : definitions.findReference(environment, kind, name) !== undefined;
    return isThere ? 'there' : 'missing';
  };
  return [
    ...needs.connections.map(({ role, type, byPlant }): BundleNeed => {
      const named = known.filter(({ name }) => name === role);
      const standing = named.length === 0 ? 'missing' : named.some((row) => row.type === type) ? 'there' : 'another';
      return {
        kind: 'connection',
        name: role,
        standing: may.connections ? standing : 'not-told',
        detail: byPlant ? `${type}, by plant` : type,
      };
    }),
    ...needs.valueMaps.map((name): BundleNeed => ({ kind: 'value-map', name, standing: has('value-map', name) })),
    ...needs.variables.map((name): BundleNeed => ({ kind: 'variable', name, standing: has('variable', name) })),
    ...needs.masterData.map((name): BundleNeed => ({ kind: 'master-data', name, standing: has(name) })),
    ...needs.flows.map(({ flow, major }): BundleNeed => {
      const isThere = definitions.listVersions(flow).some((row) => row.major === major);
      return { kind: 'flow', name: flow, standing: isThere ? 'there' : 'missing', detail: `v${major}` };
    }),
    ...needs.nodeTypes.map(({ type, version }): BundleNeed => {
      const manifest = nodeTypes(type);
      const standing = manifest === undefined ? 'missing' : manifest.version < version ? 'another' : 'there';
      return { kind: 'node-type', name: type, standing, detail: `v${version}` };
    }),
  ];
}

export function sameJson(a: unknown, b: unknown): boolean {
  return sortedJson(a as Json) === sortedJson(b as Json);
}
