/** Makes a work centre or a customer, or changes one. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { SchemaForm } from '../forms/schema-form.tsx';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
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
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isReady) save.mutate();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="md"
      title={entry === undefined ? addLabel : t('variables.change-one', 'Change {name}', { name: entry.name })}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
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
          {save.error !== null && <ErrorPanel error={save.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel', 'Cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!isReady}>
              {t('variables.save', 'Save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
