/** Which version of which flow is live where: one row per flow, one column per environment. */
import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DeploymentView, FlowSummary } from '#flows/api.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useEnvironments, useFlows } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import { nextStep } from './next-step.ts';

type Asked = { readonly flow: FlowSummary; readonly environment: string; readonly version: number | undefined; readonly major: number };

export function DeploymentsPage() {
  const query = useFlows();
  const environments = useEnvironments().data?.items ?? [];
  const [asked, setAsked] = useState<Asked>();
  async function perform({ flow, environment, version, major }: Asked): Promise<void> {
    const path = apiPath`/api/environments/${environment}/deployments/${flow.flowId}`;
    if (version === undefined) await callApi('DELETE', path, { query: { major } });
    else await callApi('PUT', path, { body: { version } });
    await queryClient.invalidateQueries({ queryKey: ['flows'] });
    await queryClient.invalidateQueries({ queryKey: ['deployments'] });
  }
  return (
    <>
      <PageHeader
        title={t('deployments.title', 'Deployments')}
        about={t('deployments.about', 'Which version is live where. Runs in flight finish on the version they began with.')}
      />
      <QueryView query={query}>
        {({ items }) => {
          const flows = items.filter(({ latestVersion }) => latestVersion !== undefined);
          if (flows.length === 0)
            return (
              <EmptyState
                title={t('deployments.none', 'Nothing is published')}
                why={t('deployments.none-why', 'Publish a draft; its versions can then be deployed here.')}
              />
            );
          return (
            <Table highlightOnHover withColumnBorders>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('deployments.flow', 'Flow')}</Table.Th>
                  <Table.Th>{t('deployments.latest', 'Newest')}</Table.Th>
                  {environments.map(({ name, label }) => (
                    <Table.Th key={name}>{label}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {flows.map((flow) => (
                  <Table.Tr key={flow.flowId}>
                    <Table.Td>
                      <Anchor component={Link} to={`/flows/${flow.flowId}`} size="sm" fw={600}>
                        {flow.name}
                      </Anchor>
                      <Text size="xs" c="dimmed">
                        {flow.owner}
                      </Text>
                    </Table.Td>
                    <Table.Td className="number">{flow.latestVersion}</Table.Td>
                    {environments.map(({ name }) => (
                      <Table.Td key={name}>
                        <Cell
                          flow={flow}
                          environment={name}
                          offer={nextStep(flow, name, environments)}
                          onAsk={(version, major) => setAsked({ flow, environment: name, version, major })}
                        />
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          );
        }}
      </QueryView>
      {asked !== undefined && (
        <ConfirmDialog
          title={
            asked.version === undefined
              ? t('deployments.remove-title', 'Take {name} out of {environment}', { name: asked.flow.name, environment: asked.environment })
              : t('deployments.deploy-title', 'Deploy {name}, version {version}, to {environment}', {
                  name: asked.flow.name,
                  version: asked.version,
                  environment: asked.environment,
                })
          }
          effect={
            asked.version === undefined
              ? t('deployments.remove-effect', 'No new runs begin; its address answers 404. Open runs finish.')
              : t('deployments.deploy-effect', 'New runs begin on it at once. Runs in flight finish on theirs.')
          }
          confirmLabel={asked.version === undefined ? t('deployments.remove', 'Take out') : t('deployments.deploy', 'Deploy')}
          danger={asked.version === undefined || environments.find(({ name }) => name === asked.environment)?.production === true}
          onConfirm={() => perform(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

interface CellProps {
  readonly flow: FlowSummary;
  readonly environment: string;
  /** Version that could come here next. */
  readonly offer: number | undefined;
  readonly onAsk: (version: number | undefined, major: number) => void;
}

function Cell({ flow, environment, offer, onAsk }: CellProps) {
  const live = flow.deployments.filter((deployment) => deployment.environment === environment);
  return (
    <Group gap={6}>
      {live.map((deployment) => (
        <LiveVersion key={deployment.major} deployment={deployment} onAsk={onAsk} />
      ))}
      {offer !== undefined && (
        <Button size="compact-xs" variant="default" onClick={() => onAsk(offer, 0)}>
          {t('deployments.offer', 'Deploy {version} ▸', { version: offer })}
        </Button>
      )}
    </Group>
  );
}

function LiveVersion({ deployment, onAsk }: { readonly deployment: DeploymentView; readonly onAsk: CellProps['onAsk'] }) {
  const { version, major, deployedBy, deployedAt, hook, previousVersion } = deployment;
  return (
    <div>
      <Group gap={6}>
        <Badge className="state-badge" color="green">
          {t('deployments.version', 'version {version}', { version })}
        </Badge>
        <Text size="xs" c="dimmed">
          {deployedBy} · <RelativeTime at={deployedAt} />
        </Text>
        {previousVersion !== undefined && (
          <Button size="compact-xs" variant="default" onClick={() => onAsk(previousVersion, major)}>
            {t('deployments.back', 'Back to {version}', { version: previousVersion })}
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" color="red" onClick={() => onAsk(undefined, major)}>
          {t('deployments.remove', 'Take out')}
        </Button>
      </Group>
      {hook !== undefined && (
        <Text size="xs" className="mono">
          {hook}
        </Text>
      )}
    </div>
  );
}
