/** What is armed now, presets for the usual stories, and the form for everything else. */
import { Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { FAULT_PRESETS, type FaultPreset, findFaultKind } from './fault-draft.ts';
import { FaultForm } from './fault-form.tsx';
import { type ArmedFault, actInSandbox } from './sandbox-api.ts';
import { systemName } from './system-name.ts';

export function FaultPanel({ faults }: { readonly faults: readonly ArmedFault[] }) {
  return (
    <Stack gap="sm" component="section" aria-label={t('faults.title', 'Faults')}>
      <Title order={2}>{t('faults.title', 'Faults')}</Title>
      <ArmedFaults faults={faults} />
      <Title order={3}>{t('faults.presets', 'Usual stories')}</Title>
      <Presets />
      <Title order={3}>{t('faults.other', 'Any other fault')}</Title>
      <FaultForm />
    </Stack>
  );
}

function ArmedFaults({ faults }: { readonly faults: readonly ArmedFault[] }) {
  const remove = useMutation({
    mutationFn: (id: string | undefined) => actInSandbox('DELETE', id === undefined ? 'faults' : `faults/${encodeURIComponent(id)}`),
  });
  return (
    <>
      {faults.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('faults.none', 'No fault is armed: every system behaves.')}
        </Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('fault.system', 'System')}</Table.Th>
              <Table.Th>{t('faults.fault', 'Fault')}</Table.Th>
              <Table.Th>{t('faults.narrowed', 'Narrowed to')}</Table.Th>
              <Table.Th ta="right">{t('faults.struck', 'Struck')}</Table.Th>
              <Table.Th ta="right">
                <Button variant="default" size="compact-xs" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
                  {t('faults.remove-all', 'Remove all')}
                </Button>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {faults.map((fault) => (
              <Table.Tr key={fault.id}>
                <Table.Td>{systemName(fault.system)}</Table.Td>
                <Table.Td>{findFaultKind(fault.kind)?.label ?? fault.kind}</Table.Td>
                <Table.Td>{narrowingText(fault)}</Table.Td>
                <Table.Td ta="right" className="number">
                  {fault.times === undefined ? fault.struck : `${fault.struck} / ${fault.times}`}
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    variant="default"
                    size="compact-xs"
                    aria-label={t('faults.remove-one', 'Remove {id}', { id: fault.id })}
                    onClick={() => remove.mutate(fault.id)}
                  >
                    {t('faults.remove', 'Remove')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {remove.error !== null && <ErrorPanel error={remove.error} />}
    </>
  );
}

function Presets() {
  const [order, setOrder] = useState('4711');
  const arm = useMutation({ mutationFn: (preset: FaultPreset) => actInSandbox('POST', 'faults', preset.body(order.trim())) });
  return (
    <>
      <Group gap="xs">
        {FAULT_PRESETS.map((preset) => (
          <Group key={preset.id} gap={4}>
            <Button
              variant="default"
              disabled={preset.wantsOrder === true && order.trim() === ''}
              loading={arm.isPending && arm.variables.id === preset.id}
              onClick={() => arm.mutate(preset)}
            >
              {preset.label}
            </Button>
            {preset.wantsOrder === true && (
              <TextInput
                w={80}
                aria-label={t('preset.order', 'Order number')}
                value={order}
                onChange={(event) => setOrder(event.currentTarget.value)}
              />
            )}
          </Group>
        ))}
      </Group>
      {arm.error !== null && <ErrorPanel error={arm.error} />}
    </>
  );
}

/** `change-sales-order · key 4711 · 30 % · 2000 ms`. */
function narrowingText({ operation, key, probability, milliseconds, retryAfter }: ArmedFault): string {
  const parts = [
    operation,
    key === undefined ? undefined : t('faults.key', 'key {key}', { key }),
    probability === undefined ? undefined : `${Math.round(probability * 100)} %`,
    milliseconds === undefined ? undefined : `${milliseconds} ms`,
    retryAfter === undefined ? undefined : `Retry-After ${retryAfter}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? t('faults.everything', 'everything') : parts.join(' · ');
}
