/** How a run that has ended is tried again: by which version, and from where. */
import { NativeSelect, Text } from '@mantine/core';
import type { RunView } from '#flows/api/runs.ts';
import { useVersions } from '../server/queries.ts';
import { t } from '../text.ts';
import { stepTitle } from './step-title.ts';

export interface RetryChoice {
  /** Left out: the one that the run followed. */
  readonly version?: number;
  /** Steps before this one are taken over as they were recorded. Left out: everything that completed is, unless the run completed. */
  readonly fromPath?: string;
}

export interface RetryFieldsProps {
  readonly run: RunView;
  readonly choice: RetryChoice;
  readonly onChange: (choice: RetryChoice) => void;
}

export function RetryFields({ run, choice, onChange }: RetryFieldsProps) {
  const versions = (useVersions(run.flowId).data?.items ?? []).filter(({ version }) => version !== run.version);
  // Results of called flows are taken over with the call, so it is the calling step that one begins at.
  const steps = run.steps.filter(({ path, state }) => !path.includes('/') && !path.includes('@') && state !== 'skipped');
  return (
    <>
      <NativeSelect
        label={t('retry.version', 'Version')}
        description={t('retry.version-help', 'A mended version is published and deployed first; then a run can be tried again by it.')}
        value={String(choice.version ?? '')}
        data={[
          { value: '', label: t('retry.same', '{version}, as before', { version: run.version }) },
          ...versions.map(({ version, note }) => ({ value: String(version), label: `${version}: ${note}` })),
        ]}
        onChange={({ currentTarget: { value } }) => onChange(withVersion(choice, value === '' ? undefined : Number(value)))}
      />
      <NativeSelect
        label={t('retry.from', 'Begin')}
        value={choice.fromPath ?? ''}
        data={[
          {
            value: '',
            label:
              run.state === 'completed'
                ? t('retry.whole', 'at the beginning')
                : t('retry.failed', 'where it ended; what was done before is kept'),
          },
          ...steps.map(({ path }) => ({ value: path, label: t('retry.at', 'at {step}', { step: stepTitle(run, path) }) })),
        ]}
        onChange={({ currentTarget: { value } }) => onChange(withStart(choice, value === '' ? undefined : value))}
      />
      <Text size="sm" c="dimmed">
        {t('retry.kept', 'What was confirmed in other systems is never sent again, whatever you choose.')}
      </Text>
    </>
  );
}

function withVersion({ fromPath }: RetryChoice, version: number | undefined): RetryChoice {
  return { ...(fromPath === undefined ? {} : { fromPath }), ...(version === undefined ? {} : { version }) };
}

function withStart({ version }: RetryChoice, fromPath: string | undefined): RetryChoice {
  return { ...(version === undefined ? {} : { version }), ...(fromPath === undefined ? {} : { fromPath }) };
}
