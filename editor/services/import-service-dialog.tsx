/** A description pasted or uploaded, looked through before it is imported: what it offers, what was left out, what it changes. */
import { Alert, Button, Group, List, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServicePreview, ServiceView } from '#flows/api/services.ts';
import { flowIdOf } from '../flows/flow-list.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { FileChoice } from '../ui/file-choice.tsx';
import { notify } from '../ui/notify.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { importService, usePreview } from './use-services.ts';
import { UseTable } from './use-table.tsx';

export interface ImportServiceDialogProps {
  readonly known: readonly ServiceView[];
  /** A newer description of this one; left out: a new service. */
  readonly service?: ServiceView;
  /** Read from a system: its text, where it stands there, and a name to begin with. */
  readonly given?: { readonly text: string; readonly path: string; readonly name: string };
  readonly onClose: (imported?: string) => void;
}

const TYPING_MS = 400;
/** A longer text is kept, but no field draws it. */
const MOST_DRAWN = 200_000;

export function ImportServiceDialog({ known, service, given, onClose }: ImportServiceDialogProps) {
  const [chosen, setChosen] = useState(given?.name ?? '');
  const [text, setText] = useState(given?.text ?? '');
  const [path, setPath] = useState(given?.path ?? '');
  const [settled] = useDebouncedValue(text, TYPING_MS);
  const [settledPath] = useDebouncedValue(path, TYPING_MS);
  const looked = usePreview(service?.name ?? 'new-service', settled, settledPath);
  const preview = settled === text && settledPath === path ? looked.data : undefined;
  // OData is XML; only there a service stands under a name that the text need not say.
  const hasPath = text.trimStart().startsWith('<');
  const suggested = flowIdOf(preview?.title ?? '');
  const name = service?.name ?? (chosen === '' ? suggested : flowIdOf(chosen));
  const taken = service === undefined && known.some((other) => other.name === name);
  const store = useMutation({
    mutationFn: () => importService(name, text, hasPath ? path : '', service?.revision ?? 0),
    onSuccess(stored) {
      const count = stored.operations.length;
      notify({
        message: t('services.stored', '{count, plural, one {# operation is} other {# operations are}} in the palette.', { count }),
      });
      onClose(stored.name);
    },
  });
  async function take(file: File): Promise<void> {
    setText(await file.text());
  }
  const submit = useSubmit(() => store.mutateAsync());
  const title =
    service === undefined
      ? t('services.import', 'Import a service')
      : t('services.newer-one', 'Import a newer description of {name}', { name: service.name });
  return (
    <Modal opened onClose={() => onClose()} size="xl" title={title}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Group gap="md" align="center">
            <FileChoice accept=".json,.yaml,.yml,.xml,.edmx,application/json,text/yaml,text/xml" onChoose={(file) => void take(file)}>
              {t('services.choose', 'Choose a file …')}
            </FileChoice>
            <Text size="sm" c="dimmed">
              {t(
                'services.formats',
                'OpenAPI 3.0 or 3.1 as JSON or YAML, or the $metadata of an OData service (V2 or V4). It is only read: nothing is fetched or run.',
              )}
            </Text>
          </Group>
          <Textarea
            label={t('services.text', 'Description')}
            autosize
            minRows={4}
            maxRows={10}
            spellCheck={false}
            classNames={{ input: 'mono' }}
            readOnly={text.length > MOST_DRAWN}
            value={text.length > MOST_DRAWN ? `${text.slice(0, 2_000)}\n…` : text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {hasPath && (
            <TextInput
              label={t('services.path', 'Where the service stands')}
              description={t(
                'services.path-help',
                'As its address in SAP ends: API_OUTBOUND_DELIVERY_SRV;v=0002, of V4 api_salesorder/srvd_a2x/sap/salesorder/0001. Left out: as the metadata say, or as before.',
              )}
              classNames={{ input: 'mono' }}
              placeholder={preview?.path}
              value={path}
              onChange={(event) => setPath(event.currentTarget.value)}
            />
          )}
          {looked.error !== null && <ErrorPanel error={looked.error} />}
          {preview !== undefined && <Looked preview={service === undefined ? { ...preview, changes: [], uses: [] } : preview} />}
          {service === undefined && preview?.operations !== undefined && (
            <TextInput
              label={t('services.name-field', 'Name in flows')}
              description={t('services.name-help', 'Small letters, digits and hyphens; flows are found again by it.')}
              error={taken ? t('services.taken', 'There is a service of this name; import it there as a newer description.') : undefined}
              // Left empty it gets the name that stands there.
              required={suggested === ''}
              placeholder={suggested}
              value={chosen}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
          )}
          {store.error !== null && <ErrorPanel error={store.error} />}
          <Group className="dialog-foot" justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => onClose()}>
              {t('cancel', 'Cancel')}
            </Button>
            <Button type="submit" loading={store.isPending} disabled={preview?.operations === undefined || name === '' || taken}>
              {preview?.operations === undefined
                ? t('services.import-now', 'Import')
                : t('services.import-count', 'Import {count, plural, one {# operation} other {# operations}}', {
                    count: preview.operations.length,
                  })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const MOST_SHOWN = 30;

function Looked({ preview: { title, version, operations = [], problems, changes, uses } }: { readonly preview: ServicePreview }) {
  const breaking = uses.filter(({ standing }) => standing === 'breaks');
  return (
    <Stack gap="xs" role="status">
      {title !== undefined && (
        <Text size="sm" fw={600}>
          {t('services.found', '{title} {version}: {count, plural, one {# operation} other {# operations}}', {
            title,
            version: version ?? '',
            count: operations.length,
          })}
        </Text>
      )}
      {operations.length > 0 && (
        <Text size="sm">
          {operations
            .slice(0, MOST_SHOWN)
            .map(({ label }) => label)
            .join(' · ')}
          {operations.length > MOST_SHOWN && ' …'}
        </Text>
      )}
      {problems.slice(0, MOST_SHOWN).map(({ code, severity, path, message, help }) => (
        <Alert
          key={`${path} ${code} ${message}`}
          p="xs"
          variant="light"
          color={severity === 'error' ? 'red' : 'yellow'}
          title={spoken(message)}
        >
          {spoken(help)} {path !== '' && <span className="mono">{path}</span>}
        </Alert>
      ))}
      {changes.length > 0 && (
        <List size="sm">
          {changes.slice(0, MOST_SHOWN).map(({ operation, kind, breaks, reasons }) => (
            <List.Item key={operation}>
              {CHANGES[kind]}: <span className="mono">{operation}</span>{' '}
              <Text span inherit c={breaks ? 'red' : 'dimmed'}>
                {reasons.join(' ')}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
      {uses.length > 0 && (
        <>
          <Text size="sm">
            {breaking.length === 0
              ? t('services.breaks-none', 'No flow breaks. Flows keep what they were drawn with either way.')
              : t(
                  'services.breaks-some',
                  'These were drawn with the older description and may fail once the service is as described here:',
                )}
          </Text>
          {breaking.length > 0 && <UseTable uses={breaking} />}
        </>
      )}
    </Stack>
  );
}

const CHANGES = {
  added: t('services.added', 'New'),
  removed: t('services.removed', 'Gone'),
  changed: t('services.changed', 'Changed'),
} as const;
