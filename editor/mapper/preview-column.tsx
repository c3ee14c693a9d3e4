/** What the map gives for the chosen sample, and where it is computed. */
import { NativeSelect } from '@mantine/core';
import { IconBolt, IconShieldLock } from '@tabler/icons-react';
import { memo } from 'react';
import { t } from '../text.ts';
import { JsonView } from '../ui/json-view.tsx';
import type { MapInput } from './use-map-input.ts';
import type { PreviewState } from './use-preview.ts';

export interface PreviewColumnProps {
  readonly choices: MapInput['choices'];
  readonly chosen: string;
  readonly state: PreviewState;
  readonly onChoose: (sample: string) => void;
}

/** Behind the values at the lines: a large one takes long to write out. */
export const PreviewColumn = memo(function PreviewColumn({ choices, chosen, state, onChoose }: PreviewColumnProps) {
  const { preview, fault, isTooLong = false } = state;
  const wholeFault = fault ?? preview?.faults[-1];
  return (
    <section className="mapper-preview" aria-label={t('mapper.preview', 'Preview')}>
      <NativeSelect
        size="xs"
        aria-label={t('mapper.tried-with', 'Tried with')}
        value={chosen}
        data={
          choices.some(({ value }) => value === chosen) ? [...choices] : [...choices, { value: chosen, label: chosen.replace(/^run-/, '') }]
        }
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
      <p className="mapper-way" role="status">
        {isTooLong ? (
          t('mapper.too-long', 'It takes too long to be shown here; it was ended.')
        ) : preview === undefined ? (
          t('mapper.computing', 'Computing …')
        ) : preview.way === 'contained' ? (
          <>
            <IconShieldLock size={14} aria-hidden />{' '}
            {t('mapper.contained', 'Contained, because {because}', { because: preview.because ?? '' })}
          </>
        ) : (
          <>
            <IconBolt size={14} aria-hidden />{' '}
            {state.by === 'server'
              ? preview.because === 'pattern'
                ? t('mapper.fast-pattern', 'Fast path · tried on the server, for its regular expression')
                : t('mapper.fast-master-data', 'Fast path · tried on the server, for its master data')
              : t('mapper.fast', 'Fast path')}
          </>
        )}
      </p>
      {wholeFault !== undefined && <p className="mapper-fault">{wholeFault}</p>}
      <div className="mapper-json">
        <JsonView value={preview?.value ?? null} label={t('mapper.result', 'Result')} maxHeight={4_000} />
      </div>
    </section>
  );
});
