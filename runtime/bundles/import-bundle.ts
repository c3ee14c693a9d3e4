/**
 * Takes a bundle in: drafts, tests and descriptions of services, all in one commit. Nothing is published, nothing goes live, no code of it
 * is tried out. What is here is never written over: a test that says something else comes beside the one that is kept.
 */
import type { BundledFlowLook, BundleImported } from '#flows/api/bundles.ts';
import type { Bundle, BundledFlow } from '#flows/bundles/bundle.ts';
import { CALL_FLOW } from '#flows/bundles/flow-needs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { FLOW_LIMITS } from '#flows/flow-limits.ts';
import type { FlowTest } from '#flows/flow-test.ts';
import { hasErrors } from '#flows/problem.ts';
import { MOST_TESTS, tooManyTests } from '../flow-tests/most-tests.ts';
import { ApiError, refusals } from '../http/api-error.ts';
import { newId } from '../ids.ts';
import { named } from '../services/named-service.ts';
import { readingTime } from '../services/read-apart.ts';
import type { AuditDraft } from '../store/audit-definitions.ts';
import type { BundleDefinitions, BundleWrites } from '../store/bundle-definitions.ts';
import type { Actor } from '../versions/actor.ts';
import { MOST_DRAFTS_OF_FLOW } from '../versions/editor-limit.ts';
import { BUNDLE_READING_MS, foldersHere, type LookParts, problemsOf, sameJson } from './look-at-bundle.ts';
import { SLUG } from './read-bundle.ts';

export interface ImportParts extends LookParts {
  readonly definitions: LookParts['definitions'] & BundleDefinitions;
}

/** What of the bundle is taken. What is not named is taken as the look proposes. */
export interface ImportChoices {
  readonly flows?: readonly FlowChoice[];
  readonly services?: readonly { readonly name: string; readonly take: 'keep' | 'take' }[];
}
export interface FlowChoice {
  readonly flow: string;
  readonly major: number;
  readonly take: 'keep' | 'draft';
  /** The id of a new flow, when it shall stand beside the one that is here. */
  readonly as?: string;
}

interface TakenFlow {
  readonly bundled: BundledFlow;
  readonly look: BundledFlowLook;
  /** Id that it gets here. */
  readonly flowId: string;
  /** What was here of it when it was looked at and rights were asked for: the store looks whether it still is. */
  readonly baseVersion?: number;
  readonly beside: readonly string[];
}

/** What the caller may do; each throws ApiError 403. */
export interface ImportRights {
  requireDrawing(folder: string): void;
  mayChangeService(name: string): boolean;
  requireService(name: string): void;
}

/** `looks` are those of the same bundle. Throws ApiError; then nothing was written. */
export async function importBundle(
  parts: ImportParts,
  bundle: Bundle,
  looks: readonly BundledFlowLook[],
  choices: ImportChoices,
  actor: Actor,
  rights: ImportRights,
): Promise<BundleImported> {
  requireKnown(bundle, choices);
  const taken = takenFlows(parts, bundle, looks, choices);
  requireSound(parts, bundle, taken);
  for (const { bundled, flowId } of taken) {
    rights.requireDrawing(bundled.document.owner);
    for (const folder of foldersHere(parts.definitions, flowId)) rights.requireDrawing(folder);
  }
  requireRoom(parts, taken);
  const services = await servicesFor(parts, bundle, choices, rights);
  const writes = { ...writesFor(parts, taken, actor), services };
  const revisions = await parts.definitions.importBundle(writes, auditOf(bundle, writes, actor));
  if (revisions === undefined)
    throw new ApiError(412, 'changed-meanwhile', 'Somebody has changed what the bundle meets here.', 'Look at the bundle again.');
  const keys = new Set(taken.map(({ bundled }) => keyOf(bundled)));
  return {
    drafts: taken.map(({ bundled, flowId }, at) => ({
      flowId,
      draftId: writes.drafts[at]!.draftId,
      from: bundled.flowId,
      major: bundled.document.contract.major,
    })),
    kept: bundle.flows.filter((flow) => !keys.has(keyOf(flow))).map(({ flowId, document }) => ({ flowId, major: document.contract.major })),
    tests: writes.tests.length,
    services: writes.services.map(({ name }, at) => ({ name, revision: revisions[at]! })),
  };
}

function keyOf({ flowId, document }: BundledFlow): string {
  return `${flowId} ${document.contract.major}`;
}

function requireKnown(bundle: Bundle, { flows = [], services = [] }: ImportChoices): void {
  const keys = new Set(bundle.flows.map(keyOf));
  for (const { flow, major } of flows)
    if (!keys.has(`${flow} ${major}`)) throw refusals.notFound('flow in the bundle', `${flow} v${major}`);
  for (const { name } of services)
    if (!bundle.services.some((service) => service.name === name)) throw refusals.notFound('service in the bundle', name);
}

function takenFlows(
  parts: ImportParts,
  bundle: Bundle,
  looks: readonly BundledFlowLook[],
  { flows = [] }: ImportChoices,
): readonly TakenFlow[] {
  const taken = bundle.flows.flatMap((bundled, at): TakenFlow[] => {
    const look = looks[at]!;
    const choice = flows.find(({ flow, major }) => flow === bundled.flowId && major === look.major);
    if ((choice?.take ?? look.proposal) === 'keep') return [];
    const flowId = choice?.as ?? bundled.flowId;
    const base = parts.definitions.latestVersion(flowId);
    const beside = parts.definitions.listDrafts(flowId).map(({ draftId }) => draftId);
    return [{ bundled, look, flowId, ...(base === undefined ? {} : { baseVersion: base }), beside }];
  });
  for (const { bundled, flowId } of taken) {
    if (flowId === bundled.flowId) continue;
    if (!SLUG.test(flowId)) throw refusals.invalidSlug('flow id', flowId);
    const isOther = taken.some((other) => other.flowId === flowId && other.bundled.flowId !== bundled.flowId);
    if (foldersHere(parts.definitions, flowId).length > 0 || isOther)
      throw new ApiError(409, 'flow-exists', `There is a flow "${flowId}" already.`, 'Give it another id.');
  }
  return taken;
}

function requireSound(parts: ImportParts, bundle: Bundle, taken: readonly TakenFlow[]): void {
  const places = taken.map(({ bundled }) => `/flows/${bundle.flows.indexOf(bundled)}/`);
  const problems = problemsOf(parts, bundle).filter(({ path }) => places.some((place) => path.startsWith(place)));
  const first = problems.find((problem) => hasErrors([problem]));
  if (first !== undefined) throw new ApiError(422, 'bundle-node-types', first.message, first.help, { problems });
}

function requireRoom({ definitions }: ImportParts, taken: readonly TakenFlow[]): void {
  for (const flowId of new Set(taken.map((one) => one.flowId))) {
    const more = taken.filter((one) => one.flowId === flowId).length;
    if (definitions.listDrafts(flowId).length + more <= MOST_DRAFTS_OF_FLOW) continue;
    throw new ApiError(429, 'too-many-drafts', `"${flowId}" has as many drafts as it may have.`, 'Publish or remove some of them first.');
  }
}

function writesFor(parts: ImportParts, taken: readonly TakenFlow[], actor: Actor): Omit<BundleWrites, 'services'> {
  const { definitions } = parts;
  const ids = new Map(taken.map(({ bundled, flowId }) => [keyOf(bundled), flowId]));
  // By flow: two contracts of one bring the same tests.
  const kept = new Map(
    taken.map(({ flowId }) => [flowId, new Map(definitions.listFlowTests(flowId).map(({ name, test }) => [name, test]))]),
  );
  return {
    drafts: taken.map(({ bundled, flowId, baseVersion, beside }) => ({
      draftId: `drf_${newId()}`,
      flowId,
      ownerId: actor.userId,
      document: withIds(bundled.document, flowId, ids),
      ...(baseVersion === undefined ? {} : { baseVersion }),
      beside,
    })),
    tests: taken.flatMap(({ bundled, flowId }) =>
      bundled.tests.flatMap(({ name, test }) => {
        const free = freeName(name, test, kept.get(flowId)!);
        if (free === undefined) return [];
        kept.get(flowId)!.set(free, test);
        if (kept.get(flowId)!.size > MOST_TESTS) throw tooManyTests(flowId);
        return [{ flowId, name: free, test }];
      }),
    ),
  };
}

/** Read one after the other, before anything is planned that may be another by then: the store looks again. */
export async function servicesFor(
  { definitions, readApart }: Pick<ImportParts, 'definitions' | 'readApart'>,
  { services }: Pick<Bundle, 'services'>,
  choices: ImportChoices,
  { mayChangeService, requireService }: Pick<ImportRights, 'mayChangeService' | 'requireService'>,
  time = readingTime(BUNDLE_READING_MS),
): Promise<BundleWrites['services']> {
  const taken: BundleWrites['services'][number][] = [];
  for (const { name, source, path } of services) {
    const expected = definitions.findService(name)?.revision ?? 0;
    const choice = choices.services?.find((service) => service.name === name)?.take;
    if (choice === 'keep' || (choice === undefined && (expected > 0 || !mayChangeService(name)))) continue;
    requireService(name);
    const { description, problems } = await readApart(source, path, time);
    if (description !== undefined) taken.push({ name, description: named(name, description), source, expected });
    // Not asked for: what cannot be read is left, as the look said. How fast it is today decides nothing.
    else if (choice !== undefined || problems.some(({ code }) => code === 'descriptions-too-slow')) {
      const first = problems.find((problem) => hasErrors([problem]));
      throw new ApiError(
        422,
        first?.code ?? 'description-malformed',
        `The description of "${name}": ${first?.message ?? 'cannot be read.'}`,
        first?.help,
      );
    }
  }
  return taken;
}

/** The flow under its id here, calling the others by theirs. */
function withIds(document: FlowDocument, flowId: string, ids: ReadonlyMap<string, string>): FlowDocument {
  const nodes = Object.entries(document.nodes).map(([id, node]) => {
    const called = node.type === CALL_FLOW ? ids.get(`${String(node.config['flow'])} ${String(node.config['major'])}`) : undefined;
    return [id, called === undefined ? node : { ...node, config: { ...node.config, flow: called } }] as const;
  });
  const suffix = ` (${flowId})`;
  const name = flowId === document.id ? document.name : document.name.slice(0, FLOW_LIMITS.nameLength - suffix.length) + suffix;
  return { ...document, id: flowId, name, nodes: Object.fromEntries(nodes) };
}

const NAME_LENGTH = 64;

/** The test's own name, else one beside the test that is kept; undefined when there is one that says the same. */
function freeName(name: string, test: FlowTest, kept: ReadonlyMap<string, FlowTest>): string | undefined {
  for (let tries = 1; ; tries += 1) {
    const suffix = tries === 1 ? '' : tries === 2 ? ' imported' : ` imported ${tries - 1}`;
    const candidate = name.slice(0, NAME_LENGTH - suffix.length).trimEnd() + suffix;
    const own = kept.get(candidate);
    if (own === undefined) return candidate;
    if (sameJson(own, test)) return undefined;
  }
}

/** One row of the import, and one of each thing that it changes, as if somebody had made it by hand. */
function auditOf({ digest, madeWith }: Bundle, { drafts, tests, services }: BundleWrites, { name: by }: Actor): readonly AuditDraft[] {
  const detail = {
    digest,
    madeWith,
    flows: drafts.map(({ flowId }) => flowId),
    tests: tests.length,
    services: services.map(({ name }) => name),
  };
  return [
    { by, action: 'bundle-imported', object: `bundle ${digest.slice(0, 12)}`, detail },
    ...drafts.map(({ flowId }) => ({ by, action: 'draft-added', object: `flow ${flowId}`, detail: { bundle: digest } })),
    ...tests.map(({ flowId, name }) => ({ by, action: 'flow-test-changed', object: `flow ${flowId}`, detail: { name, bundle: digest } })),
    ...services.map(({ name, description }) => ({
      by,
      action: 'service-imported',
      object: `service ${name}`,
      detail: { version: description.version, operations: description.operations.length, bundle: digest },
    })),
  ];
}
