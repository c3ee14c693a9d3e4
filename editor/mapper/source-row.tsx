/** One line of the source: name and type; it can be dragged, or picked. */
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import { spokenName } from '../spoken.ts';
import { pathText } from './field-path.ts';
import type { SourceLine } from './source-lines.ts';

export const SOURCE_HEIGHT = 26;

export interface SourceRowActions {
  open(line: SourceLine, isOpen: boolean): void;
  pick(line: SourceLine): void;
  /** Undefined: no more. */
  drag(line: SourceLine | undefined): void;
  hover(line: SourceLine | undefined): void;
  activate(index: number): void;
}

export interface SourceRowProps {
  readonly line: SourceLine;
  readonly index: number;
  /** px from the top of the list. */
  readonly start: number;
  readonly isActive: boolean;
  readonly isPicked: boolean;
  readonly isUsed: boolean;
  readonly isLit: boolean;
  readonly readOnly: boolean;
  /** Stays the same. */
  readonly on: SourceRowActions;
}

export const SourceRow = memo(function SourceRow(props: SourceRowProps) {
  const { line, index, start, isActive, isPicked, isUsed, isLit, readOnly, on } = props;
  const { field, level, hasFields, isOpen, position, count } = line;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names the active line
    <div
      id={`mapper-source-${index}`}
      role="treeitem"
      className="mapper-source-line"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={count}
      aria-expanded={hasFields ? isOpen : undefined}
      aria-selected={isPicked}
      data-active={isActive || undefined}
      data-used={isUsed || undefined}
      data-lit={isLit || undefined}
      title={[pathText(field.path), spokenName(field.title ?? ''), spokenName(field.about ?? '')]
        .filter((text) => text !== undefined && text !== field.name)
        .join('\n')}
      draggable={!readOnly}
      style={{ top: start, height: SOURCE_HEIGHT, paddingLeft: 4 + (level - 1) * 14 }}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', pathText(field.path));
        event.dataTransfer.effectAllowed = 'copy';
        on.drag(line);
      }}
      onDragEnd={() => on.drag(undefined)}
      onPointerEnter={() => on.hover(line)}
      onPointerLeave={() => on.hover(undefined)}
      onClick={() => {
        on.activate(index);
        if (hasFields && level === 1) on.open(line, !isOpen);
      }}
      onDoubleClick={() => !readOnly && on.pick(line)}
    >
      <span
        className="mapper-chevron"
        aria-hidden
        onClick={(event) => {
          if (!hasFields || level === 1) return;
          event.stopPropagation();
          on.open(line, !isOpen);
        }}
      >
        {hasFields && <Chevron size={13} />}
      </span>
      <span className="mapper-name">{field.name}</span>
      <span className="mapper-type">{field.typeText}</span>
    </div>
  );
});
