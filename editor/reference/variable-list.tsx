/** The variables of an environment: `vars.name` in expressions. */
import { Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import { RowActions } from './row-actions.tsx';
import { removeReference, useReferences } from './use-reference.ts';
import { KIND_LABELS, kindOf } from './value-text.ts';
import { VariableDialog } from './variable-dialog.tsx';

export interface VariableListProps {
  readonly environment: string;
  readonly mayWrite: boolean;
}

export function VariableList({ environment, mayWrite }: VariableListProps) {
  const query = useReferences('variables', environment);
  const [shown, setShown] = useState<ReferenceView | 'new'>();
  const [leaving, setLeaving] = useState<ReferenceView>();
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setShown('new')}>
      {t('variables.add', 'Add a variable')}
    </Button>
  );
  return (
    <>
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('variables.none', 'No variables')}
              why={t(
                'variables.none-why',
                'What differs between environments and is no secret: limits, addresses, switches. Expressions read it as vars.name.',
              )}
              action={add}
            />
          ) : (
            <>
              <Group mb="sm">{add}</Group>
              <Table.ScrollContainer minWidth={720}>
                <Table highlightOnHover>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('variables.name', 'Name')}</Table.Th>
                      <Table.Th>{t('variables.kind', 'Kind')}</Table.Th>
                      <Table.Th>{t('variables.value', 'Value')}</Table.Th>
                      <Table.Th>{t('variables.changed', 'Changed')}</Table.Th>
                      {mayWrite && <Table.Td />}
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {items.map((variable) => (
                      <Table.Tr key={variable.name}>
                        <Table.Td fw={500}>{variable.name}</Table.Td>
                        <Table.Td>{KIND_LABELS[kindOf(variable.value)]}</Table.Td>
                        <Table.Td className="mono">{shortText(JSON.stringify(variable.value))}</Table.Td>
                        <Table.Td>
                          <RelativeTime at={variable.changedAt} />
                        </Table.Td>
                        {mayWrite && (
                          <Table.Td>
                            <RowActions name={variable.name} onChange={() => setShown(variable)} onRemove={() => setLeaving(variable)} />
                          </Table.Td>
                        )}
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            </>
          )
        }
      </QueryView>
      {shown !== undefined && (
        <VariableDialog environment={environment} variable={shown === 'new' ? undefined : shown} onClose={() => setShown(undefined)} />
      )}
      {leaving !== undefined && (
        <ConfirmDialog
          title={t('variables.remove-one', 'Remove {name}', { name: leaving.name })}
          effect={t('variables.remove-effect', 'Runs that begin from now on do not find it; those that have begun keep it.')}
          confirmLabel={t('variables.remove', 'Remove')}
          danger
          onConfirm={() => removeReference('variables', environment, leaving.name)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}

const SHOWN = 80;

function shortText(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
