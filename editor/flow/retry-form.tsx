/** How often and how long a step is tried again, with the waits that come of it. */
import { Checkbox, Group, Input, Stack, Switch } from '@mantine/core';
import type { RetryableClass, RetryPolicy } from '#flows/flow.ts';
import { DurationField } from '../forms/duration-field.tsx';
import { NumberField } from '../forms/number-field.tsx';
import { t } from '../text.ts';
import { RetryLine } from './retry-line.tsx';

export interface RetryFormProps {
  readonly value: RetryPolicy | undefined;
  /** Of one attempt. */
  readonly timeoutMs: number;
  readonly readOnly: boolean;
  readonly onChange: (value: RetryPolicy | undefined) => void;
}

const CLASSES: readonly (readonly [RetryableClass, string])[] = [
  ['network', t('retry.network', 'the network failed')],
  ['timeout', t('retry.timeout', 'no answer in time')],
  ['throttled', t('retry.throttled', 'asked to slow down (429)')],
  ['unavailable', t('retry.unavailable', 'not available (503)')],
  ['conflict', t('retry.conflict', 'locked or changed meanwhile')],
];
const FIRST: RetryPolicy = { attempts: 5, initialMs: 1_000, factor: 2, maxMs: 60_000, jitter: 0.2 };

export function RetryForm({ value, timeoutMs, readOnly, onChange }: RetryFormProps) {
  const set = (name: keyof RetryPolicy, next: unknown) => {
    const { [name]: _old, ...rest } = value ?? FIRST;
    onChange((next === undefined ? rest : { ...rest, [name]: next }) as unknown as RetryPolicy);
  };
  return (
    <Stack gap="sm" className={readOnly ? 'form-reading' : undefined}>
      <Switch
        label={t('retry.own', 'A retry policy of its own')}
        description={t('retry.own-help', 'Otherwise the default of the runtime holds.')}
        checked={value !== undefined}
        disabled={readOnly}
        onChange={(event) => onChange(event.currentTarget.checked ? FIRST : undefined)}
      />
      {value !== undefined && (
        <>
          <Group grow align="flex-start">
            <NumberField
              label={t('retry.attempts', 'Attempts')}
              min={1}
              max={100}
              readOnly={readOnly}
              value={value.attempts}
              onChange={(next) => next !== undefined && set('attempts', Math.max(1, Math.round(next)))}
            />
            <NumberField
              label={t('retry.factor', 'Each wait longer by factor')}
              min={1}
              readOnly={readOnly}
              placeholder="2"
              value={value.factor}
              onChange={(next) => set('factor', next)}
            />
          </Group>
          <DurationField
            label={t('retry.initial', 'First wait')}
            readOnly={readOnly}
            value={value.initialMs}
            onChange={(next) => set('initialMs', next)}
          />
          <DurationField
            label={t('retry.max', 'Longest wait')}
            readOnly={readOnly}
            value={value.maxMs}
            onChange={(next) => set('maxMs', next)}
          />
          <NumberField
            label={t('retry.jitter', 'Jitter: share of a wait that is drawn at random, 0 to 1')}
            min={0}
            max={1}
            readOnly={readOnly}
            value={value.jitter}
            onChange={(next) => set('jitter', next)}
          />
          <Input.Wrapper size="xs" labelElement="div" label={t('retry.on', 'Tries again when')}>
            <Stack gap={4} mt={4}>
              {CLASSES.map(([name, label]) => (
                <Checkbox
                  key={name}
                  label={label}
                  disabled={readOnly}
                  checked={value.on === undefined || value.on.includes(name)}
                  onChange={(event) => set('on', toggled(value.on, name, event.currentTarget.checked))}
                />
              ))}
            </Stack>
          </Input.Wrapper>
        </>
      )}
      <RetryLine policy={value} timeoutMs={timeoutMs} />
    </Stack>
  );
}

/** All of them is what holds when none is named. */
function toggled(on: RetryPolicy['on'], name: RetryableClass, wanted: boolean): readonly RetryableClass[] | undefined {
  const next = CLASSES.map(([known]) => known).filter((known) => (known === name ? wanted : on === undefined || on.includes(known)));
  return next.length === CLASSES.length ? undefined : next;
}
