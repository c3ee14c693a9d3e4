import { Group, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import { t } from '../text.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { putReference } from './use-reference.ts';
import { KIND_LABELS, kindOf, readValue, toText, type ValueKind } from './value-text.ts';

export interface VariableDialogProps {
  readonly environment: string;
  /** Left out: a new one. */
  readonly variable: ReferenceView | undefined;
  readonly onClose: () => void;
}

const KINDS = Object.keys(KIND_LABELS) as readonly ValueKind[];

/** Makes a variable or changes one. */
export function VariableDialog({ environment, variable, onClose }: VariableDialogProps) {
  const [name, setName] = useState(variable?.name ?? '');
  const [kind, setKind] = useState<ValueKind>(variable === undefined ? 'text' : kindOf(variable.value));
  const [text, setText] = useState(variable === undefined ? '' : toText(variable.value));
  const read = readValue(kind, text);
  const save = useMutation({
    async mutationFn() {
      if ('problem' in read) throw new Error(read.problem);
      await putReference('variables', environment, name.trim(), read.value, variable?.revision ?? 0);
    },
    onSuccess: onClose,
  });
  function choose(next: ValueKind): void {
    setKind(next);
    if (next === 'boolean' && text !== 'true') setText('false');
  }
  const problem = 'problem' in read && text !== '' ? read.problem : undefined;
  return (
    <FormDialog
      title={
        variable === undefined ? t('variables.add', 'Add a variable') : t('variables.change-one', 'Change {name}', { name: variable.name })
      }
      size="lg"
      submitLabel={t('variables.save', 'Save')}
      isReady={name.trim() !== '' && 'value' in read}
      sending={save}
      onClose={onClose}
    >
      <Group gap="sm" grow>
        <TextInput
          label={t('variables.name', 'Name')}
          description={t('variables.name-help', 'Expressions read it as vars.name.')}
          required
          maxLength={64}
          disabled={variable !== undefined}
          data-autofocus={variable === undefined || undefined}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('variables.kind', 'Kind')}
          description={t('variables.kind-help', 'What comparisons take it for.')}
          allowDeselect={false}
          data={KINDS.map((one) => ({ value: one, label: KIND_LABELS[one] }))}
          value={kind}
          onChange={(value) => value !== null && choose(value as ValueKind)}
        />
      </Group>
      {kind === 'boolean' ? (
        <Select
          label={t('variables.value', 'Value')}
          allowDeselect={false}
          data={[
            { value: 'true', label: t('variables.yes', 'Yes') },
            { value: 'false', label: t('variables.no', 'No') },
          ]}
          value={text === 'true' ? 'true' : 'false'}
          onChange={(value) => setText(value ?? 'false')}
        />
      ) : kind === 'json' ? (
        <Textarea
          label={t('variables.value', 'Value')}
          autosize
          minRows={4}
          maxRows={18}
          classNames={{ input: 'mono' }}
          spellCheck={false}
          value={text}
          error={problem}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : (
        <TextInput
          label={t('variables.value', 'Value')}
          data-autofocus={variable !== undefined || undefined}
          value={text}
          error={problem}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}
