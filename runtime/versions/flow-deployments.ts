/** What is live where: a deployment makes a version live in an environment, a pause keeps its runs from beginning. */
import type { DeploymentView } from '#flows/api/environments.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { hasErrors } from '#flows/problem.ts';
import { ApiError, refusals } from '../http/api-error.ts';
import type { DeploymentRow, FlowDefinitions, VersionRow } from '../store/flow-definitions.ts';
import type { FlowPauseDefinitions } from '../store/flow-standing-definitions.ts';
import type { Actor } from './actor.ts';
import { allEnded } from './all-ended.ts';
import type { DeployedFlowRegistry } from './deployed-flow-registry.ts';
import { findDeploymentProblems } from './deployment-problems.ts';
import { toDeploymentView } from './deployment-view.ts';
import type { FlowLanguage } from './flow-language.ts';
import { requireVersion } from './stored-flow.ts';

export interface FlowDeploymentParts {
  readonly definitions: FlowDefinitions & FlowPauseDefinitions;
  readonly registry: DeployedFlowRegistry;
  readonly language: FlowLanguage;
  hasConnection(environment: string, role: string): boolean;
  /** Deployments changed: webhooks, polls and subscriptions follow. */
  deploymentsChanged(): void;
  flowResumed(environment: string, flow: string): void;
}

export interface FlowDeployments {
  listDeployments(environment: string): readonly DeploymentView[];
  deploy(environment: string, flowId: string, version: number, actor: Actor): Promise<DeploymentView>;
  /**
   * Makes live flows that come with Millrace, in any order and in few commits: no draft, and no check, which they had when Millrace was
   * made (test/flows). One that has a version keeps it.
   */
  install(environment: string, documents: readonly FlowDocument[], note: string, actor: Actor): Promise<void>;
  undeploy(environment: string, flowId: string, major: number | undefined, actor: Actor): Promise<void>;
  /** Nothing of the flow begins there any more, or again; messages are taken all the same (LAN-7). */
  setPaused(environment: string, flowId: string, paused: boolean, reason: string, actor: Actor): Promise<void>;
}

export function createFlowDeployments(parts: FlowDeploymentParts): FlowDeployments {
  const { definitions, language, registry } = parts;

  /** `together`: what goes live with it. */
  function requireDeployable(environment: string, row: VersionRow, together: readonly VersionRow[] = []): void {
    const { live, findTrigger } = registry;
    const findDeployed: DeployedFlowRegistry['findDeployed'] = (where, flow, major) =>
      registry.findDeployed(where, flow, major) ??
      together.find((other) => other.flowId === flow && (major === undefined || other.major === major));
    const problems = findDeploymentProblems(environment, row, { live, findTrigger, findDeployed }, parts.hasConnection);
    if (hasErrors(problems))
      throw new ApiError(
        409,
        'cannot-deploy',
        `Version ${row.version} of "${row.flowId}" cannot be deployed in ${environment}.`,
        'Mend the problems that are listed.',
        { problems },
      );
  }

  function putLive(environment: string, { flowId, version, major }: VersionRow, actor: Actor): Promise<DeploymentRow> {
    return definitions.putDeployment(
      { environment, flowId, major, version, deployedBy: actor.name },
      { by: actor.name, action: 'flow-deployed', object: `flow ${flowId}`, detail: { environment, version, major } },
    );
  }

  return {
    listDeployments: (environment) =>
      registry.live.filter(({ deployment }) => deployment.environment === environment).map(toDeploymentView),

    async deploy(environment, flowId, version, actor) {
      const row = requireVersion(definitions, flowId, version);
      const isProduction = definitions.listEnvironments().some(({ name, production }) => name === environment && production);
      // Back to what was live before is no release: it was approved then, and an undo must not wait for a second person.
      if (isProduction && !definitions.wasDeployed(environment, flowId, version))
        throw new ApiError(
          409,
          'needs-promotion',
          `Version ${version} of "${flowId}" comes to ${environment} by a promotion that a second person approves.`,
          'Ask for one under Deployments, with "millrace promote", or by POST /api/promotions.',
        );
      requireDeployable(environment, row);
      await putLive(environment, row, actor);
      parts.deploymentsChanged();
      const live = registry.live.find(
        ({ deployment }) => deployment.environment === environment && deployment.flowId === flowId && deployment.major === row.major,
      );
      return toDeploymentView(live!);
    },

    async install(environment, documents, note, actor) {
      const by = { publishedBy: actor.name, publishedById: actor.userId, authorId: actor.userId, editedById: actor.userId };
      const rows = await allEnded(
        documents.map(async (document) => {
          const flowId = document.id;
          const latest = definitions.latestVersion(flowId);
          if (latest !== undefined) return requireVersion(definitions, flowId, latest);
          const schemas = language.collectSchemas(document);
          const meaningHash = language.meaningHash(document, schemas);
          return definitions.insertVersion(
            { flowId, major: document.contract.major, document, schemas, meaningHash, note, ...by },
            { by: actor.name, action: 'version-published', object: `flow ${flowId}`, detail: { meaningHash, note } },
          );
        }),
      );
      for (const row of rows) requireDeployable(environment, row, rows);
      await allEnded(rows.map((row) => putLive(environment, row, actor)));
      parts.deploymentsChanged();
    },

    async undeploy(environment, flowId, major, actor) {
      const live = registry.live.filter(
        ({ deployment }) =>
          deployment.environment === environment && deployment.flowId === flowId && (major === undefined || deployment.major === major),
      );
      if (live.length === 0) throw refusals.notFound('deployment', `${environment}/${flowId}`);
      for (const { deployment } of live) {
        await definitions.deleteDeployment(environment, flowId, deployment.major, {
          by: actor.name,
          action: 'flow-withdrawn',
          object: `flow ${flowId}`,
          detail: { environment, major: deployment.major },
        });
      }
      parts.deploymentsChanged();
    },

    async setPaused(environment, flowId, paused, reason, actor) {
      if (!registry.live.some(({ deployment }) => deployment.environment === environment && deployment.flowId === flowId))
        throw refusals.notFound('deployment', `${environment}/${flowId}`);
      const object = `flow ${flowId}`;
      const audit = { by: actor.name, object, reason, detail: { environment } };
      const changed = paused
        ? await definitions.pauseFlow({ environment, flowId, by: actor.name, reason }, { ...audit, action: 'flow-paused' })
        : await definitions.resumeFlow(environment, flowId, { ...audit, action: 'flow-resumed' });
      if (!changed)
        throw new ApiError(
          409,
          paused ? 'already-paused' : 'not-paused',
          paused ? `"${flowId}" is paused in ${environment} already.` : `"${flowId}" is not paused in ${environment}.`,
        );
      parts.deploymentsChanged();
      if (!paused) parts.flowResumed(environment, flowId);
    },
  };
}
