/** The settings of a note on the drawing: its text, and its size by keyboard. */
import { Group, Title } from '@mantine/core';
import { useState } from 'react';
import { changeNotes } from '#flows/edits/edit-notes.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { FLOW_LIMITS } from '#flows/flow-limits.ts';
import { GRID } from '../canvas/card-size.ts';
import { LEAST_NOTE, MOST_NOTE } from '../canvas/note-size.ts';
import { NumberField } from '../forms/number-field.tsx';
import { t } from '../text.ts';
import { GrowingText } from '../ui/growing-text.tsx';
import type { ChangeFlow } from './inspector.tsx';

export interface NotePanelProps {
  readonly flow: FlowDocument;
  readonly noteId: string;
  readonly onChange: ChangeFlow;
}

export function NotePanel({ flow, noteId, onChange }: NotePanelProps) {
  const note = flow.notes?.[noteId];
  if (note === undefined) return null;
  const [width, height] = note.size;
  const resize = (size: readonly [number, number]) => onChange((old) => changeNotes(old, { [noteId]: { size } }), `size of ${noteId}`);
  return (
    <div className="note-panel">
      <Title order={2} size="h4">
        {t('note.about', 'Note')}
      </Title>
      <GrowingText
        label={t('note.text', 'Text of the note')}
        description={t('note.why', 'For whoever reads the drawing; the flow does nothing with it.')}
        minRows={5}
        maxLength={FLOW_LIMITS.textLength}
        value={note.text}
        onChange={({ currentTarget: { value } }) => onChange((old) => changeNotes(old, { [noteId]: { text: value } }), `text of ${noteId}`)}
      />
      <Group grow align="start">
        <LengthField label={t('note.width', 'Width')} value={width} onChange={(value) => resize([value, height])} />
        <LengthField label={t('note.height', 'Height')} value={height} onChange={(value) => resize([width, value])} />
      </Group>
    </div>
  );
}

interface LengthFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** What is typed stays until the field is left; the note has it as soon as it is a length that a note can have, at the latest then. */
function LengthField({ label, value, onChange }: LengthFieldProps) {
  const [typed, setTyped] = useState<{ readonly length: number | undefined }>();

  function leave(): void {
    if (typed?.length !== undefined && !isLength(typed.length))
      onChange(Math.min(MOST_NOTE, Math.max(LEAST_NOTE, Math.round(typed.length))));
    setTyped(undefined);
  }

  // The browser's own field: a whole number needs none of the library's, which brings a formatter along.
  return (
    <NumberField
      label={label}
      min={LEAST_NOTE}
      max={MOST_NOTE}
      step={GRID}
      value={typed === undefined ? value : typed.length}
      onChange={(length) => {
        setTyped({ length });
        if (length !== undefined && isLength(length)) onChange(length);
      }}
      onBlur={leave}
    />
  );
}

const isLength = (length: number) => Number.isInteger(length) && length >= LEAST_NOTE && length <= MOST_NOTE;
