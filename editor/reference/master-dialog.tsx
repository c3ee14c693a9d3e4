/** Makes a work centre or a customer, or changes one. */
import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { SchemaForm } from '../forms/schema-form.tsx';
import { t } from '../text.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { FORM_SCHEMAS, type FormKind } from './form-schemas.ts';
import { putReference } from './use-reference.ts';

export interface MasterDialogProps {
  readonly kind: FormKind;
  readonly environment: string;
  /** Left out: a new one. */
  readonly entry: ReferenceView | undefined;
  readonly addLabel: string;
  readonly nameLabel: string;
  readonly nameHelp: string;
  readonly onClose: () => void;
}

export function MasterDialog({ kind, environment, entry, addLabel, nameLabel, nameHelp, onClose }: MasterDialogProps) {
  const [name, setName] = useState(entry?.name ?? '');
  const [value, setValue] = useState<JsonObject>((entry?.value ?? {}) as JsonObject);
  const schema = FORM_SCHEMAS[kind];
  const given = Object.fromEntries(Object.entries(value).filter(([, part]) => part !== '' && part !== null));
  const isReady = name.trim() !== '' && ((schema['required'] ?? []) as readonly string[]).every((field) => given[field] !== undefined);
  const save = useMutation({
    mutationFn: () => putReference(kind, environment, name.trim(), given as Json, entry?.revision ?? 0),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title={entry === undefined ? addLabel : t('variables.change-one', 'Change {name}', { name: entry.name })}
      size="md"
      submitLabel={t('variables.save', 'Save')}
      isReady={isReady}
      sending={save}
      onClose={onClose}
    >
      <TextInput
        label={nameLabel}
        description={nameHelp}
        required
        maxLength={64}
        disabled={entry !== undefined}
        data-autofocus={entry === undefined || undefined}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <SchemaForm schema={schema} value={value} expressions={false} onChange={setValue} />
    </FormDialog>
  );
}
