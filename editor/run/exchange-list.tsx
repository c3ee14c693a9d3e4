/** Every request of a step and its answer, in the order in which they were made. */
import { Group, Stack, Text } from '@mantine/core';
import type { Json } from '#flows/json.ts';
import type { EffectRow } from '#flows/trace.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { durationText } from '../ui/time-text.ts';

export function ExchangeList({ exchanges }: { readonly exchanges: readonly EffectRow[] }) {
  if (exchanges.length === 0)
    return (
      <EmptyState
        title={t('step.no-exchange', 'Nothing was exchanged')}
        why={t('step.no-exchange-why', 'This step has not called another system.')}
      />
    );
  return exchanges.map((exchange, i) => <Exchange key={`${exchange.effectKey} ${exchange.attempt}`} exchange={exchange} nth={i + 1} />);
}

function Exchange({ exchange, nth }: { readonly exchange: EffectRow; readonly nth: number }) {
  const { settledAt, intendedAt } = exchange;
  return (
    <Stack gap={4} mb="md" component="article" aria-label={exchange.operation}>
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Text fw={600}>{exchange.operation}</Text>
        {/* A read that failed has no state of its own. */}
        <StateBadge state={exchange.kind === 'read' && exchange.error !== undefined ? 'failed' : exchange.state} />
      </Group>
      <Group gap="xs">
        <Text size="xs" c="dimmed">
          {exchange.connection} · {exchange.kind === 'write' ? t('exchange.write', 'write') : t('exchange.read', 'read')} ·{' '}
          {t('exchange.attempt', 'attempt {attempt}', { attempt: exchange.attempt })}
        </Text>
        <RelativeTime at={intendedAt} />
        {settledAt !== undefined && (
          <Text size="xs" c="dimmed" className="number">
            {t('exchange.took', 'took {duration}', { duration: durationText(Date.parse(settledAt) - Date.parse(intendedAt)) })}
          </Text>
        )}
      </Group>
      {exchange.error !== undefined && (
        <Text size="sm" className="error-words">
          {spoken(exchange.error.message)} <span className="mono">{exchange.error.code}</span>
        </Text>
      )}
      {exchange.echoes?.map(({ flow, message, at }) => (
        <Text key={`${flow} ${message}`} size="sm">
          {t('exchange.echo', 'Came back as message {message} for {flow}, which started nothing: it showed only this write.', {
            flow,
            message,
          })}{' '}
          <RelativeTime at={at} />
        </Text>
      ))}
      <Part title={t('exchange.request', 'Request')} value={exchange.request} nth={nth} />
      {exchange.answer !== undefined && <Part title={t('exchange.answer', 'Answer')} value={exchange.answer} nth={nth} />}
      {exchange.before !== undefined && <Part title={t('exchange.before', 'As it was before')} value={exchange.before} nth={nth} />}
    </Stack>
  );
}

/** `nth` tells the requests of one step apart for those who go from place to place by name. */
function Part({ title, value, nth }: { readonly title: string; readonly value: Json; readonly nth: number }) {
  return (
    <>
      <Text size="xs" fw={600}>
        {title}
      </Text>
      <JsonView value={value} label={`${title} ${nth}`} maxHeight={220} />
    </>
  );
}
