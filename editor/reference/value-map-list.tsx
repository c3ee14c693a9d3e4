/** The value maps of an environment; each opens to its entries. */
import { Button, Group, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import { removeReference, useReferences } from './use-reference.ts';
import { ValueMapPanel } from './value-map-panel.tsx';

export interface ValueMapListProps {
  readonly environment: string;
  readonly mayWrite: boolean;
}

export function ValueMapList({ environment, mayWrite }: ValueMapListProps) {
  const query = useReferences('value-maps', environment);
  const [{ map: open }, setSearch] = usePageSearch();
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<ReferenceView>();
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setMaking(true)}>
      {t('maps.add', 'Add a value map')}
    </Button>
  );
  return (
    <>
      <QueryView query={query}>
        {({ items }) => {
          const shown = items.find(({ name }) => name === open);
          return (
            <>
              {items.length === 0 ? (
                <EmptyState
                  title={t('maps.none', 'No value maps')}
                  why={t(
                    'maps.none-why',
                    'A value map leads from the codes of one system to those of another: units, plants, reasons. The node "Look up a value" reads it.',
                  )}
                  action={add}
                />
              ) : (
                <>
                  <Group mb="sm">{add}</Group>
                  <Table.ScrollContainer minWidth={560}>
                    <Table highlightOnHover>
                      <Table.Thead>
                        <Table.Tr>
                          <Table.Th>{t('maps.name', 'Name')}</Table.Th>
                          <Table.Th ta="right">{t('maps.entries', 'Entries')}</Table.Th>
                          <Table.Th>{t('maps.changed', 'Changed')}</Table.Th>
                          {mayWrite && <Table.Td />}
                        </Table.Tr>
                      </Table.Thead>
                      <Table.Tbody>
                        {items.map((map) => (
                          <Table.Tr key={map.name}>
                            <Table.Td>
                              <UnstyledButton fz="sm" fw={600} c="var(--mantine-color-anchor)" onClick={() => setSearch({ map: map.name })}>
                                {map.name}
                              </UnstyledButton>
                            </Table.Td>
                            <Table.Td ta="right" className="number">
                              {Object.keys(map.value as object).length}
                            </Table.Td>
                            <Table.Td>
                              <RelativeTime at={map.changedAt} />
                            </Table.Td>
                            {mayWrite && (
                              <Table.Td ta="right">
                                <Button
                                  variant="default"
                                  size="compact-xs"
                                  aria-label={t('maps.remove-one', 'Remove {name}', { name: map.name })}
                                  onClick={() => setLeaving(map)}
                                >
                                  {t('maps.remove', 'Remove')}
                                </Button>
                              </Table.Td>
                            )}
                          </Table.Tr>
                        ))}
                      </Table.Tbody>
                    </Table>
                  </Table.ScrollContainer>
                </>
              )}
              {(shown !== undefined || making) && (
                <ValueMapPanel
                  key={shown?.name ?? 'new'}
                  environment={environment}
                  map={making ? undefined : shown}
                  mayWrite={mayWrite}
                  onClose={() => {
                    setMaking(false);
                    setSearch({ map: undefined });
                  }}
                />
              )}
            </>
          );
        }}
      </QueryView>
      {leaving !== undefined && (
        <ConfirmDialog
          title={t('maps.remove-one', 'Remove {name}', { name: leaving.name })}
          effect={t('maps.remove-effect', 'Runs that begin from now on find nothing in it; those that have begun keep it.')}
          confirmLabel={t('maps.remove', 'Remove')}
          danger
          onConfirm={() => removeReference('value-maps', environment, leaving.name)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}
