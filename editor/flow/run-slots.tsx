/** Catching up with a schedule by hand: days of the plant's calendar, which times they have, which have run. */
import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SlotsRun } from '#flows/api/environments.ts';
import { apiPath, callApi, problemOf } from '../server/api-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { Table } from '../ui/table.tsx';
import { faultsByField } from './input-form.ts';

export interface RunSlotsProps {
  readonly flowId: string;
  readonly environment: string;
}

export function RunSlots({ flowId, environment }: RunSlotsProps) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [again, setAgain] = useState(false);
  const call = useMutation({
    mutationFn: (dryRun: boolean) =>
      callApi<SlotsRun>('POST', apiPath`/api/environments/${environment}/deployments/${flowId}/slots`, {
        body: { from, to: to === '' ? from : to, again, dryRun },
      }),
  });
  const faults = faultsByField(call.error === null ? [] : (problemOf(call.error).errors ?? []));
  // What is wrong with a field that stands here is said there, all else below.
  const isSaid = faults.size > 0 && [...faults.keys()].every((path) => path === '/from' || path === '/to');
  const found = call.data;
  const wanted = found?.slots.filter(({ runId, started }) => started !== true && (again || runId === undefined)).length ?? 0;
  /** What was looked at is not what would be run any more. */
  function change(apply: () => void): void {
    apply();
    call.reset();
  }
  return (
    <Stack gap="sm">
      <Text c="dimmed">
        {t('slots.effect', 'Runs the times of these days that have not run, in their order; the plant’s clock counts.')}
      </Text>
      <Group gap="sm" align="flex-start">
        <TextInput
          type="date"
          label={t('slots.from', 'From')}
          required
          value={from}
          error={faults.get('/from')}
          onChange={({ currentTarget: { value } }) => change(() => setFrom(value))}
        />
        <TextInput
          type="date"
          label={t('slots.to', 'To, included')}
          value={to}
          error={faults.get('/to')}
          onChange={({ currentTarget: { value } }) => change(() => setTo(value))}
        />
      </Group>
      <Checkbox
        label={t('slots.again', 'Also those that have run')}
        checked={again}
        onChange={({ currentTarget: { checked } }) => setAgain(checked)}
      />
      {found !== undefined && <FoundSlots found={found} />}
      {call.error !== null && !isSaid && <ErrorPanel error={call.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" disabled={from === ''} loading={call.isPending} onClick={() => call.mutate(true)}>
          {t('slots.look', 'Which are there?')}
        </Button>
        <Button disabled={wanted === 0} loading={call.isPending} onClick={() => call.mutate(false)}>
          {t('slots.run', 'Run {count, plural, =0 {them} one {# time} other {# times}}', { count: wanted })}
        </Button>
      </Group>
    </Stack>
  );
}

function FoundSlots({ found: { slots, timeZone, started } }: { readonly found: SlotsRun }) {
  if (slots.length === 0)
    return (
      <Text role="status">{t('slots.none', 'On these days there is no time that was due, by the clock of {timeZone}.', { timeZone })}</Text>
    );
  return (
    <>
      <Text role="status">
        {started > 0
          ? t('slots.started', '{count, plural, one {# run} other {# runs}} started.', { count: started })
          : t('slots.found', '{count, plural, one {# time} other {# times}} by the clock of {timeZone}:', {
              count: slots.length,
              timeZone,
            })}
      </Text>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('slots.time', 'Time')}</Table.Th>
            <Table.Th>{t('slots.ran', 'Run')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {slots.map(({ slot, local, runId }) => (
            <Table.Tr key={slot}>
              <Table.Td className="number">{local}</Table.Td>
              <Table.Td>
                {runId === undefined ? t('slots.not-run', 'not yet') : <PageLink to={`/runs/${runId}`}>{runId}</PageLink>}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
