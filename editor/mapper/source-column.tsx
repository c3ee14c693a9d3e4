/** The source of a map as a tree: fields are dragged from here, or picked with Enter and put where the focus goes next. */
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { t } from '../text.ts';
import { useStableActs } from '../ui/use-stable.ts';
import type { Field } from './field-tree.ts';
import { LineRows } from './line-rows.tsx';
import type { SourceLine } from './source-lines.ts';
import { SOURCE_HEIGHT, SourceRow, type SourceRowActions } from './source-row.tsx';
import { type LineList, nextLine } from './use-list.ts';

export interface SourceColumnProps {
  readonly lines: readonly SourceLine[];
  readonly list: LineList;
  readonly search: string;
  /** Key of the field that waits to be put somewhere. */
  readonly picked: string | undefined;
  /** Keys of fields that some row reads. */
  readonly used: ReadonlySet<string>;
  /** Keys of what the row under the pointer or the focus reads. */
  readonly lit: ReadonlySet<string>;
  readonly readOnly: boolean;
  readonly onSearch: (text: string) => void;
  readonly onOpen: (field: Field, isOpen: boolean) => void;
  readonly onPick: (field: Field) => void;
  readonly onDrag: (field: Field | undefined) => void;
  readonly onHover: (key: string | undefined) => void;
}

export function SourceColumn(props: SourceColumnProps) {
  const { lines, list, search, picked, used, lit, readOnly, onSearch, onOpen, onPick, onDrag, onHover } = props;
  const active = lines[list.at];
  const on = useStableActs<SourceRowActions>({
    open: ({ field }, isOpen) => onOpen(field, isOpen),
    pick: ({ field }) => onPick(field),
    drag: (line) => onDrag(line?.field),
    hover: (line) => onHover(line?.field.key),
    activate: list.move,
  });

  function press(event: KeyboardEvent): void {
    if (active === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const { field, hasFields, isOpen, level } = active;
    const next = nextLine(event.key, list.at, lines.length);
    if (next !== undefined) list.move(next);
    else if (event.key === 'ArrowRight' && hasFields && !isOpen) onOpen(field, true);
    else if (event.key === 'ArrowRight' && hasFields) list.move(list.at + 1);
    else if (event.key === 'ArrowLeft' && isOpen) onOpen(field, false);
    else if (event.key === 'ArrowLeft' && level > 1) list.move(lines.findLastIndex((line, at) => at < list.at && line.level < level));
    else if ((event.key === 'Enter' || event.key === ' ') && !readOnly) onPick(field);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <section className="mapper-source" aria-label={t('mapper.source', 'Source')}>
      <TextInput
        size="xs"
        leftSection={<IconSearch size={14} aria-hidden />}
        aria-label={t('mapper.find-source', 'Find in the source')}
        placeholder={t('mapper.find-source', 'Find in the source')}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      <LineRows
        list={list}
        height={SOURCE_HEIGHT}
        role="tree"
        tabIndex={0}
        aria-label={t('mapper.source-fields', 'Fields of the source')}
        aria-activedescendant={active === undefined ? undefined : `mapper-source-${list.at}`}
        onKeyDown={press}
        draw={({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          const { key } = line.field;
          return (
            <SourceRow
              key={key}
              line={line}
              index={index}
              start={start}
              isActive={index === list.at}
              isPicked={picked === key}
              isUsed={used.has(key)}
              isLit={lit.has(key)}
              readOnly={readOnly}
              on={on}
            />
          );
        }}
      />
    </section>
  );
}
