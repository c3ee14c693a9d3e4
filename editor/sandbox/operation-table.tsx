/** The operations of one order as rows. */
import { Table, Text, Title } from '@mantine/core';
import { t } from '../text.ts';
import { instantText } from '../ui/time-text.ts';
import { bareNumber } from './sap-order.ts';
import type { ScheduledOperation } from './schedule-bars.ts';

export function OperationTable({ operations, order }: { readonly operations: readonly ScheduledOperation[]; readonly order: string }) {
  if (operations.length === 0)
    return (
      <Text size="sm" mt="sm" c="dimmed">
        {t('schedule.not-planned', 'Nothing is planned for order {order}: it comes from stock, or its demand has not arrived.', { order })}
      </Text>
    );
  return (
    <>
      <Title order={2} mt="md" mb="xs">
        {t('schedule.of-order', 'Operations of order {order}', { order })}
      </Title>
      <Table w="auto">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('schedule.item', 'Item')}</Table.Th>
            <Table.Th>{t('schedule.operation', 'Operation')}</Table.Th>
            <Table.Th>{t('schedule.resource', 'Resource')}</Table.Th>
            <Table.Th>{t('schedule.start', 'Start')}</Table.Th>
            <Table.Th>{t('schedule.end', 'End')}</Table.Th>
            <Table.Th>{t('schedule.due', 'Due')}</Table.Th>
            <Table.Th>{t('schedule.in-time', 'In time')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {operations.map((operation) => (
            <Table.Tr key={operation.key}>
              <Table.Td className="number">{bareNumber(operation.item)}</Table.Td>
              <Table.Td className="number">{operation.operation}</Table.Td>
              <Table.Td>{operation.resource}</Table.Td>
              <Table.Td className="number">{instantText(operation.start)}</Table.Td>
              <Table.Td className="number">{instantText(operation.end)}</Table.Td>
              <Table.Td className="number">{operation.due}</Table.Td>
              <Table.Td>{operation.late ? t('schedule.late', 'late') : t('schedule.yes', 'yes')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
