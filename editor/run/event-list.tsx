/** The run's journal, newest last; each line opens to the whole event. */
import { Anchor, Table, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import type { RunView } from '#flows/api/runs.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { t } from '../text.ts';
import { JsonView } from '../ui/json-view.tsx';
import { clockText } from '../ui/time-text.ts';
import { eventName, eventText } from './event-text.ts';
import { stepTitle } from './step-title.ts';

export interface EventListProps {
  readonly run: Pick<RunView, 'document' | 'called'>;
  readonly events: readonly TraceEvent[];
  /** Left out: all events are of one step, whose name need not be said. */
  readonly onGo?: (path: string) => void;
}

/** Of a longer journal the end is shown. */
const SHOWN = 300;

export function EventList({ run, events, onGo }: EventListProps) {
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
            <Table.Th w={40}>#</Table.Th>
            <Table.Th w={110}>{t('events.at', 'Time')}</Table.Th>
            <Table.Th w={150}>{t('events.event', 'Event')}</Table.Th>
            {onGo !== undefined && <Table.Th>{t('events.step', 'Step')}</Table.Th>}
            <Table.Th>{t('events.what', 'What')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((event) => (
            <Fragment key={event.runSeq}>
              <EventRow
                run={run}
                event={event}
                isOpen={open === event.runSeq}
                onToggle={() => setOpen(open === event.runSeq ? undefined : event.runSeq)}
                onGo={onGo}
              />
              {open === event.runSeq && (
                <Table.Tr>
                  <Table.Td colSpan={onGo === undefined ? 4 : 5}>
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

interface EventRowProps {
  readonly run: Pick<RunView, 'document' | 'called'>;
  readonly event: TraceEvent;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onGo: ((path: string) => void) | undefined;
}

function EventRow({ run, event, isOpen, onToggle, onGo }: EventRowProps) {
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const path = 'path' in event ? event.path : undefined;
  return (
    <Table.Tr>
      <Table.Td className="number">{event.runSeq}</Table.Td>
      <Table.Td className="number">{clockText(event.at)}</Table.Td>
      <Table.Td className="number">
        <UnstyledButton fz="sm" aria-expanded={isOpen} onClick={onToggle}>
          <Chevron size={13} aria-hidden style={{ verticalAlign: -2 }} /> {eventName(event.type)}
        </UnstyledButton>
      </Table.Td>
      {onGo !== undefined && (
        <Table.Td>
          {path !== undefined && (
            <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onGo(path)}>
              {stepTitle(run, path)}
            </Anchor>
          )}
        </Table.Td>
      )}
      <Table.Td>{eventText(event)}</Table.Td>
    </Table.Tr>
  );
}
