/** What changed between two documents, in three layers: what it does, how it hangs together, how it looks. */
import { Anchor, Badge, Switch, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import { diffFlows, type FieldChange, type FlowDiff } from '#flows/flow-diff.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Table } from '../ui/table.tsx';
import { changePlace, nodeText, valueText } from './change-text.ts';
import { changedParts } from './changed-parts.ts';

export interface ChangeListProps {
  /** Undefined: there is nothing to compare with. */
  readonly from: FlowDocument | undefined;
  readonly to: FlowDocument;
  readonly onGo?: ((nodeId: string) => void) | undefined;
}

const LAYERS: readonly (readonly [keyof FlowDiff, string])[] = [
  ['structure', t('diff.structure', 'Nodes and wires')],
  ['meaning', t('diff.meaning', 'What it does')],
  ['layout', t('diff.layout', 'How it looks')],
];

export function ChangeList({ from, to, onGo }: ChangeListProps) {
  const diff = useMemo(() => (from === undefined ? undefined : diffFlows(from, to)), [from, to]);
  const [looks, setLooks] = useState(false);
  if (from === undefined || diff === undefined)
    return <EmptyState title={t('diff.nothing', 'Nothing to compare with')} why={t('diff.nothing-why', 'There is no earlier version.')} />;
  const layers = LAYERS.filter(([layer]) => diff[layer].length > 0 && (layer !== 'layout' || looks));
  const quiet = diff.layout.length;
  return (
    <div className="changes">
      {layers.length === 0 && (
        <EmptyState
          title={quiet === 0 ? t('diff.same', 'No difference') : t('diff.looks-only', 'Nothing that the flow does has changed')}
          why={
            quiet === 0
              ? t('diff.same-why', 'Both say the same, to the last field.')
              : t('diff.looks-why', 'Only places, names or notes are different.')
          }
        />
      )}
      {layers.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={90}>{t('diff.change', 'Change')}</Table.Th>
              <Table.Th w="34%">{t('diff.where', 'Where')}</Table.Th>
              <Table.Th>{t('diff.before', 'Before')}</Table.Th>
              <Table.Th>{t('diff.after', 'After')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          {layers.map(([layer, label]) => (
            <Table.Tbody key={layer}>
              <Table.Tr>
                <Table.Th colSpan={4} scope="rowgroup" className="diff-layer">
                  {label}
                </Table.Th>
              </Table.Tr>
              {diff[layer].map((change) => (
                <ChangeRows key={change.pointer} change={change} from={from} to={to} onGo={onGo} />
              ))}
            </Table.Tbody>
          ))}
        </Table>
      )}
      {quiet > 0 && (
        <Switch
          m="xs"
          label={t('diff.show-looks', 'Show what only looks different ({count})', { count: quiet })}
          checked={looks}
          onChange={(event) => setLooks(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}

interface ChangeRowsProps {
  readonly change: FieldChange;
  readonly from: FlowDocument;
  readonly to: FlowDocument;
  readonly onGo: ChangeListProps['onGo'];
}

function ChangeRows({ change, from, to, onGo }: ChangeRowsProps) {
  const { nodeId, path } = change;
  const place = changePlace(path, to, from);
  const whole = path.length === 2 && path[0] === 'nodes';
  const isWire = path[0] === 'edges';
  const parts = whole || isWire ? [{ ...change, name: '' }] : changedParts(change.from, change.to);
  return parts.map((part) => {
    const sayValue = (value: FieldChange['to']) => (whole ? nodeText(value) : valueText(value, part.name || path.at(-1)));
    return (
      <Table.Tr key={part.name}>
        <Table.Td>
          <Kind added={part.from === undefined} removed={part.to === undefined} />
        </Table.Td>
        <Table.Td colSpan={isWire ? 3 : 1}>
          {nodeId !== undefined && onGo !== undefined && to.nodes[nodeId] !== undefined ? (
            <Anchor component="button" type="button" fz="sm" ta="left" onClick={() => onGo(nodeId)}>
              {place}
            </Anchor>
          ) : (
            place
          )}
          {part.name !== '' && (
            <Text span className="mono" c="dimmed">
              {' '}
              {part.name}
            </Text>
          )}
        </Table.Td>
        {!isWire && (
          <>
            <Table.Td className="diff-value">{sayValue(part.from)}</Table.Td>
            <Table.Td className="diff-value">{sayValue(part.to)}</Table.Td>
          </>
        )}
      </Table.Tr>
    );
  });
}

function Kind({ added, removed }: { readonly added: boolean; readonly removed: boolean }) {
  if (added)
    return (
      <Badge color="green" className="state-badge" leftSection="+">
        {t('diff.added', 'added')}
      </Badge>
    );
  if (removed)
    return (
      <Badge color="red" className="state-badge" leftSection="−">
        {t('diff.removed', 'removed')}
      </Badge>
    );
  return (
    <Badge color="yellow" className="state-badge" leftSection="~">
      {t('diff.changed', 'changed')}
    </Badge>
  );
}
