/** The flow as a list: the equal way for those who do not see or want the drawing. Same order, same status, same actions by the same keys. */
import { Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import type { CanvasNode } from '../canvas/canvas-types.ts';
import { iconMask } from '../canvas/icon-mask.ts';
import { t } from '../text.ts';
import { lookOf } from '../ui/states.ts';
import { findInFlow, outlineRows } from './outline-tree.ts';

export interface OutlineProps {
  readonly flow: FlowDocument;
  readonly nodes: readonly CanvasNode[];
  readonly selected: readonly string[];
  readonly search: RefObject<HTMLInputElement | null>;
  /** Shows it in the drawing, too; `together`: beside what is selected. */
  readonly onSelect: (nodeId: string, together: boolean) => void;
  /** Somebody wants to go on in its settings. */
  readonly onOpen: () => void;
}

export function Outline({ flow, nodes, selected, search: field, onSelect, onOpen }: OutlineProps) {
  const [search, setSearch] = useState('');
  const [visited, setVisited] = useState<string>();
  const all = useMemo(() => outlineRows(flow), [flow]);
  const rows = useMemo(() => findInFlow(flow, all, search), [flow, all, search]);
  const byId = useMemo(() => new Map(nodes.map((node) => [node.id, node])), [nodes]);
  const chosen = new Set(selected);
  const last = useRef(0);
  const known = rows.findIndex(({ id }) => id === (visited ?? selected[0]));
  // Where a row goes, the next one is at hand.
  const at = known === -1 ? Math.min(last.current, Math.max(0, rows.length - 1)) : known;
  useEffect(() => {
    last.current = at;
  }, [at]);

  function press(event: KeyboardEvent<HTMLElement>): void {
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (next !== undefined && !event.altKey) {
      const row = rows[Math.min(rows.length - 1, Math.max(0, next))];
      if (row === undefined) return;
      setVisited(row.id);
      event.currentTarget.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.id)}"]`)?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      const id = rows[at]?.id;
      if (id !== undefined) onSelect(id, event.shiftKey);
      if (event.key === 'Enter') onOpen();
    } else return;
    event.preventDefault();
  }

  return (
    <div className="outline">
      <TextInput
        ref={field}
        m={6}
        leftSection={<IconSearch size={14} aria-hidden />}
        placeholder={t('outline.search', 'Name, setting, expression')}
        aria-label={t('outline.find', 'Find in this flow')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = rows;
          if (event.key === 'Enter' && first !== undefined) onSelect(first.id, false);
        }}
      />
      <div className="outline-rows" role="tree" aria-multiselectable aria-label={t('outline.title', 'Outline')} onKeyDown={press}>
        {rows.map(({ id, level, found }, i) => {
          const node = byId.get(id);
          if (node === undefined) return null;
          return (
            <div
              key={id}
              data-row={id}
              role="treeitem"
              aria-level={level}
              aria-selected={chosen.has(id)}
              tabIndex={i === at ? 0 : -1}
              className="outline-row"
              style={{ paddingInlineStart: 8 + 16 * (level - 1) }}
              onClick={(event) => onSelect(id, event.shiftKey || event.ctrlKey || event.metaKey)}
              onFocus={() => setVisited(id)}
              onKeyDown={undefined}
            >
              <span className="card-icon" style={iconMask(node.icon)} aria-hidden />
              <span className="outline-text">
                {node.label}
                {found !== undefined && (
                  <Text span display="block" size="xs" c="dimmed" truncate>
                    {found}
                  </Text>
                )}
              </span>
              <Marks node={node} />
            </div>
          );
        })}
        {rows.length === 0 && (
          <Text c="dimmed" p="sm">
            {t('outline.none', 'Nothing in this flow says that.')}
          </Text>
        )}
      </div>
    </div>
  );
}

function Marks({ node: { problems, status } }: { readonly node: CanvasNode }) {
  const look = status === undefined ? undefined : lookOf(status.state);
  return (
    <>
      {look !== undefined && <look.Icon size={14} aria-hidden />}
      {look !== undefined && <span className="outline-state">{look.label}</span>}
      {problems !== undefined && problems.errors > 0 && (
        <span className="card-mark card-errors">
          {t('outline.errors', '{count, plural, one {# error} other {# errors}}', { count: problems.errors })}
        </span>
      )}
      {problems !== undefined && problems.errors === 0 && problems.warnings > 0 && (
        <span className="card-mark card-warnings">
          {t('outline.warnings', '{count, plural, one {# warning} other {# warnings}}', { count: problems.warnings })}
        </span>
      )}
    </>
  );
}
