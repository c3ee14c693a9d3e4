/** Which of the first steps a person has taken, told by what has come of them. Pure. */
import type { FlowSummary } from '#flows/api/flows.ts';

export interface StepsTaken {
  readonly drafted: boolean;
  readonly published: boolean;
  readonly promoted: boolean;
}

/** Who deployed the examples at first start. */
const SYSTEM = 'system';

export function stepsTaken(flows: readonly FlowSummary[], userId: string | undefined): StepsTaken {
  const published = flows.some(isPublishedByPeople);
  return {
    // What was published is no draft any more: the step stays taken.
    drafted: published || flows.some(({ drafts }) => drafts.some(({ owner }) => owner === userId)),
    published,
    promoted: flows.some(({ deployments }) => new Set(deployments.map(({ environment }) => environment)).size > 1),
  };
}

/** An example has one version until somebody changes it; the first version of a flow of one's own counts too. */
function isPublishedByPeople({ latestVersion = 0, deployments }: FlowSummary): boolean {
  return latestVersion > 1 || (latestVersion === 1 && !deployments.some(({ deployedBy }) => deployedBy === SYSTEM));
}
