/** Before an action: which writes of the run would be sent again, and which were confirmed and stay as they are. */
import { Table, Text } from '@mantine/core';
import type { RunView } from '#flows/api/runs.ts';
import { t } from '../text.ts';
import { QueryView } from '../ui/query-view.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { fateOf, type Intent, type WriteFate, writesOf } from './run-writes.ts';
import { stepTitle } from './step-title.ts';
import { useRunEvents } from './use-run.ts';

export interface WritePreviewProps {
  readonly run: RunView;
  readonly intent: Intent;
}

const MOST_SHOWN = 12;

export function WritePreview({ run, intent }: WritePreviewProps) {
  const query = useRunEvents(run.runId);
  return (
    <section aria-label={t('writes.title', 'Writes of this run')}>
      <Text size="sm" fw={600}>
        {t('writes.title', 'Writes of this run')}
      </Text>
      <QueryView query={query}>
        {(events) => {
          const writes = writesOf(events);
          if (writes.length === 0)
            return (
              <Text size="sm" c="dimmed">
                {t('writes.none', 'None: this run has not written into another system. Nothing is sent a second time.')}
              </Text>
            );
          return (
            <>
              <Table verticalSpacing={2}>
                <Table.Tbody>
                  {writes.slice(0, MOST_SHOWN).map((write) => (
                    <Table.Tr key={write.effectKey}>
                      <Table.Td>{write.operation}</Table.Td>
                      <Table.Td>{stepTitle(run, write.path)}</Table.Td>
                      <Table.Td>
                        <StateBadge state={write.state} />
                      </Table.Td>
                      <Table.Td>{FATES[fateOf(write, intent)]}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              {writes.length > MOST_SHOWN && (
                <Text size="xs" c="dimmed">
                  {t('writes.more', 'and {count} more', { count: writes.length - MOST_SHOWN })}
                </Text>
              )}
            </>
          );
        }}
      </QueryView>
    </section>
  );
}

const FATES: { readonly [fate in WriteFate]: string } = {
  stays: t('fate.stays', 'stays, not sent again'),
  'sent-again': t('fate.sent-again', 'is sent again'),
  'asked-first': t('fate.asked-first', 'is asked for; sent again only if it was not applied'),
  'may-double': t('fate.may-double', 'is sent again as a new one, may be done twice'),
  'taken-back': t('fate.taken-back', 'is taken back'),
  'not-undone': t('fate.not-undone', 'stays: no step that undoes it is drawn'),
  'counts-as-applied': t('fate.counts', 'counts as applied'),
  'left-open': t('fate.left-open', 'left open: nobody knows whether it was applied'),
  'not-sent': t('fate.not-sent', 'was not applied, not sent again'),
};
