/** The settings of a note on the drawing: its text, and its size by keyboard. */
import { Group, NumberInput, Textarea, Title } from '@mantine/core';
import { changeNotes } from '#flows/edits/edit-notes.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { FLOW_LIMITS } from '#flows/flow-limits.ts';
import { GRID } from '../canvas/card-size.ts';
import { LEAST_NOTE, MOST_NOTE } from '../canvas/note-size.ts';
import { t } from '../text.ts';
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
  const lengths = { min: LEAST_NOTE, max: MOST_NOTE, step: GRID, allowDecimal: false, clampBehavior: 'blur' } as const;
  const taken = (value: string | number) => typeof value === 'number' && value >= LEAST_NOTE && value <= MOST_NOTE;
  return (
    <div className="note-panel">
      <Title order={2} size="h4">
        {t('note.about', 'Note')}
      </Title>
      <Textarea
        label={t('note.text', 'Text of the note')}
        description={t('note.why', 'For whoever reads the drawing; the flow does nothing with it.')}
        minRows={5}
        autosize
        maxLength={FLOW_LIMITS.textLength}
        value={note.text}
        onChange={({ currentTarget: { value } }) => onChange((old) => changeNotes(old, { [noteId]: { text: value } }), `text of ${noteId}`)}
      />
      <Group grow align="start">
        <NumberInput
          label={t('note.width', 'Width')}
          {...lengths}
          value={width}
          onChange={(value) => taken(value) && resize([Number(value), height])}
        />
        <NumberInput
          label={t('note.height', 'Height')}
          {...lengths}
          value={height}
          onChange={(value) => taken(value) && resize([width, Number(value)])}
        />
      </Group>
    </div>
  );
}
