/** The run's journal, newest last; each line opens to the whole event. */
import { Table, Text, UnstyledButton } from '@mantine/core';
import { Fragment, useState } from 'react';
import type { TraceEvent } from '#flows/trace.ts';
import { t } from '../text.ts';
import { JsonView } from '../ui/json-view.tsx';
import { clockText } from '../ui/time-text.ts';
import { eventText } from './event-text.ts';

/** A longer journal is read page by page from its end. */
const SHOWN = 300;

export function EventList({ events }: { readonly events: readonly TraceEvent[] }) {
  const [open, setOpen] = useState<number>();
  const shown = events.slice(-SHOWN);
  return (
    <>
      {shown.length < events.length && (
        <Text c="dimmed" p="xs">
          {t('events.cut', 'The last {shown} of {all} events.', { shown: shown.length, all: events.length })}
        </Text>
      )}
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>#</Table.Th>
            <Table.Th>{t('events.at', 'Time')}</Table.Th>
            <Table.Th>{t('events.event', 'Event')}</Table.Th>
            <Table.Th>{t('events.step', 'Step')}</Table.Th>
            <Table.Th>{t('events.what', 'What')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((event) => (
            <Fragment key={event.runSeq}>
              <Table.Tr>
                <Table.Td className="number">{event.runSeq}</Table.Td>
                <Table.Td className="number">{clockText(event.at)}</Table.Td>
                <Table.Td>
                  <UnstyledButton
                    fz="sm"
                    aria-expanded={open === event.runSeq}
                    onClick={() => setOpen(open === event.runSeq ? undefined : event.runSeq)}
                  >
                    {open === event.runSeq ? '▾' : '▸'} {event.type}
                  </UnstyledButton>
                </Table.Td>
                <Table.Td className="mono">{'path' in event ? event.path : ''}</Table.Td>
                <Table.Td>{eventText(event)}</Table.Td>
              </Table.Tr>
              {open === event.runSeq && (
                <Table.Tr>
                  <Table.Td colSpan={5}>
                    <JsonView value={event} label={event.type} />
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
