import { Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { t } from '../text.ts';
import type { Form } from './field-props.ts';
import { ADDS_ITEM } from './use-item-focus.ts';

/** One more of a list; nothing where the form is only looked at. */
export function AddButton({ form, label, onAdd }: { readonly form: Form; readonly label: string; readonly onAdd: () => void }) {
  if (form.readOnly) return null;
  return (
    <Group>
      <Button
        className={ADDS_ITEM}
        variant="default"
        size="compact-xs"
        leftSection={<IconPlus size={12} aria-hidden />}
        aria-label={t('form.add-to', 'Add to {label}', { label })}
        onClick={onAdd}
      >
        {t('form.add', 'Add')}
      </Button>
    </Group>
  );
}
