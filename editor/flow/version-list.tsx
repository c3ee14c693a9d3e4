/** Published versions, newest first: what each brought, where it is live, and the buttons that show, compare and deploy it. */
import { Badge, Button, Code, Group, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { FlowSummary } from '#flows/api/flows.ts';
import { useEnvironments, useVersions } from '../server/queries.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';

const DeployVersionDialog = later(() => import('./deploy-version-dialog.tsx'), 'DeployVersionDialog');

export function VersionList({ flow }: { readonly flow: FlowSummary }) {
  const query = useVersions(flow.flowId);
  const environments = useEnvironments().data?.items ?? [];
  const labelOf = (name: string) => environments.find((environment) => environment.name === name)?.label ?? name;
  const [, setSearch] = usePageSearch();
  const mayDeploy = useMay()('deployments.write', { folder: flow.owner });
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
                <Table.Th>{t('versions.does', 'What it does')}</Table.Th>
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map(({ version, major, note, publishedBy, publishedAt, meaningHash }, i) => (
                <Table.Tr key={version}>
                  <Table.Td className="number">
                    {version}{' '}
                    <Text span size="xs" c="dimmed">
                      {t('versions.major', 'contract {major}', { major })}
                    </Text>
                  </Table.Td>
                  <Table.Td className="version-note">{note}</Table.Td>
                  <Table.Td>
                    <Group gap={4}>
                      {flow.deployments
                        .filter((deployment) => deployment.version === version)
                        .map(({ environment }) => (
                          <Badge key={environment} color="green" className="state-badge">
                            {labelOf(environment)}
                          </Badge>
                        ))}
                    </Group>
                  </Table.Td>
                  <Table.Td>{publishedBy}</Table.Td>
                  <Table.Td>
                    <RelativeTime at={publishedAt} />
                  </Table.Td>
                  <Table.Td>
                    {/* Newest first: what follows came before. */}
                    {items[i + 1] === undefined
                      ? version === 1 && t('versions.first', 'the first')
                      : items[i + 1]!.meaningHash === meaningHash
                        ? t('versions.same', 'the same as version {version}', { version: items[i + 1]!.version })
                        : t('versions.other', 'changed')}
                    <details className="version-hash">
                      <summary>{t('versions.fingerprint', 'Fingerprint')}</summary>
                      <Code>{meaningHash}</Code>
                      <Text size="xs" c="dimmed">
                        {t(
                          'versions.fingerprint-about',
                          'Of all that the version does; this is what somebody approves. Places, names on the drawing and notes do not count.',
                        )}
                      </Text>
                    </details>
                  </Table.Td>
                  <Table.Td>
                    <Group gap={4} justify="flex-end" wrap="nowrap">
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={t('versions.show-one', 'Show version {version}', { version })}
                        onClick={() => setSearch({ version: String(version), tab: 'design' })}
                      >
                        {t('versions.show', 'Show')}
                      </Button>
                      {version > 1 && (
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-label={t('versions.compare-one', 'Changes of version {version}', { version })}
                          onClick={() => setSearch({ version: String(version), from: String(version - 1), tab: 'changes' })}
                        >
                          {t('versions.compare', 'Changes')}
                        </Button>
                      )}
                      {mayDeploy && (
                        <Button
                          size="compact-xs"
                          // The next thing to do with the first version of a flow.
                          variant={flow.deployments.length === 0 && version === flow.latestVersion ? 'filled' : 'default'}
                          aria-label={t('versions.deploy-one', 'Deploy version {version}', { version })}
                          onClick={() => setDeploying(version)}
                        >
                          {t('versions.deploy', 'Deploy …')}
                        </Button>
                      )}
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {deploying !== undefined && (
            <Suspense>
              <DeployVersionDialog flow={flow} version={deploying} onClose={() => setDeploying(undefined)} />
            </Suspense>
          )}
        </>
      )}
    </QueryView>
  );
}
