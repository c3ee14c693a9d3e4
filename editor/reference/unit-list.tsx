/** The units that materials are known in, found by searching, and a place to try a conversion. */
import { Group, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { Table } from '../ui/table.tsx';
import { ConversionTrial } from './conversion-trial.tsx';
import { MasterActions } from './master-actions.tsx';
import type { UnitValue } from './master-data.ts';
import { RowActions } from './row-actions.tsx';
import { UnitDialog } from './unit-dialog.tsx';
import { removeReference, useReferences } from './use-reference.ts';

export interface UnitListProps {
  readonly environment: string;
  readonly mayWrite: boolean;
}

/** More are found by searching. */
const MOST_SHOWN = 100;

export function UnitList({ environment, mayWrite }: UnitListProps) {
  const query = useReferences('units', environment);
  const [{ material = '' }, setSearch] = usePageSearch();
  const [shown, setShown] = useState<ReferenceView | 'new'>();
  const [leaving, setLeaving] = useState<ReferenceView>();
  return (
    <>
      <QueryView query={query}>
        {({ items }) => {
          const found = items.filter(({ name }) => name.toLowerCase().includes(material.trim().toLowerCase()));
          return (
            <>
              <MasterActions
                kind="units"
                environment={environment}
                items={items}
                mayWrite={mayWrite}
                addLabel={t('units.add', 'Add a material')}
                onAdd={() => setShown('new')}
              />
              {items.length === 0 ? (
                <EmptyState
                  title={t('units.none', 'No material units')}
                  why={t(
                    'units.none-why',
                    'How many pieces a carton of a material has, and the like. The node "Convert units" reckons with them, in exact decimals.',
                  )}
                />
              ) : (
                <>
                  <ConversionTrial environment={environment} items={items} />
                  <Group gap="sm" mb="xs">
                    <TextInput
                      w={260}
                      leftSection={<IconSearch size={14} aria-hidden />}
                      aria-label={t('units.search', 'Find a material')}
                      placeholder={t('units.search', 'Find a material')}
                      value={material}
                      onChange={(event) => setSearch({ material: event.currentTarget.value || undefined })}
                    />
                    <Text size="sm" c="dimmed" role="status">
                      {found.length > MOST_SHOWN
                        ? t('units.some', '{shown} of {all} materials are shown', { shown: MOST_SHOWN, all: found.length })
                        : t('units.count', '{count, plural, one {# material} other {# materials}}', { count: found.length })}
                    </Text>
                  </Group>
                  <Table.ScrollContainer minWidth={720}>
                    <Table highlightOnHover>
                      <Table.Thead>
                        <Table.Tr>
                          <Table.Th>{t('units.material', 'Material')}</Table.Th>
                          <Table.Th>{t('units.base', 'Base unit')}</Table.Th>
                          <Table.Th ta="right">{t('units.decimals', 'Decimals')}</Table.Th>
                          <Table.Th>{t('units.units', 'Other units')}</Table.Th>
                          {mayWrite && <Table.Td />}
                        </Table.Tr>
                      </Table.Thead>
                      <Table.Tbody>
                        {found.slice(0, MOST_SHOWN).map((row) => {
                          const { baseUnit, decimals = 3, units } = row.value as unknown as UnitValue;
                          return (
                            <Table.Tr key={row.name}>
                              <Table.Td className="mono">{row.name}</Table.Td>
                              <Table.Td>{baseUnit}</Table.Td>
                              <Table.Td ta="right" className="number">
                                {decimals}
                              </Table.Td>
                              <Table.Td>{units.map((unit) => factorText(unit, baseUnit)).join(' · ') || '–'}</Table.Td>
                              {mayWrite && (
                                <Table.Td>
                                  <RowActions name={row.name} onChange={() => setShown(row)} onRemove={() => setLeaving(row)} />
                                </Table.Td>
                              )}
                            </Table.Tr>
                          );
                        })}
                      </Table.Tbody>
                    </Table>
                  </Table.ScrollContainer>
                </>
              )}
            </>
          );
        }}
      </QueryView>
      {shown !== undefined && (
        <UnitDialog environment={environment} material={shown === 'new' ? undefined : shown} onClose={() => setShown(undefined)} />
      )}
      {leaving !== undefined && (
        <ConfirmDialog
          title={t('variables.remove-one', 'Remove {name}', { name: leaving.name })}
          effect={t('units.remove-effect', 'Flows that convert this material stop there from now on; runs that have begun keep it.')}
          confirmLabel={t('variables.remove', 'Remove')}
          danger
          onConfirm={() => removeReference('units', environment, leaving.name)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}

/** `1 CAR = 12 PC`, `7 KG = 10 PC`. */
function factorText({ unit, numerator, denominator }: UnitValue['units'][number], baseUnit: string): string {
  return `${denominator} ${unit} = ${numerator} ${baseUnit}`;
}
