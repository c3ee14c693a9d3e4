/**
 * From one environment to the next by two people: somebody asks, somebody else approves, then it is applied (S12). What is
 * approved is the meaning hash of a version, which never changes; whoever asked for it or wrote it may not approve it.
 */
import { randomBytes } from 'node:crypto';
import type { PromotionDetail, PromotionState, PromotionView } from '#flows/api/promotions.ts';
import type { Json } from '#flows/json.ts';
import { hasErrors, type Problem } from '#flows/problem.ts';
import { isPastSystemApi } from '#flows/waivers/layer-problems.ts';
import { ApiError, refusals } from '../http/api-error.ts';
import type { EnvironmentRow, FlowDefinitions, VersionRow } from '../store/flow-definitions.ts';
import type { PromotionDefinitions, PromotionRow } from '../store/promotion-definitions.ts';
import type { Actor } from './actor.ts';
import type { DeployedFlowRegistry } from './deployed-flow-registry.ts';
import { findDeploymentProblems } from './deployment-problems.ts';
import type { FlowLanguage } from './flow-language.ts';

export interface PromotionServiceParts {
  readonly definitions: FlowDefinitions & PromotionDefinitions;
  readonly registry: DeployedFlowRegistry;
  readonly language: Pick<FlowLanguage, 'check' | 'diff'>;
  hasConnection(environment: string, role: string): boolean;
  deploymentsChanged(): void;
  /** Something went live that only one person has seen, or without a waiver for these node types: somebody must hear of it. */
  alarm(promotion: PromotionRow, withoutWaiver: readonly string[]): Promise<void>;
}

export interface PromotionFilter {
  readonly flowId?: string;
  readonly toEnvironment?: string;
  readonly state?: PromotionState;
  readonly before?: { readonly at: string; readonly id: string };
  readonly limit: number;
}

export interface PromotionRequest {
  readonly flow: string;
  readonly version: number;
  readonly to: string;
  readonly note: string;
  readonly emergency?: boolean;
}

export interface PromotionService {
  /** In an emergency also what has no waiver: asked for only, nobody can approve it until it has one. */
  request(input: PromotionRequest, actor: Actor): Promise<PromotionView>;
  list(filter: PromotionFilter): readonly PromotionView[];
  find(promotionId: string): PromotionRow;
  /** `may` = what the asker's rights allow there, before four eyes. */
  look(promotionId: string, actor: Actor, may: { readonly decide: boolean; readonly apply: boolean }): PromotionDetail;
  decide(promotionId: string, state: 'approved' | 'rejected', reason: string, actor: Actor): Promise<PromotionView>;
  /** With `emergencyReason` also what nobody has approved yet, or what has no waiver any more; that is audited as such and alarms. */
  apply(promotionId: string, emergencyReason: string | undefined, actor: Actor): Promise<PromotionView>;
}

export function createPromotionService(parts: PromotionServiceParts): PromotionService {
  const { definitions, registry, language } = parts;

  function find(promotionId: string): PromotionRow {
    const promotion = definitions.findPromotion(promotionId);
    if (promotion === undefined) throw refusals.notFound('promotion', promotionId);
    return promotion;
  }

  function versionOf({ flowId, version }: Pick<PromotionRow, 'flowId' | 'version'>): VersionRow {
    const row = definitions.findVersion(flowId, version);
    if (row === undefined) throw refusals.notFound(`version of ${flowId}`, String(version));
    return row;
  }

  function isProduction(environment: string): boolean {
    return definitions.listEnvironments().some(({ name, production }) => name === environment && production);
  }

  function problemsOf(row: VersionRow, environment: string): readonly Problem[] {
    const { problems } = language.check(row.document);
    const found = isProduction(environment) ? problems.map(asErrorPastSystemApi) : problems;
    return [...found, ...findDeploymentProblems(environment, row, registry, parts.hasConnection)];
  }

  /** In an emergency nobody is asked for a waiver. */
  function requireSound(row: VersionRow, environment: string, isEmergency = false): void {
    const problems = problemsOf(row, environment).filter((problem) => !isEmergency || !isPastSystemApi(problem));
    if (!hasErrors(problems)) return;
    throw new ApiError(
      409,
      'cannot-deploy',
      `Version ${row.version} of "${row.flowId}" cannot be live in ${environment}.`,
      'Mend the problems that are listed, then ask again.',
      { problems },
    );
  }

  /** Node types that go past a system API where it takes a waiver. */
  function typesWithoutWaiver(row: VersionRow, environment: string): readonly string[] {
    const passing = isProduction(environment) ? language.check(row.document).problems.filter(isPastSystemApi) : [];
    return [...new Set(passing.map(({ nodeId }) => row.document.nodes[nodeId!]!.type))];
  }

  /** With what it lacks now, while it is open. */
  function toViewNow(promotion: PromotionRow): PromotionView {
    if (promotion.state !== 'requested' && promotion.state !== 'approved') return toView(promotion);
    const row = definitions.findVersion(promotion.flowId, promotion.version);
    const withoutWaiver = row === undefined ? [] : typesWithoutWaiver(row, promotion.toEnvironment);
    return { ...toView(promotion), ...(withoutWaiver.length === 0 ? {} : { withoutWaiver }) };
  }

  function environmentBefore(to: string): EnvironmentRow {
    const environments = definitions.listEnvironments();
    const index = environments.findIndex(({ name }) => name === to);
    if (index === -1) throw refusals.notFound('environment', to);
    const before = environments[index - 1];
    if (before !== undefined) return before;
    throw new ApiError(409, 'first-environment', `Nothing is promoted to ${to}: it is the first environment.`, 'Deploy the version there.');
  }

  return {
    find,
    list: (filter) => definitions.listPromotions(filter).map(toViewNow),

    async request({ flow, version, to, note, emergency = false }, actor) {
      const from = environmentBefore(to);
      const row = versionOf({ flowId: flow, version });
      if (!definitions.wasDeployed(from.name, flow, version))
        throw new ApiError(
          409,
          'not-live-before',
          `Version ${version} of "${flow}" was never live in ${from.name}, from where it would come.`,
          `Deploy it in ${from.name} first.`,
        );
      requireSound(row, to, emergency);
      const withoutWaiver = typesWithoutWaiver(row, to);
      const promotion = await definitions.insertPromotion(
        {
          promotionId: `prm_${randomBytes(9).toString('base64url')}`,
          flowId: flow,
          version,
          major: row.major,
          meaningHash: row.meaningHash,
          fromEnvironment: from.name,
          toEnvironment: to,
          note,
          requestedBy: actor.name,
          requestedById: actor.userId,
        },
        {
          by: actor.name,
          action: 'promotion-requested',
          object: `flow ${flow}`,
          reason: note,
          detail: { version, to, meaningHash: row.meaningHash, ...(withoutWaiver.length === 0 ? {} : { emergency, withoutWaiver }) },
        },
      );
      if (promotion !== undefined) return toView(promotion);
      throw new ApiError(
        409,
        'already-requested',
        `Somebody has already asked for version ${version} of "${flow}" in ${to}.`,
        'See the open promotions.',
      );
    },

    look(promotionId, actor, may) {
      const promotion = find(promotionId);
      const row = versionOf(promotion);
      const { flowId, toEnvironment, major, state } = promotion;
      const live = registry.live.find(
        ({ deployment }) => deployment.environment === toEnvironment && deployment.flowId === flowId && deployment.major === major,
      );
      const whyNot = whyNotDecide(promotion, row, actor);
      const problems = problemsOf(row, toEnvironment);
      return {
        ...toView(promotion),
        problems,
        ...(live === undefined
          ? {}
          : { liveVersion: live.deployment.version, diff: language.diff(live.published.document, row.document) as Json }),
        mayDecide: may.decide && whyNot === undefined,
        mayApply: may.apply && state === 'approved' && !hasErrors(problems),
        ...(whyNot === undefined ? {} : { whyNot }),
      };
    },

    async decide(promotionId, state, reason, actor) {
      const promotion = find(promotionId);
      const row = versionOf(promotion);
      const whyNot = whyNotDecide(promotion, row, actor);
      if (whyNot !== undefined && promotion.state === 'requested')
        throw new ApiError(403, 'four-eyes', whyNot, 'Ask somebody else who may approve here.');
      if (state === 'approved') requireSound(row, promotion.toEnvironment);
      const decided = await definitions.decidePromotion(
        promotionId,
        { state, by: actor.name, reason },
        {
          by: actor.name,
          action: `promotion-${state}`,
          object: `flow ${promotion.flowId}`,
          reason,
          detail: { promotionId, version: promotion.version, to: promotion.toEnvironment, meaningHash: promotion.meaningHash },
        },
      );
      if (decided !== undefined) return toView(decided);
      throw notInState(find(promotionId));
    },

    async apply(promotionId, emergencyReason, actor) {
      const promotion = find(promotionId);
      const isAsked = promotion.state === 'requested';
      if (isAsked && emergencyReason === undefined)
        throw new ApiError(
          409,
          'not-approved',
          'Nobody has approved this promotion yet.',
          'A second person approves it; in an emergency give "emergencyReason", which is audited and raises an exception.',
        );
      if (promotion.state !== 'approved' && !isAsked) throw notInState(promotion);
      const row = versionOf(promotion);
      const withoutWaiver = typesWithoutWaiver(row, promotion.toEnvironment);
      // Approved while a waiver held that has ended since: it goes past a system API as much as what nobody has approved.
      const isEmergency = emergencyReason !== undefined && (isAsked || withoutWaiver.length > 0);
      requireSound(row, promotion.toEnvironment, isEmergency);
      const applied = await definitions.applyPromotion(
        promotionId,
        [promotion.state],
        { by: actor.name, ...(isEmergency ? { emergencyReason } : {}) },
        {
          by: actor.name,
          action: isEmergency ? 'promotion-applied-in-emergency' : 'promotion-applied',
          object: `flow ${promotion.flowId}`,
          ...(isEmergency ? { reason: emergencyReason } : {}),
          detail: {
            promotionId,
            version: promotion.version,
            to: promotion.toEnvironment,
            meaningHash: promotion.meaningHash,
            ...(withoutWaiver.length === 0 ? {} : { withoutWaiver }),
          },
        },
      );
      if (applied === undefined) throw notInState(find(promotionId));
      parts.deploymentsChanged();
      if (isEmergency) await parts.alarm(applied, withoutWaiver);
      return toView(applied);
    },
  };
}

/** In production it takes a waiver that holds (WVR-5). */
function asErrorPastSystemApi(problem: Problem): Problem {
  return isPastSystemApi(problem) ? { ...problem, severity: 'error' } : problem;
}

/** Four eyes: a sentence for who had a hand in it, or when there is nothing to decide any more. */
function whyNotDecide(promotion: PromotionRow, { writtenByIds }: VersionRow, { userId }: Actor): string | undefined {
  if (promotion.state !== 'requested') return `It is ${promotion.state} already.`;
  if (promotion.requestedById === userId) return 'You have asked for this promotion yourself: a second person decides.';
  if (writtenByIds.includes(userId)) return 'You have written or published this version: somebody else decides.';
  return undefined;
}

function notInState(promotion: PromotionRow): ApiError {
  return new ApiError(409, 'already-decided', `This promotion is ${promotion.state} already.`, undefined, { current: toView(promotion) });
}

function toView({ requestedById: _id, ...view }: PromotionRow): PromotionView {
  return view;
}
