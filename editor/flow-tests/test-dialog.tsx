/** A test is written: its name, and as JSON what comes in, what the others answer, what must come of it. The server says what is wrong with it. */
import { Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FlowTestView } from '#flows/api/flow-tests.ts';
import type { FlowTest } from '#flows/flow-test.ts';
import { readJson } from '../run/read-json.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { t } from '../text.ts';
import { FormDialog } from '../ui/form-dialog.tsx';

export interface TestDialogProps {
  readonly flowId: string;
  readonly name: string;
  /** 0: a new one. */
  readonly revision: number;
  readonly test: FlowTest;
  readonly onSaved: (name: string) => unknown;
  readonly onClose: () => void;
}

export function TestDialog({ flowId, name: firstName, revision, test, onSaved, onClose }: TestDialogProps) {
  const [name, setName] = useState(firstName);
  const [text, setText] = useState(() => JSON.stringify(test, null, 2));
  const parsed = readJson(text);
  const save = useMutation({
    mutationFn: () =>
      callApi<FlowTestView>('PUT', apiPath`/api/flows/${flowId}/tests/${name.trim()}`, { body: { test: parsed.value }, ifMatch: revision }),
    onSuccess: () => onSaved(name.trim()),
  });
  return (
    <FormDialog
      title={revision === 0 ? t('test.new-title', 'New test') : t('test.edit-title', 'Test {name}', { name: firstName })}
      submitLabel={t('test.save', 'Save and run')}
      isReady={parsed.problem === undefined && name.trim() !== ''}
      sending={save}
      onClose={onClose}
    >
      {revision === 0 && (
        <TextInput
          label={t('test.name', 'Name')}
          description={t('test.name-help', 'What is special about it: "SAP is down for a while".')}
          required
          maxLength={64}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={t('test.body', 'Test (JSON)')}
        description={t(
          'test.body-help',
          'input: what comes in. doubles: by path of a step, its answers one after the other, { "port", "output" }, { "error": { "class", "code" } } or { "lost": "applied", "output" }. expect: state, reply, steps with port, config, output and writes, notRun, emitted.',
        )}
        required
        autosize
        minRows={14}
        maxRows={28}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        value={text}
        error={parsed.problem}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed">
        {t('test.hint', 'Run it with nothing expected first: it says which steps need an answer.')}
      </Text>
    </FormDialog>
  );
}
