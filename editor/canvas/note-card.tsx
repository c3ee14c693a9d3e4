/** A free text on the drawing: read, written in place after a double click, made larger at its corner. Its settings can do the same by keyboard. */
import type { Node, NodeProps } from '@xyflow/react';
import { createContext, memo, type PointerEvent, useContext, useState } from 'react';
import { FLOW_LIMITS } from '#flows/flow-limits.ts';
import { t } from '../text.ts';
import type { CanvasActions } from './canvas-types.ts';
import { GRID } from './card-size.ts';
import type { NodeCardData } from './node-card.tsx';
import { LEAST_NOTE, MOST_NOTE } from './note-size.ts';

/** Left out: the notes are only read. */
export const ChangeNoteContext = createContext<CanvasActions['changeNote'] | undefined>(undefined);

export const NoteCard = memo(function NoteCard({ data: { node, nameId, bare }, selected }: NodeProps<Node<NodeCardData>>) {
  const change = useContext(ChangeNoteContext);
  const { text, size } = node.note!;
  // A new one is written into at once.
  const [writing, setWriting] = useState(text === '' && selected && change !== undefined);
  const [dragged, setDragged] = useState<readonly [width: number, height: number]>();
  const [width, height] = dragged ?? size;
  if (bare) return null;

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for the mouse; Enter leads to its settings, which do the same
    <div
      className="note"
      style={{ width, height }}
      data-selected={selected || undefined}
      data-change={node.change}
      onDoubleClick={(event) => {
        if (change === undefined) return;
        event.stopPropagation();
        setWriting(true);
      }}
    >
      {writing ? (
        <textarea
          className="nodrag nopan nowheel"
          aria-label={t('note.text', 'Text of the note')}
          defaultValue={text}
          maxLength={FLOW_LIMITS.textLength}
          ref={focusOnce}
          // With each key: what is half written outlives the tab.
          onChange={(event) => change?.(node.id, { text: event.currentTarget.value })}
          onBlur={() => setWriting(false)}
          onKeyDown={(event) => {
            // What is typed is no key of the drawing.
            event.stopPropagation();
            if (event.key === 'Escape') event.currentTarget.closest<HTMLElement>('.react-flow__node')?.focus();
          }}
        />
      ) : (
        <div className="note-text">{text}</div>
      )}
      {change !== undefined && selected && !writing && (
        <Corner size={size} onDrag={setDragged} onEnd={(next) => change(node.id, { size: next })} />
      )}
      {node.change !== undefined && <span className="card-mark note-mark">{CHANGE_SIGNS[node.change]}</span>}
      <span id={nameId} hidden>
        {t('note.name', 'Note: {text}', { text })}
      </span>
    </div>
  );
});

const CHANGE_SIGNS = { added: '+', changed: '~', removed: '−' };

/** Made once, so that the caret is set once. */
function focusOnce(element: HTMLTextAreaElement | null): void {
  // When the library has drawn it in its place.
  if (element !== null) requestAnimationFrame(() => element.focus({ preventScroll: true }));
}

interface CornerProps {
  readonly size: readonly [width: number, height: number];
  readonly onDrag: (size: readonly [width: number, height: number] | undefined) => void;
  readonly onEnd: (size: readonly [width: number, height: number]) => void;
}

function Corner({ size: [width, height], onDrag, onEnd }: CornerProps) {
  const [from, setFrom] = useState<readonly [x: number, y: number, zoom: number]>();
  const onGrid = (length: number) => Math.min(MOST_NOTE, Math.max(LEAST_NOTE, Math.round(length / GRID) * GRID));
  const sizeAt = ({ clientX, clientY }: PointerEvent) => {
    const [x, y, zoom] = from!;
    return [onGrid(width + (clientX - x) / zoom), onGrid(height + (clientY - y) / zoom)] as const;
  };
  return (
    <div
      className="note-corner nodrag nopan"
      aria-hidden
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        const note = event.currentTarget.parentElement!.getBoundingClientRect();
        setFrom([event.clientX, event.clientY, note.width / width]);
      }}
      onPointerCancel={() => {
        setFrom(undefined);
        onDrag(undefined);
      }}
      onPointerMove={(event) => from !== undefined && onDrag(sizeAt(event))}
      onPointerUp={(event) => {
        if (from === undefined) return;
        setFrom(undefined);
        onDrag(undefined);
        onEnd(sizeAt(event));
      }}
    />
  );
}
