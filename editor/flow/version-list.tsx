/** Published versions, newest first, where each is live, and the button that makes it so. */
import { Badge, Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeploymentView, FlowSummary } from '#flows/api.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useEnvironments, useVersions } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';

export function VersionList({ flow }: { readonly flow: FlowSummary }) {
  const query = useVersions(flow.flowId);
  const [, setSearch] = usePageSearch();
  const [deploying, setDeploying] = useState<number>();
  return (
    <QueryView query={query}>
      {({ items }) => (
        <>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('versions.version', 'Version')}</Table.Th>
                <Table.Th>{t('versions.note', 'What is new')}</Table.Th>
                <Table.Th>{t('versions.live', 'Live in')}</Table.Th>
                <Table.Th>{t('versions.by', 'Published by')}</Table.Th>
                <Table.Th>{t('versions.at', 'When')}</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((version) => (
                <Table.Tr key={version.version}>
                  <Table.Td className="number">
                    {version.version}{' '}
                    <Text span size="xs" c="dimmed">
                      {t('versions.major', 'contract {major}', { major: version.major })}
                    </Text>
                  </Table.Td>
                  <Table.Td>{version.note}</Table.Td>
                  <Table.Td>
                    <Group gap={4}>
                      {flow.deployments
                        .filter((deployment) => deployment.version === version.version)
                        .map(({ environment }) => (
                          <Badge key={environment} className="state-badge">
                            {environment}
                          </Badge>
                        ))}
                    </Group>
                  </Table.Td>
                  <Table.Td>{version.publishedBy}</Table.Td>
                  <Table.Td>
                    <RelativeTime at={version.publishedAt} />
                  </Table.Td>
                  <Table.Td>
                    <Group gap={4} justify="flex-end" wrap="nowrap">
                      <Button
                        size="compact-xs"
                        variant="default"
                        onClick={() => setSearch({ version: String(version.version), tab: 'design' })}
                      >
                        {t('versions.show', 'Show')}
                      </Button>
                      <Button size="compact-xs" variant="default" onClick={() => setDeploying(version.version)}>
                        {t('versions.deploy', 'Deploy …')}
                      </Button>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {deploying !== undefined && <DeployDialog flowId={flow.flowId} version={deploying} onClose={() => setDeploying(undefined)} />}
        </>
      )}
    </QueryView>
  );
}

function DeployDialog({ flowId, version, onClose }: { readonly flowId: string; readonly version: number; readonly onClose: () => void }) {
  const environments = useEnvironments().data?.items ?? [];
  const deploy = useMutation({
    mutationFn: (environment: string) =>
      callApi<DeploymentView>('PUT', apiPath`/api/environments/${environment}/deployments/${flowId}`, { body: { version } }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['flows'] });
      await queryClient.invalidateQueries({ queryKey: ['deployments'] });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('deploy.title', 'Make version {version} live in', { version })}>
      <Stack gap="sm">
        <Text c="dimmed">{t('deploy.effect', 'New runs begin on it at once. Runs in flight finish on theirs.')}</Text>
        {deploy.error !== null && <ErrorPanel error={deploy.error} />}
        {environments.map(({ name, label, production }) => (
          <Button key={name} color={production ? 'red' : 'blue'} loading={deploy.isPending} onClick={() => deploy.mutate(name)}>
            {label}
          </Button>
        ))}
      </Stack>
    </Modal>
  );
}
