/** Somebody else saved the same draft: both changes together, and where they meet, a choice for each place. Nothing is written over unseen. */
import { Alert, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DraftView } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { MergeConflict } from '#flows/flow-merge.ts';
import { t } from '../text.ts';
import { Table } from '../ui/table.tsx';
import { changePlace, valueText } from './change-text.ts';

export interface ConflictPanelProps {
  readonly base: FlowDocument;
  readonly mine: FlowDocument;
  readonly theirs: DraftView;
  readonly onSettle: (document: FlowDocument) => void;
}

type Choices = { readonly [pointer: string]: 'mine' | 'theirs' };

export function ConflictPanel({ base, mine, theirs, onSettle }: ConflictPanelProps) {
  const [choices, setChoices] = useState<Choices>({});
  // With the whole check of flows, which nobody needs before two people meet.
  const language = useQuery({ queryKey: ['merge'], queryFn: () => import('#flows/flow-merge.ts'), staleTime: Number.POSITIVE_INFINITY });
  if (language.data === undefined) return null;
  const { mergeFlows, resolveConflict } = language.data;
  const merged = mergeFlows(base, mine, theirs.document);
  const settle = () =>
    onSettle(
      merged.conflicts.reduce((flow, conflict) => resolveConflict(flow, conflict, choices[conflict.pointer] ?? 'mine'), merged.flow),
    );
  return (
    <Alert color="yellow" p="xs" role="alert" title={t('conflict.title', 'Somebody else has saved this draft meanwhile')}>
      <Stack gap="xs">
        <Text>
          {merged.conflicts.length === 0
            ? t('conflict.none', 'Your changes and theirs touch different places and fit together. Nothing is saved before you choose.')
            : t(
                'conflict.some',
                '{count, plural, one {One place was} other {# places were}} changed by both of you; everything else fits together. Choose for each.',
                { count: merged.conflicts.length },
              )}
        </Text>
        {merged.conflicts.length > 0 && <ConflictTable conflicts={merged.conflicts} flow={mine} choices={choices} onChoose={setChoices} />}
        <Group gap="xs">
          <Button size="compact-xs" onClick={settle}>
            {t('conflict.merge', 'Merge and go on')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => onSettle(theirs.document)}>
            {t('conflict.theirs', 'Take theirs (undo brings mine back)')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

interface ConflictTableProps {
  readonly conflicts: readonly MergeConflict[];
  readonly flow: FlowDocument;
  readonly choices: Choices;
  readonly onChoose: (choices: Choices) => void;
}

function ConflictTable({ conflicts, flow, choices, onChoose }: ConflictTableProps) {
  return (
    <div className="conflict-table">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('conflict.where', 'Where')}</Table.Th>
            <Table.Th>{t('conflict.mine', 'Mine')}</Table.Th>
            <Table.Th>{t('conflict.other', 'Theirs')}</Table.Th>
            <Table.Th>{t('conflict.keep', 'Keep')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {conflicts.map((conflict) => (
            <Table.Tr key={conflict.pointer}>
              <Table.Td>{changePlace(conflict.path, flow)}</Table.Td>
              <Table.Td className="diff-value">{valueText(conflict.mine)}</Table.Td>
              <Table.Td className="diff-value">{valueText(conflict.theirs)}</Table.Td>
              <Table.Td>
                <SegmentedControl
                  aria-label={t('conflict.keep-of', 'Keep for {place}', { place: changePlace(conflict.path, flow) })}
                  data={[
                    { value: 'mine', label: t('conflict.mine', 'Mine') },
                    { value: 'theirs', label: t('conflict.other', 'Theirs') },
                  ]}
                  value={choices[conflict.pointer] ?? 'mine'}
                  onChange={(choice) => onChoose({ ...choices, [conflict.pointer]: choice as 'mine' | 'theirs' })}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
