/** Change and remove, at the end of a row of a table. */
import { Button, Group } from '@mantine/core';
import { t } from '../text.ts';

export interface RowActionsProps {
  readonly name: string;
  readonly onChange: () => void;
  readonly onRemove: () => void;
}

export function RowActions({ name, onChange, onRemove }: RowActionsProps) {
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      <Button variant="default" size="compact-xs" aria-label={t('variables.change-one', 'Change {name}', { name })} onClick={onChange}>
        {t('variables.change', 'Change')}
      </Button>
      <Button variant="default" size="compact-xs" aria-label={t('variables.remove-one', 'Remove {name}', { name })} onClick={onRemove}>
        {t('variables.remove', 'Remove')}
      </Button>
    </Group>
  );
}
