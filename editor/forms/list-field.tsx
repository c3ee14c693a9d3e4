/**
 * Objects in a list, each with its fields; they can change places where their order counts. Flat ones are a table: here, where it is
 * narrow enough, else in a window of its own.
 */
import { ActionIcon, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTable, IconTrash } from '@tabler/icons-react';
import { memo, Suspense, useMemo, useState } from 'react';
import type { Json } from '#flows/json.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import { useStableFor } from '../ui/use-stable.ts';
import { AddButton } from './add-button.tsx';
import { FieldGroup } from './field-group.tsx';
import { below, type FieldProps } from './field-props.ts';
import { asList, asObject } from './form-model.ts';
import { type ItemChange, withItem } from './list-items.ts';
import { ObjectFields } from './object-fields.tsx';
import { isSamePart } from './same-field.ts';
import { MOST_IN_PANEL, tableColumnsOf } from './table-columns.ts';
import { REMOVES_ITEM, useItemFocus } from './use-item-focus.ts';

const ObjectTable = later(() => import('./object-table.tsx'), 'ObjectTable');
const TableDialog = later(() => import('./table-dialog.tsx'), 'TableDialog');

export function ListField({ field, value, pointer, form, onChange }: FieldProps) {
  const items = asList(value);
  const columns = useMemo(() => tableColumnsOf(asObject(field.schema['items'])), [field.schema]);
  const isTable = columns !== undefined && columns.length <= MOST_IN_PANEL;
  const [isLarge, setLarge] = useState(false);
  const set = (next: readonly Json[]) => onChange(next.length === 0 && !field.required ? undefined : next);
  const focus = useItemFocus();
  const changeOf = useStableFor((at: number, change: ItemChange) => {
    if (change === 'remove') focus.left(at);
    set(withItem(items, at, change));
  });
  return (
    <FieldGroup field={field} pointer={pointer} form={form} place={focus.place}>
      <Stack gap={6} mt={4}>
        {isTable && (
          <Suspense>
            <ObjectTable field={field} pointer={pointer} form={form} columns={columns} rows={items} onRows={set} onRemoved={focus.left} />
          </Suspense>
        )}
        {(isTable ? [] : items).map((item, i) => (
          <ListItem
            // biome-ignore lint/suspicious/noArrayIndexKey: the items of a list have no name but their place
            key={i}
            field={field}
            pointer={below(pointer, i)}
            form={form}
            value={item}
            number={i + 1}
            isLast={i === items.length - 1}
            onItem={changeOf(i)}
          />
        ))}
        <Group gap="xs">
          <AddButton form={form} label={field.label} onAdd={() => set([...items, {}])} />
          {columns !== undefined && (
            <Button
              variant="default"
              size="compact-xs"
              leftSection={<IconTable size={12} aria-hidden />}
              aria-label={
                isTable
                  ? t('code.enlarge', '{label}: open large', { label: field.label })
                  : t('table.open-of', '{label} as a table', { label: field.label })
              }
              onClick={() => setLarge(true)}
            >
              {isTable ? t('code.enlarge-title', 'Open large') : t('table.open', 'As a table')}
            </Button>
          )}
        </Group>
        {isLarge && columns !== undefined && (
          <Suspense>
            <TableDialog
              field={field}
              pointer={pointer}
              form={form}
              columns={columns}
              rows={items}
              onRows={set}
              onClose={() => setLarge(false)}
            />
          </Suspense>
        )}
      </Stack>
    </FieldGroup>
  );
}

interface ListItemProps extends Pick<FieldProps, 'field' | 'pointer' | 'form'> {
  readonly value: Json;
  readonly number: number;
  readonly isLast: boolean;
  readonly onItem: (change: ItemChange) => void;
}

const ListItem = memo(function ListItem({ field, pointer, form, value, number, isLast, onItem }: ListItemProps) {
  const { label } = field;
  return (
    <Paper withBorder p="xs">
      <Group justify="space-between" mb={4} mih={22}>
        <Text size="xs" c="dimmed">
          {number}
        </Text>
        {!form.readOnly && (
          <Group gap={2}>
            {number > 1 && (
              <ActionIcon
                size="sm"
                aria-label={t('form.move-up', 'Move {label} {number} up', { label, number })}
                onClick={() => onItem('up')}
              >
                <IconArrowUp size={14} />
              </ActionIcon>
            )}
            {!isLast && (
              <ActionIcon
                size="sm"
                aria-label={t('form.move-down', 'Move {label} {number} down', { label, number })}
                onClick={() => onItem('down')}
              >
                <IconArrowDown size={14} />
              </ActionIcon>
            )}
            <ActionIcon
              className={REMOVES_ITEM}
              size="sm"
              aria-label={t('form.remove-item', 'Remove {label} {number}', { label, number })}
              onClick={() => onItem('remove')}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </Group>
        )}
      </Group>
      <ObjectFields schema={asObject(field.schema['items'])} value={asObject(value)} pointer={pointer} form={form} onChange={onItem} />
    </Paper>
  );
}, isSamePart);
