import type { EnvironmentView } from '#flows/api/environments.ts';
import type { FlowSummary } from '#flows/api/flows.ts';

/**
 * The version that could come to the environment next: into the first one the newest, into each later one what is live in the one
 * before it. Undefined when it is there already or nothing has come that far.
 */
export function nextStep(
  flow: Pick<FlowSummary, 'latestVersion' | 'deployments'>,
  environment: string,
  environments: readonly Pick<EnvironmentView, 'name'>[],
): number | undefined {
  const newestIn = (name: string) =>
    Math.max(0, ...flow.deployments.filter((deployment) => deployment.environment === name).map(({ version }) => version));
  const index = environments.findIndex(({ name }) => name === environment);
  const before = environments[index - 1];
  const candidate = before === undefined ? (flow.latestVersion ?? 0) : newestIn(before.name);
  return candidate > newestIn(environment) ? candidate : undefined;
}
