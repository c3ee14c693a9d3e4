/** The target of a map: a line for each field that is asked for or filled, with what fills it, its value and what is wrong with it. */
import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { Problem } from '#flows/problem.ts';
import { t } from '../text.ts';
import { LineRows } from './line-rows.tsx';
import type { TargetFilter, TargetLine } from './target-lines.ts';
import { type LineList, nextLine } from './use-list.ts';

export const TARGET_HEIGHT = 30;

export interface TargetColumnProps {
  readonly lines: readonly TargetLine[];
  readonly list: LineList;
  readonly search: string;
  readonly filter: TargetFilter;
  readonly counts: { readonly missing: number; readonly wrong: number; readonly mapped: number };
  /** Wrong with the map as a whole. */
  readonly problems: readonly Problem[];
  /** It shows more than its one line. */
  readonly isHigher: (line: TargetLine) => boolean;
  readonly drawLine: (line: TargetLine, index: number, isActive: boolean) => ReactNode;
  readonly onSearch: (text: string) => void;
  readonly onFilter: (filter: TargetFilter) => void;
  /** Whatever else a key does with the active line; true: it did. */
  readonly onKey: (key: string, line: TargetLine, event: KeyboardEvent) => boolean;
  readonly onOpen: (line: TargetLine, isOpen: boolean) => void;
}

export function TargetColumn({
  lines,
  list,
  search,
  filter,
  counts,
  problems,
  isHigher,
  drawLine,
  onSearch,
  onFilter,
  onKey,
  onOpen,
}: TargetColumnProps) {
  const active = lines[list.at];

  function press(event: KeyboardEvent): void {
    // Fields within a line have keys of their own.
    if (event.target !== event.currentTarget || active === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const { hasFields, isOpen, level } = active;
    const next = nextLine(event.key, list.at, lines.length);
    if (next !== undefined) list.move(next);
    else if (event.key === 'ArrowRight' && hasFields && !isOpen) onOpen(active, true);
    else if (event.key === 'ArrowRight' && hasFields) list.move(list.at + 1);
    else if (event.key === 'ArrowLeft' && isOpen) onOpen(active, false);
    else if (event.key === 'ArrowLeft' && level > 1) list.move(lines.findLastIndex((line, at) => at < list.at && line.level < level));
    else if (!onKey(event.key, active, event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <section className="mapper-target" aria-label={t('mapper.target', 'Target')}>
      <div className="mapper-bar">
        <TextInput
          flex={1}
          size="xs"
          leftSection={<IconSearch size={14} aria-hidden />}
          aria-label={t('mapper.find-target', 'Find in the target')}
          placeholder={t('mapper.find-target', 'Find in the target')}
          value={search}
          onChange={(event) => onSearch(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          aria-label={t('mapper.show', 'Show')}
          value={filter}
          data={[
            { value: 'all', label: t('mapper.show-all', 'All fields') },
            { value: 'missing', label: t('mapper.show-missing', 'Required, not filled ({count})', { count: counts.missing }) },
            { value: 'wrong', label: t('mapper.show-wrong', 'With problems ({count})', { count: counts.wrong }) },
            { value: 'mapped', label: t('mapper.show-mapped', 'Filled ({count})', { count: counts.mapped }) },
          ]}
          onChange={(event) => onFilter(event.currentTarget.value as TargetFilter)}
        />
      </div>
      {problems.map(({ code, severity, message, help }) => (
        <p key={`${code} ${message}`} className="mapper-finding" data-severity={severity}>
          {message} <span>{help}</span>
        </p>
      ))}
      <LineRows
        list={list}
        height={TARGET_HEIGHT}
        role="treegrid"
        tabIndex={0}
        aria-label={t('mapper.target-fields', 'Fields of the target')}
        aria-rowcount={lines.length}
        aria-activedescendant={active === undefined ? undefined : `mapper-target-${list.at}`}
        onKeyDown={press}
        draw={({ index, start, key }, measure) => {
          const line = lines[index];
          if (line === undefined) return null;
          return (
            <div
              key={key}
              role="presentation"
              className="mapper-line-place"
              data-index={index}
              data-higher={isHigher(line) || undefined}
              ref={measure}
              style={{ top: start }}
            >
              {drawLine(line, index, index === list.at)}
            </div>
          );
        }}
      />
      {lines.length === 0 && (
        <p className="mapper-empty">
          {filter === 'missing' && search === ''
            ? t('mapper.none-missing', 'Everything that is required is filled.')
            : t('mapper.none-found', 'No field of the target is like that.')}
        </p>
      )}
    </section>
  );
}
