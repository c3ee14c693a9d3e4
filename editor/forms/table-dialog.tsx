/** A list of objects as a table in a window of its own: all columns beside each other. What is typed stands in the form at once. */
import { Button, Group, Modal, Text } from '@mantine/core';
import { t } from '../text.ts';
import { AddButton } from './add-button.tsx';
import { ObjectTable, type ObjectTableProps } from './object-table.tsx';
import { useItemFocus } from './use-item-focus.ts';

export function TableDialog({ onClose, ...table }: Omit<ObjectTableProps, 'onRemoved'> & { readonly onClose: () => void }) {
  const focus = useItemFocus();
  const { field, form, rows, onRows } = table;
  return (
    <Modal opened onClose={onClose} title={field.label} size="90rem">
      <div ref={focus.place} className="table-dialog item-list">
        <ObjectTable {...table} onRemoved={focus.left} />
        <AddButton form={form} label={field.label} onAdd={() => onRows([...rows, {}])} />
      </div>
      <Group justify="space-between" mt="xs">
        <Text size="xs" c="dimmed">
          {t('table.keys', 'Ctrl+↑ ↓ goes to the row above or below, Alt+↑ ↓ moves the row, Ctrl+Enter adds one, Alt+Delete removes it.')}
        </Text>
        <Button onClick={onClose}>{t('code.done', 'Done')}</Button>
      </Group>
    </Modal>
  );
}
