import { ActionIcon, Button, Group, NumberInput, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { Json } from '#flows/json.ts';
import { t } from '../text.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import type { UnitValue } from './master-data.ts';
import { putReference } from './use-reference.ts';

export interface UnitDialogProps {
  readonly environment: string;
  /** Left out: a new one. */
  readonly material: ReferenceView | undefined;
  readonly onClose: () => void;
}

interface FactorDraft {
  readonly id: number;
  readonly unit: string;
  readonly numerator: number | string;
  readonly denominator: number | string;
}

/** Makes the units of a material or changes them. */
export function UnitDialog({ environment, material, onClose }: UnitDialogProps) {
  const before = material?.value as unknown as UnitValue | undefined;
  const [name, setName] = useState(material?.name ?? '');
  const [baseUnit, setBaseUnit] = useState(before?.baseUnit ?? '');
  const [decimals, setDecimals] = useState<number | string>(before?.decimals ?? (before === undefined ? 0 : ''));
  const [factors, setFactors] = useState<readonly FactorDraft[]>(() => (before?.units ?? []).map((factor, id) => ({ ...factor, id })));
  const codes = [baseUnit.trim(), ...factors.map(({ unit }) => unit.trim())];
  const twice = codes.find((code, index) => code !== '' && codes.indexOf(code) !== index);
  const isReady = name.trim() !== '' && codes.every((code) => code !== '') && twice === undefined && factors.every(isFactor);
  const save = useMutation({
    mutationFn() {
      const value = {
        baseUnit: baseUnit.trim(),
        ...(typeof decimals === 'number' ? { decimals } : {}),
        units: factors.map(({ unit, numerator, denominator }) => ({
          unit: unit.trim(),
          numerator: Number(numerator),
          denominator: Number(denominator),
        })),
      };
      return putReference('units', environment, name.trim(), value as unknown as Json, material?.revision ?? 0);
    },
    onSuccess: onClose,
  });
  const change = (id: number, part: Partial<FactorDraft>) =>
    setFactors(factors.map((factor) => (factor.id === id ? { ...factor, ...part } : factor)));
  return (
    <FormDialog
      title={
        material === undefined ? t('units.add', 'Add a material') : t('variables.change-one', 'Change {name}', { name: material.name })
      }
      size="lg"
      submitLabel={t('variables.save', 'Save')}
      isReady={isReady}
      sending={save}
      onClose={onClose}
    >
      <Group gap="sm" grow>
        <TextInput
          label={t('units.material', 'Material')}
          required
          maxLength={64}
          disabled={material !== undefined}
          data-autofocus={material === undefined || undefined}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('units.base', 'Base unit')}
          required
          maxLength={10}
          data-autofocus={material !== undefined || undefined}
          value={baseUnit}
          onChange={(event) => setBaseUnit(event.currentTarget.value)}
        />
        <NumberInput
          label={t('units.places', 'Its decimals')}
          description={t('units.places-help', 'Pieces have none.')}
          inputWrapperOrder={['label', 'input', 'description']}
          min={0}
          max={3}
          allowDecimal={false}
          value={decimals}
          onChange={setDecimals}
        />
      </Group>
      {factors.map((factor) => (
        <Group key={factor.id} gap="xs" align="center" wrap="nowrap">
          <NumberInput
            w={120}
            min={1}
            allowDecimal={false}
            aria-label={t('units.denominator', 'So many of {unit}', { unit: factor.unit || factor.id + 1 })}
            value={factor.denominator}
            onChange={(denominator) => change(factor.id, { denominator })}
          />
          <TextInput
            w={110}
            maxLength={10}
            aria-label={t('units.unit', 'Unit {n}', { n: factor.id + 1 })}
            value={factor.unit}
            onChange={(event) => change(factor.id, { unit: event.currentTarget.value })}
          />
          <Text size="sm">=</Text>
          <NumberInput
            w={140}
            min={1}
            allowDecimal={false}
            aria-label={t('units.numerator', 'are so many base units, for {unit}', { unit: factor.unit || factor.id + 1 })}
            value={factor.numerator}
            onChange={(numerator) => change(factor.id, { numerator })}
          />
          <Text size="sm">{baseUnit}</Text>
          <ActionIcon
            aria-label={t('units.drop', 'Remove the unit {unit}', { unit: factor.unit || factor.id + 1 })}
            onClick={() => setFactors(factors.filter(({ id }) => id !== factor.id))}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      {twice !== undefined && (
        <Text size="sm" role="alert">
          {t('units.twice', 'The unit {unit} stands there twice.', { unit: twice })}
        </Text>
      )}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() =>
            setFactors([
              ...factors,
              { id: factors.reduce((most, { id }) => Math.max(most, id + 1), 0), unit: '', numerator: '', denominator: 1 },
            ])
          }
        >
          {t('units.add-unit', 'Add a unit')}
        </Button>
      </Group>
    </FormDialog>
  );
}

function isFactor({ numerator, denominator }: FactorDraft): boolean {
  return [numerator, denominator].every((part) => Number.isInteger(part) && Number(part) >= 1);
}
