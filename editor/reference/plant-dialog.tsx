import { Group, NumberInput, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { Json } from '#flows/json.ts';
import { t } from '../text.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import type { PlantValue } from './master-data.ts';
import { timeZones } from './time-zones.ts';
import { putReference } from './use-reference.ts';

export interface PlantDialogProps {
  readonly environment: string;
  /** Left out: a new one. */
  readonly plant: ReferenceView | undefined;
  readonly calendars: readonly string[];
  readonly onClose: () => void;
}

interface PlantDraft {
  readonly name: string;
  readonly label: string;
  readonly timeZone: string;
  readonly calendar: string | null;
  readonly pickPackDays: number | string;
  readonly transitDays: number | string;
  /** `sap=sap-main crm=crm-main`. */
  readonly connections: string;
}

/** Makes a plant or changes one. */
export function PlantDialog({ environment, plant, calendars, onClose }: PlantDialogProps) {
  const before = plant?.value as unknown as PlantValue | undefined;
  const [draft, setDraft] = useState<PlantDraft>({
    name: plant?.name ?? '',
    label: before?.label ?? '',
    timeZone: before?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    calendar: before?.calendar ?? null,
    pickPackDays: before?.pickPackDays ?? '',
    transitDays: before?.transitDays ?? '',
    connections: Object.entries(before?.connections ?? {})
      .map(([role, name]) => `${role}=${name}`)
      .join(' '),
  });
  const pairs = draft.connections.trim() === '' ? [] : draft.connections.trim().split(/\s+/);
  const connectionProblem = pairs.find((pair) => !/^[^=]+=[^=]+$/.test(pair));
  const save = useMutation({
    mutationFn: () =>
      putReference('plants', environment, draft.name.trim(), toValue(draft, pairs, before) as unknown as Json, plant?.revision ?? 0),
    onSuccess: onClose,
  });
  const change = (part: Partial<PlantDraft>) => setDraft({ ...draft, ...part });
  const isReady = draft.name.trim() !== '' && draft.label.trim() !== '' && connectionProblem === undefined;
  return (
    <FormDialog
      title={plant === undefined ? t('plants.add', 'Add a plant') : t('variables.change-one', 'Change {name}', { name: plant.name })}
      size="lg"
      submitLabel={t('variables.save', 'Save')}
      isReady={isReady}
      sending={save}
      onClose={onClose}
    >
      <Group gap="sm" grow>
        <TextInput
          label={t('plants.code', 'Plant')}
          required
          maxLength={64}
          disabled={plant !== undefined}
          data-autofocus={plant === undefined || undefined}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('plants.label', 'Name')}
          required
          maxLength={100}
          data-autofocus={plant !== undefined || undefined}
          value={draft.label}
          onChange={(event) => change({ label: event.currentTarget.value })}
        />
      </Group>
      <Group gap="sm" grow>
        <Select
          label={t('plants.zone', 'Time zone')}
          searchable
          limit={50}
          allowDeselect={false}
          data={timeZones(draft.timeZone)}
          value={draft.timeZone}
          onChange={(zone) => zone !== null && change({ timeZone: zone })}
        />
        <Select
          label={t('plants.calendar', 'Calendar')}
          description={t('plants.calendar-help', 'On which days goods leave.')}
          clearable
          data={[...new Set([...calendars, ...(draft.calendar === null ? [] : [draft.calendar])])]}
          value={draft.calendar}
          onChange={(calendar) => change({ calendar })}
        />
      </Group>
      <Group gap="sm" grow>
        <NumberInput
          label={t('plants.pick', 'Pick and pack, working days')}
          min={0}
          max={365}
          allowDecimal={false}
          value={draft.pickPackDays}
          onChange={(pickPackDays) => change({ pickPackDays })}
        />
        <NumberInput
          label={t('plants.transit', 'Transit, days')}
          min={0}
          max={365}
          allowDecimal={false}
          value={draft.transitDays}
          onChange={(transitDays) => change({ transitDays })}
        />
      </Group>
      <TextInput
        label={t('plants.connections', 'Connections')}
        description={t('plants.connections-help', 'Role and connection, such as sap=sap-main scheduler=plan-north.')}
        value={draft.connections}
        error={
          connectionProblem !== undefined &&
          t('master.no-connection', '"{text}" is not role=connection, such as sap=sap-main.', { text: connectionProblem })
        }
        onChange={(event) => change({ connections: event.currentTarget.value })}
      />
    </FormDialog>
  );
}

function toValue(
  { label, timeZone, calendar, pickPackDays, transitDays }: PlantDraft,
  pairs: readonly string[],
  before: PlantValue | undefined,
): PlantValue {
  return {
    ...(before?.units === undefined ? {} : { units: before.units }),
    label: label.trim(),
    timeZone,
    ...(calendar === null ? {} : { calendar }),
    ...(typeof pickPackDays === 'number' ? { pickPackDays } : {}),
    ...(typeof transitDays === 'number' ? { transitDays } : {}),
    ...(pairs.length === 0 ? {} : { connections: Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string])) }),
  };
}
