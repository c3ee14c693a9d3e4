/** Flows that were drawn with a service, and how each stands with a description of it. */
import { Anchor, Badge, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ServiceUse } from '#flows/api/services.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { Table } from '../ui/table.tsx';

const STANDINGS: { readonly [standing in ServiceUse['standing']]: { readonly label: string; readonly color: string } } = {
  same: { label: t('services.same', 'as described'), color: 'gray' },
  differs: { label: t('services.differs', 'goes on to work'), color: 'blue' },
  breaks: { label: t('services.breaks', 'breaks'), color: 'red' },
};

export function UseTable({ uses }: { readonly uses: readonly ServiceUse[] }) {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('services.flow', 'Flow')}</Table.Th>
          <Table.Th>{t('services.node', 'Node')}</Table.Th>
          <Table.Th>{t('services.operation', 'Operation')}</Table.Th>
          <Table.Th>{t('services.standing', 'With this description')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {uses.map((use) => (
          <Table.Tr key={`${use.flowId} ${use.version ?? use.draftId} ${use.nodeId}`}>
            <Table.Td>
              <Anchor
                component={Link}
                size="sm"
                to={use.draftId === undefined ? `/flows/${use.flowId}` : `/flows/${use.flowId}/drafts/${use.draftId}`}
              >
                {use.name}
              </Anchor>{' '}
              {use.version === undefined
                ? t('services.draft', 'draft')
                : t('services.flow-version', 'version {version}', { version: use.version })}
              {use.liveIn.length > 0 && ` · ${use.liveIn.join(', ')}`}
            </Table.Td>
            <Table.Td>{use.label}</Table.Td>
            <Table.Td>{use.operation}</Table.Td>
            <Table.Td>
              <Badge className="state-badge" color={STANDINGS[use.standing].color}>
                {STANDINGS[use.standing].label}
              </Badge>
              {use.reasons.map((reason) => (
                <Text key={reason} size="xs">
                  {spoken(reason)}
                </Text>
              ))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
