/** Every action of this page that has a key, as the table has it now. */
import { Kbd, Modal } from '@mantine/core';
import { t } from '../text.ts';
import { Table } from '../ui/table.tsx';
import { keyCaps } from './action-keys.ts';
import { currentGroups, isMac } from './use-actions.ts';

export function ActionHelp({ onClose }: { readonly onClose: () => void }) {
  const groups = currentGroups().toReversed();
  return (
    <Modal opened onClose={onClose} size="lg" title={t('actions.keys', 'Keyboard')}>
      {groups.map(({ title, actions }) => (
        <Table key={title} mb="sm" aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th colSpan={2}>{title}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {actions
              .filter(({ keys }) => keys !== undefined && keys.length > 0)
              .map(({ id, name, keys }) => (
                <Table.Tr key={id}>
                  <Table.Td w={250}>
                    <Keys keys={keys!} />
                  </Table.Td>
                  <Table.Td>{name}</Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      ))}
    </Modal>
  );
}

export function Keys({ keys }: { readonly keys: readonly string[] }) {
  return keys.map((one, i) => (
    <span key={one} className="action-keys">
      {i > 0 && ' '}
      {keyCaps(one, isMac).map((cap) => (
        <Kbd key={cap} mr={3}>
          {cap}
        </Kbd>
      ))}
    </span>
  ));
}
