/** Round a table of work centres or customers: add one, change one, remove one, take in a spreadsheet or give one out. */
import { Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { QueryView } from '../ui/query-view.tsx';
import type { FormKind } from './form-schemas.ts';
import { MasterActions } from './master-actions.tsx';
import { MasterDialog } from './master-dialog.tsx';
import { RowActions } from './row-actions.tsx';
import { removeReference, useReferences } from './use-reference.ts';

export interface KeptListProps {
  readonly kind: FormKind;
  readonly environment: string;
  readonly mayWrite: boolean;
  readonly addLabel: string;
  readonly nameLabel: string;
  readonly nameHelp: string;
  readonly none: string;
  readonly removeEffect: string;
  /** `actionsOf` gives the last cell of a row; undefined where whoever looks may change nothing. */
  readonly table: (items: readonly ReferenceView[], actionsOf: ((entry: ReferenceView) => ReactNode) | undefined) => ReactNode;
}

export function KeptList({ kind, environment, mayWrite, addLabel, nameLabel, nameHelp, none, removeEffect, table }: KeptListProps) {
  const query = useReferences(kind, environment);
  const [shown, setShown] = useState<ReferenceView | 'new'>();
  const [leaving, setLeaving] = useState<ReferenceView>();
  const actionsOf = (entry: ReferenceView) => (
    <RowActions name={entry.name} onChange={() => setShown(entry)} onRemove={() => setLeaving(entry)} />
  );
  return (
    <>
      <QueryView query={query}>
        {({ items }) => (
          <>
            <MasterActions
              kind={kind}
              environment={environment}
              items={items}
              mayWrite={mayWrite}
              addLabel={addLabel}
              onAdd={() => setShown('new')}
            />
            {items.length === 0 ? (
              <EmptyState
                title={none}
                why={t(
                  'kept.none-why',
                  'A flow such as Master data sync publishes them from the system that keeps them, or you keep them here.',
                )}
              />
            ) : (
              <>
                {mayWrite && (
                  <Text size="sm" c="dimmed" mb="xs">
                    {t('kept.published', 'Where a flow publishes them, its next publication replaces what is changed here.')}
                  </Text>
                )}
                {table(items, mayWrite ? actionsOf : undefined)}
              </>
            )}
          </>
        )}
      </QueryView>
      {shown !== undefined && (
        <MasterDialog
          kind={kind}
          environment={environment}
          entry={shown === 'new' ? undefined : shown}
          addLabel={addLabel}
          nameLabel={nameLabel}
          nameHelp={nameHelp}
          onClose={() => setShown(undefined)}
        />
      )}
      {leaving !== undefined && (
        <ConfirmDialog
          title={t('variables.remove-one', 'Remove {name}', { name: leaving.name })}
          effect={removeEffect}
          confirmLabel={t('variables.remove', 'Remove')}
          danger
          onConfirm={() => removeReference(kind, environment, leaving.name)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}
