/** A span of time: a number and its unit; kept in milliseconds. */
import { Group, Input, NativeSelect } from '@mantine/core';
import { useId, useState } from 'react';
import { t } from '../text.ts';
import { type DurationUnit, durationOf, UNIT_MS } from './duration.ts';
import { NumberField } from './number-field.tsx';

export interface DurationFieldProps {
  readonly label: string;
  readonly description?: string | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  /** What holds while it is empty, in ms. */
  readonly fallbackMs?: number | undefined;
  readonly value: number | undefined;
  readonly onChange: (ms: number | undefined) => void;
}

const UNITS: readonly { readonly value: DurationUnit; readonly label: string }[] = [
  { value: 'ms', label: t('unit.ms', 'ms') },
  { value: 's', label: t('unit.s', 'seconds') },
  { value: 'min', label: t('unit.min', 'minutes') },
  { value: 'h', label: t('unit.h', 'hours') },
  { value: 'd', label: t('unit.d', 'days') },
];

export function DurationField(props: DurationFieldProps) {
  const { label, description, error, required = false, readOnly = false, fallbackMs, value, onChange } = props;
  const id = useId();
  const [chosen, setChosen] = useState<DurationUnit>();
  const shown = value ?? fallbackMs;
  const unit = chosen ?? (shown === undefined ? 's' : durationOf(shown).unit);
  return (
    <Input.Wrapper label={label} description={description} error={error} required={required} labelProps={{ htmlFor: id }} size="xs">
      <Group gap={4} wrap="nowrap" mt={2}>
        <NumberField
          id={id}
          flex={1}
          min={0}
          readOnly={readOnly}
          error={error !== undefined}
          placeholder={fallbackMs === undefined ? undefined : String(fallbackMs / UNIT_MS[unit])}
          value={value === undefined ? undefined : value / UNIT_MS[unit]}
          onChange={(amount) => onChange(amount === undefined ? undefined : Math.round(amount * UNIT_MS[unit]))}
        />
        <NativeSelect
          size="xs"
          w={100}
          aria-label={t('form.unit', '{label}: unit', { label })}
          disabled={readOnly}
          data={[...UNITS]}
          value={unit}
          onChange={(event) => {
            const next = event.currentTarget.value as DurationUnit;
            setChosen(next);
            // The number stays, the span changes: that is what choosing another unit means.
            if (value !== undefined) onChange(Math.round((value / UNIT_MS[unit]) * UNIT_MS[next]));
          }}
        />
      </Group>
    </Input.Wrapper>
  );
}
