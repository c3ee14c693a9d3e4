/** Runs that ended in each of the last seconds. */
import { Group, Text } from '@mantine/core';
import { t } from '../text.ts';
import { tenthsText } from '../ui/time-text.ts';
import type { Rate } from './live-drawing.ts';

const WIDTH = 240;
const HEIGHT = 24;
/** Seconds that the number is the mean of. */
const MEAN_OVER = 10;

export function RateBars({ perSecond }: { readonly perSecond: Rate }) {
  const most = Math.max(1, ...perSecond);
  const width = WIDTH / Math.max(1, perSecond.length);
  // The last second is not over yet.
  const recent = perSecond.slice(-MEAN_OVER - 1, -1);
  const mean = recent.length === 0 ? 0 : recent.reduce((sum, one) => sum + one, 0) / recent.length;
  return (
    <Group gap="xs" wrap="nowrap">
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label={t('rate.label', 'Runs ended in each of the last two minutes’ seconds')}>
        {perSecond.map((count, second) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a place in time
            key={second}
            x={second * width}
            y={HEIGHT - (count / most) * HEIGHT}
            width={Math.max(1, width - 0.5)}
            height={(count / most) * HEIGHT}
            fill="var(--mantine-color-blue-6)"
          />
        ))}
      </svg>
      <Text size="sm" className="number">
        {t('rate.per-second', '{rate} runs/s', { rate: tenthsText(mean) })}
      </Text>
    </Group>
  );
}
