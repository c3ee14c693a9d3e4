/** The systems an environment reaches: health, circuit, last check; each opens to its settings. */
import { Button, Group, Text, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { CircuitState, ConnectionView } from '#flows/api/connections.ts';
import { toConnectionHold } from '#flows/connection-hold.ts';
import type { ConnectionManifest } from '#flows/connection-manifest.ts';
import { wholeEnvironment } from '#flows/policy.ts';
import { useCircuits, useConnections, useConnectionTypes } from '../server/queries.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useEnvironmentName, usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { Table } from '../ui/table.tsx';
import { ConnectionPanel } from './connection-panel.tsx';

/** In the address: `new`, or name and plant as in `heldBy`. */
const NEW = 'new';

export function ConnectionsPage() {
  const environment = useEnvironmentName();
  const query = useConnections(environment);
  const circuits = useCircuits(environment).data?.items ?? [];
  const types = useConnectionTypes().data?.connectionTypes ?? [];
  const [{ connection: open }, setSearch] = usePageSearch();
  /** The one that was just made here. */
  const [made, setMade] = useState<string>();
  const mayWrite = useMay()('connections.write', wholeEnvironment(environment));
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setSearch({ connection: NEW })}>
      {t('connections.new', 'New connection')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('connections.title', 'Connections')}
        about={t('connections.about', 'the systems that {environment} reaches', { environment })}
        actions={add}
      />
      <QueryView query={query}>
        {({ items }) => {
          const shown = items.find((connection) => keyOf(connection) === open);
          return (
            <>
              {items.length === 0 ? (
                <EmptyState
                  title={t('connections.none', 'No connections')}
                  why={t('connections.none-why', 'Nodes name a connection; each environment binds the name to a system of its own.')}
                  action={add}
                />
              ) : (
                <ConnectionTable
                  items={items}
                  circuits={circuits}
                  types={types}
                  onOpen={(connection) => setSearch({ connection: keyOf(connection) })}
                />
              )}
              {(shown !== undefined || open === NEW) && (
                <ConnectionPanel
                  key={`${environment} ${open}`}
                  environment={environment}
                  connection={shown}
                  circuit={shown === undefined ? undefined : circuits.find((circuit) => isOf(circuit, shown))}
                  types={types}
                  mayWrite={mayWrite}
                  onMade={(saved) => {
                    setMade(keyOf(saved));
                    setSearch({ connection: keyOf(saved) });
                  }}
                  checkAtOnce={made !== undefined && made === open}
                  onClose={() => setSearch({ connection: undefined })}
                />
              )}
            </>
          );
        }}
      </QueryView>
    </>
  );
}

function keyOf({ name, plant }: ConnectionView): string {
  return toConnectionHold({ connection: name, ...(plant === undefined ? {} : { plant }) });
}

/** One that a plant has to itself has a circuit of its own. */
function isOf(circuit: CircuitState, { name, plant }: ConnectionView): boolean {
  return circuit.connection === name && circuit.plant === plant;
}

function CircuitCell({ circuit: { state, maintenanceUntil } }: { readonly circuit: CircuitState }) {
  return (
    <Group gap={6}>
      <StateBadge state={state} />
      {maintenanceUntil !== undefined && (
        <Text span size="sm">
          {t('connections.ends', 'ends')} <RelativeTime at={maintenanceUntil} />
        </Text>
      )}
    </Group>
  );
}

interface ConnectionTableProps {
  readonly items: readonly ConnectionView[];
  readonly circuits: readonly CircuitState[];
  readonly types: readonly ConnectionManifest[];
  readonly onOpen: (connection: ConnectionView) => void;
}

function ConnectionTable({ items, circuits, types, onOpen }: ConnectionTableProps) {
  return (
    <Table highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('connections.name', 'Name')}</Table.Th>
          <Table.Th>{t('connections.type', 'Type')}</Table.Th>
          <Table.Th>{t('connections.hosts', 'Reaches')}</Table.Th>
          <Table.Th>{t('connections.circuit', 'Circuit')}</Table.Th>
          <Table.Th>{t('connections.held', 'Held runs')}</Table.Th>
          <Table.Th>{t('connections.check', 'Last check')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((connection) => {
          const circuit = connection.circuit ?? circuits.find((known) => isOf(known, connection));
          return (
            <Table.Tr key={keyOf(connection)}>
              <Table.Td>
                <UnstyledButton fz="sm" fw={600} c="var(--mantine-color-anchor)" onClick={() => onOpen(connection)}>
                  {keyOf(connection)}
                </UnstyledButton>
                {connection.sandbox && (
                  <Text span size="xs" c="dimmed" ml={6}>
                    {t('connections.sandbox', 'sandbox')}
                  </Text>
                )}
                {connection.limits['withholdWrites'] === true && (
                  <StateBadge state="withheld" label={t('connections.withheld', 'Writes withheld')} />
                )}
              </Table.Td>
              <Table.Td>{types.find(({ type }) => type === connection.type)?.label ?? connection.type}</Table.Td>
              <Table.Td className="mono">{connection.hosts.join(', ')}</Table.Td>
              <Table.Td>{circuit === undefined ? t('connections.unused', 'not used yet') : <CircuitCell circuit={circuit} />}</Table.Td>
              <Table.Td className="number">{circuit?.held ?? 0}</Table.Td>
              <Table.Td>
                {connection.lastCheck === undefined ? (
                  t('connections.unchecked', 'never')
                ) : (
                  <Group gap={6}>
                    <StateBadge state={connection.lastCheck.ok ? 'passed' : 'failed'} />
                    <RelativeTime at={connection.lastCheck.at} />
                  </Group>
                )}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
