/** What changed between two versions or drafts, in three layers: what it does, how it hangs together, how it looks. */
import { Anchor, Badge, Table, Text } from '@mantine/core';
import type { FieldChange, FlowDiff } from '#flows/flow-diff.ts';
import type { Json } from '#flows/json.ts';
import { useFlowDiff } from '../server/queries.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { QueryView } from '../ui/query-view.tsx';

export interface ChangeListProps {
  readonly flowId: string;
  /** Version number or draft id; undefined: there is nothing to compare with. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onGo?: (nodeId: string) => void;
}

const LAYERS: readonly (readonly [keyof FlowDiff, string])[] = [
  ['structure', t('diff.structure', 'Nodes and edges')],
  ['meaning', t('diff.meaning', 'What they do')],
  ['layout', t('diff.layout', 'How it looks')],
];

export function ChangeList({ flowId, from, to, onGo }: ChangeListProps) {
  const query = useFlowDiff(flowId, from, to);
  if (from === undefined || to === undefined || from === to)
    return <EmptyState title={t('diff.nothing', 'Nothing to compare with')} why={t('diff.nothing-why', 'There is no earlier version.')} />;
  return (
    <QueryView query={query}>
      {(diff) => {
        const rows = LAYERS.flatMap(([layer, label]) => diff[layer].map((change) => ({ change, label })));
        if (rows.length === 0)
          return <EmptyState title={t('diff.same', 'No difference')} why={t('diff.same-why', 'Both say the same, to the last field.')} />;
        return (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('diff.change', 'Change')}</Table.Th>
                <Table.Th>{t('diff.where', 'Where')}</Table.Th>
                <Table.Th>{t('diff.before', 'Before')}</Table.Th>
                <Table.Th>{t('diff.after', 'After')}</Table.Th>
                <Table.Th>{t('diff.layer', 'Layer')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ change, label }) => (
                <ChangeRow key={change.pointer} change={change} label={label} onGo={onGo} />
              ))}
            </Table.Tbody>
          </Table>
        );
      }}
    </QueryView>
  );
}

function ChangeRow({
  change,
  label,
  onGo,
}: {
  readonly change: FieldChange;
  readonly label: string;
  readonly onGo: ChangeListProps['onGo'];
}) {
  const { nodeId, pointer, from, to } = change;
  const kind = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
  const look = { added: ['+', 'green'], removed: ['−', 'red'], changed: ['~', 'yellow'] }[kind]!;
  return (
    <Table.Tr>
      <Table.Td>
        <Badge color={look[1]!} className="state-badge" leftSection={look[0]}>
          {kind}
        </Badge>
      </Table.Td>
      <Table.Td className="mono">
        {nodeId !== undefined && onGo !== undefined ? (
          <Anchor component="button" type="button" fz="xs" onClick={() => onGo(nodeId)}>
            {pointer}
          </Anchor>
        ) : (
          pointer
        )}
      </Table.Td>
      <Table.Td className="diff-value">{textOf(from)}</Table.Td>
      <Table.Td className="diff-value">{textOf(to)}</Table.Td>
      <Table.Td>
        <Text size="xs">{label}</Text>
      </Table.Td>
    </Table.Tr>
  );
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
