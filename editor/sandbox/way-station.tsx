/** One system on the way of a change: how far it is there, since when, and what it holds. */
import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../text.ts';
import { PageLink } from '../ui/page-link.tsx';
import type { PageSearch } from '../ui/search-text.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { durationText, instantText } from '../ui/time-text.ts';
import type { Station, StationState } from './follow-change.ts';

export interface WayStationProps {
  readonly system: string;
  readonly title: string;
  /** What the system is, for whoever does not know it. */
  readonly where: string;
  readonly station: Station;
  /** When the way began. */
  readonly startedAt: string | undefined;
  readonly link?: { readonly label: string; readonly to?: string; readonly search: PageSearch };
  readonly children: ReactNode;
}

/** State that lends icon and colour, and the word of the way. */
const WORDS: { readonly [state in StationState]: readonly [state: string, word: string] } = {
  done: ['confirmed', t('way.done', 'Done')],
  now: ['running', t('way.now', 'Now')],
  stopped: ['waiting', t('way.stands', 'Waits')],
  refused: ['refused', t('way.refused', 'Refused')],
  skipped: ['skipped', t('way.skipped', 'Not needed')],
  open: ['ready', t('way.open', 'Not yet')],
};

export function WayStation({ system, title, where, station, startedAt, link, children }: WayStationProps) {
  const [state, word] = WORDS[station.state];
  return (
    <li className="way-station" data-state={station.state}>
      <div className="way-system">
        <Text fw={600}>{system}</Text>
        <Text size="xs" c="dimmed">
          {where}
        </Text>
      </div>
      <div className="way-body">
        <Group gap="sm" align="center" mb={4}>
          <Title order={3}>{title}</Title>
          <StateBadge state={state} label={word} />
          {station.at !== undefined && startedAt !== undefined && (
            <Text size="xs" c="dimmed" className="number" title={instantText(station.at)}>
              {t('way.after', 'after {time}', { time: durationText(Date.parse(station.at) - Date.parse(startedAt)) })}
            </Text>
          )}
          {link !== undefined && (
            <PageLink to={link.to ?? '/sandbox'} search={link.search}>
              {link.label}
            </PageLink>
          )}
        </Group>
        {children}
      </div>
    </li>
  );
}
