/** Arms one fault: which system, what goes wrong, and on what it is narrowed. */
import { Button, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { changeSystem, type FaultDraft, findFaultKind, kindsOf, NEW_FAULT, toFaultBody } from './fault-draft.ts';
import { actInSandbox, PARTS, type SandboxPart } from './sandbox-api.ts';
import { systemName } from './system-name.ts';

export function FaultForm() {
  const [draft, setDraft] = useState(NEW_FAULT);
  const kind = findFaultKind(draft.kind);
  const arm = useMutation({ mutationFn: () => actInSandbox('POST', 'faults', toFaultBody(draft)) });
  function change(part: Partial<FaultDraft>): void {
    setDraft({ ...draft, ...part });
  }
  const submit = useSubmit(() => arm.mutateAsync());
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Group gap="xs" align="flex-end">
          <Select
            w={120}
            label={t('fault.system', 'System')}
            allowDeselect={false}
            data={PARTS.map((system) => ({ value: system, label: systemName(system) }))}
            value={draft.system}
            onChange={(system) => system !== null && setDraft(changeSystem(draft, system as SandboxPart))}
          />
          <Select
            w={190}
            label={t('fault.kind', 'What goes wrong')}
            allowDeselect={false}
            searchable
            data={kindsOf(draft.system).map((known) => ({ value: known.kind, label: known.label }))}
            value={draft.kind}
            onChange={(chosen) => chosen !== null && change({ kind: chosen })}
          />
          {kind?.takes.includes('milliseconds') && (
            <NumberInput
              w={120}
              label={t('fault.milliseconds', 'Milliseconds')}
              min={1}
              max={3_600_000}
              required={draft.kind === 'slow'}
              value={draft.milliseconds}
              onChange={(value) => change({ milliseconds: numberOf(value) })}
            />
          )}
          {kind?.takes.includes('retryAfter') && (
            <TextInput
              w={140}
              label={t('fault.retry-after', 'Retry-After')}
              placeholder={t('fault.retry-after-example', 'seconds or date')}
              value={draft.retryAfter}
              onChange={(event) => change({ retryAfter: event.currentTarget.value })}
            />
          )}
        </Group>
        {kind !== undefined && (
          <Text size="xs" c="dimmed">
            {kind.effect}
          </Text>
        )}
        {kind?.whole !== true && <Narrowing draft={draft} onChange={change} />}
        <Group>
          <Button type="submit" loading={arm.isPending}>
            {t('fault.arm', 'Arm')}
          </Button>
        </Group>
        {arm.error !== null && <ErrorPanel error={arm.error} />}
      </Stack>
    </form>
  );
}

function Narrowing({ draft, onChange }: { readonly draft: FaultDraft; readonly onChange: (part: Partial<FaultDraft>) => void }) {
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        w={190}
        label={t('fault.operation', 'Only operations with')}
        placeholder="change-sales-order"
        value={draft.operation}
        onChange={(event) => onChange({ operation: event.currentTarget.value })}
      />
      <TextInput
        w={110}
        label={t('fault.key', 'Only key')}
        placeholder="4711"
        value={draft.key}
        onChange={(event) => onChange({ key: event.currentTarget.value })}
      />
      <NumberInput
        w={100}
        label={t('fault.times', 'Times')}
        placeholder={t('fault.times-always', 'always')}
        min={1}
        allowDecimal={false}
        value={draft.times}
        onChange={(value) => onChange({ times: numberOf(value) })}
      />
      <NumberInput
        w={100}
        label={t('fault.share', 'Share')}
        suffix=" %"
        placeholder="100 %"
        min={1}
        max={100}
        value={draft.share}
        onChange={(value) => onChange({ share: numberOf(value) })}
      />
    </Group>
  );
}

function numberOf(value: number | string): number | '' {
  return typeof value === 'number' ? value : '';
}
