/** The source of a map as a tree: fields are dragged from here, or picked with Enter and put where the focus goes next. */
import { TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { spokenName } from '../spoken.ts';
import { t } from '../text.ts';
import { pathText } from './field-path.ts';
import type { Field } from './field-tree.ts';
import type { SourceLine } from './source-lines.ts';
import { type LineList, nextLine } from './use-list.ts';

export const SOURCE_HEIGHT = 26;

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
      <div
        ref={list.scroll}
        className="mapper-list"
        role="tree"
        tabIndex={0}
        aria-label={t('mapper.source-fields', 'Fields of the source')}
        aria-activedescendant={active === undefined ? undefined : `mapper-source-${list.at}`}
        onKeyDown={press}
      >
        <div role="presentation" style={{ height: list.virtual.getTotalSize() }}>
          {list.virtual.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            if (line === undefined) return null;
            const { field, level, hasFields, isOpen, position, count } = line;
            const Chevron = isOpen ? IconChevronDown : IconChevronRight;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys
              // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names the active line
              <div
                key={field.key}
                id={`mapper-source-${index}`}
                role="treeitem"
                className="mapper-source-line"
                aria-level={level}
                aria-posinset={position}
                aria-setsize={count}
                aria-expanded={hasFields ? isOpen : undefined}
                aria-selected={picked === field.key}
                data-active={index === list.at || undefined}
                data-used={used.has(field.key) || undefined}
                data-lit={lit.has(field.key) || undefined}
                title={[pathText(field.path), spokenName(field.title ?? ''), spokenName(field.about ?? '')]
                  .filter((text) => text !== undefined && text !== field.name)
                  .join('\n')}
                draggable={!readOnly}
                style={{ top: start, height: SOURCE_HEIGHT, paddingLeft: 4 + (level - 1) * 14 }}
                onDragStart={(event) => {
                  event.dataTransfer.setData('text/plain', pathText(field.path));
                  event.dataTransfer.effectAllowed = 'copy';
                  onDrag(field);
                }}
                onDragEnd={() => onDrag(undefined)}
                onPointerEnter={() => onHover(field.key)}
                onPointerLeave={() => onHover(undefined)}
                onClick={() => {
                  list.move(index);
                  if (hasFields && level === 1) onOpen(field, !isOpen);
                }}
                onDoubleClick={() => !readOnly && onPick(field)}
              >
                <span
                  className="mapper-chevron"
                  aria-hidden
                  onClick={(event) => {
                    if (!hasFields || level === 1) return;
                    event.stopPropagation();
                    onOpen(field, !isOpen);
                  }}
                >
                  {hasFields && <Chevron size={13} />}
                </span>
                <span className="mapper-name">{field.name}</span>
                <span className="mapper-type">{field.typeText}</span>
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}
