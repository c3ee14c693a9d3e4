/** Which versions of the flow are live, beside the one that is looked at: on every page of a flow. */
import { Text } from '@mantine/core';
import type { FlowSummary } from '#flows/api/flows.ts';
import { useEnvironments } from '../server/queries.ts';
import { t } from '../text.ts';

export interface LiveVersionsProps {
  readonly flow: Pick<FlowSummary, 'deployments'>;
  /** What is looked at; `draft` of a version. Undefined: all that runs. Said only where something else runs too. */
  readonly looking?: { readonly version: number } | { readonly draftOf: number | undefined };
}

export function LiveVersions({ flow, looking }: LiveVersionsProps) {
  const environments = useEnvironments().data?.items ?? [];
  const everywhere = new Set(flow.deployments.map(({ version }) => version));
  const live = environments.flatMap(({ name, label }) => {
    const versions = flow.deployments.filter(({ environment }) => environment === name).map(({ version }) => version);
    return versions.length === 0
      ? []
      : [
          `${label} ${versions
            .toSorted((a, b) => b - a)
            .map((version) => `v${version}`)
            .join(', ')}`,
        ];
  });
  const runs =
    live.length === 0 ? t('live-versions.none', 'running nowhere') : t('live-versions.some', 'running: {live}', { live: live.join(' · ') });
  const seen =
    looking === undefined || ('version' in looking && everywhere.size === 1 && everywhere.has(looking.version))
      ? undefined
      : 'version' in looking
        ? t('live-versions.looking', 'you look at v{version}', { version: looking.version })
        : looking.draftOf === undefined
          ? t('live-versions.first-draft', 'you look at a first draft')
          : t('live-versions.draft', 'you look at v{version} (draft)', { version: looking.draftOf + 1 });
  return (
    <Text size="sm" component="span">
      {seen === undefined ? runs : `${runs} — ${seen}`}
    </Text>
  );
}
