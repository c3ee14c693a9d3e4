/** What holds for the whole flow: name, folder, layer, lane, and times. */
import { Fieldset, Group, NumberInput, Select, Stack, Textarea, TextInput, Title } from '@mantine/core';
import type { FlowDocument, FlowLane } from '#flows/flow.ts';
import { t } from '../text.ts';

export interface FlowSettingsProps {
  readonly flow: FlowDocument;
  /** Left out: only to look at. */
  readonly onChange?: (next: (flow: FlowDocument) => FlowDocument, topic: string) => void;
}

type Fields = { readonly [K in keyof FlowDocument]?: FlowDocument[K] | undefined };

export function FlowSettings({ flow, onChange }: FlowSettingsProps) {
  const readOnly = onChange === undefined;
  const set = (fields: Fields) => onChange?.((old) => withFields(old, fields), `flow ${Object.keys(fields).join()}`);
  const setLane = (fields: { readonly [K in keyof FlowLane]?: FlowLane[K] | undefined }) =>
    set({ lane: withFields(flow.lane ?? { name: flow.id, key: '' }, fields) });
  const orNone = (text: string) => (text === '' ? undefined : text);
  return (
    <Stack gap="sm">
      <Title order={2}>{t('settings.title', 'Flow')}</Title>
      <TextInput
        label={t('settings.name', 'Name')}
        readOnly={readOnly}
        required
        value={flow.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Textarea
        label={t('settings.description', 'What it is for')}
        autosize
        readOnly={readOnly}
        value={flow.description ?? ''}
        onChange={(event) => set({ description: orNone(event.currentTarget.value) })}
      />
      <Group grow>
        <TextInput
          label={t('settings.owner', 'Folder (business capability)')}
          readOnly={readOnly}
          value={flow.owner}
          onChange={(event) => set({ owner: event.currentTarget.value })}
        />
        <Select
          label={t('settings.layer', 'Layer')}
          data={['system', 'process', 'experience']}
          readOnly={readOnly}
          allowDeselect={false}
          value={flow.layer}
          onChange={(layer) => layer !== null && set({ layer: layer as FlowDocument['layer'] })}
        />
      </Group>
      <Fieldset p="xs" legend={t('settings.lane', 'Lane: runs with the same key go one after the other')}>
        <Stack gap="xs">
          <TextInput
            label={t('settings.lane-key', 'Key (expression)')}
            classNames={{ input: 'mono' }}
            placeholder="= trigger.body.orderNumber"
            readOnly={readOnly}
            value={flow.lane?.key ?? ''}
            onChange={(event) =>
              event.currentTarget.value === '' ? set({ lane: undefined }) : setLane({ key: event.currentTarget.value })
            }
          />
          {flow.lane !== undefined && (
            <>
              <Group grow>
                <TextInput
                  label={t('settings.lane-name', 'Lane')}
                  readOnly={readOnly}
                  value={flow.lane.name}
                  onChange={(event) => setLane({ name: event.currentTarget.value })}
                />
                <TextInput
                  label={t('settings.lane-sequence', 'Sequence (expression)')}
                  classNames={{ input: 'mono' }}
                  readOnly={readOnly}
                  value={flow.lane.sequence ?? ''}
                  onChange={(event) => setLane({ sequence: orNone(event.currentTarget.value) })}
                />
              </Group>
              <Group grow>
                <Select
                  label={t('settings.lane-failure', 'When a run fails')}
                  data={['park', 'compensate', 'continue']}
                  readOnly={readOnly}
                  value={flow.lane.onFailure ?? 'park'}
                  onChange={(value) => setLane({ onFailure: value as NonNullable<FlowLane['onFailure']> })}
                />
                <Select
                  label={t('settings.lane-newer', 'When a newer one comes')}
                  data={['queue', 'supersede', 'coalesce']}
                  readOnly={readOnly}
                  value={flow.lane.whenNewer ?? 'queue'}
                  onChange={(value) => setLane({ whenNewer: value as NonNullable<FlowLane['whenNewer']> })}
                />
              </Group>
            </>
          )}
        </Stack>
      </Fieldset>
      <Group grow>
        <NumberInput
          label={t('settings.concurrency', 'At most at once')}
          min={1}
          readOnly={readOnly}
          value={flow.concurrency ?? ''}
          onChange={(value) => set({ concurrency: typeof value === 'number' ? value : undefined })}
        />
        <NumberInput
          label={t('settings.deadline', 'Deadline (ms)')}
          min={1}
          readOnly={readOnly}
          value={flow.deadlineMs ?? ''}
          onChange={(value) => set({ deadlineMs: typeof value === 'number' ? value : undefined })}
        />
      </Group>
    </Stack>
  );
}

/** Fields set to undefined are taken away. */
function withFields<T extends object>(object: T, fields: { readonly [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries({ ...object, ...fields }).filter(([, value]) => value !== undefined)) as T;
}
