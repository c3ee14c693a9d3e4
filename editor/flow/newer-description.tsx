/** A node that was drawn with an operation whose service was imported again: what is otherwise now, and the newer description by a click. */
import { Alert, Button, List } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JsonObject } from '#flows/json.ts';
import { compareOperation } from '#flows/services/compare-services.ts';
import type { DrawnWith } from '#flows/services/service.ts';
import { takeOver } from '#flows/services/take-over.ts';
import { problemOf } from '../server/api-client.ts';
import { fetchOperation } from '../services/use-services.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';

export interface NewerDescriptionProps {
  readonly drawn: DrawnWith;
  readonly config: JsonObject;
  readonly onTake: (config: JsonObject) => void;
}

const MOST_SHOWN = 8;

export function NewerDescription({ drawn: { service, operation }, config, onTake }: NewerDescriptionProps) {
  const newest = useQuery({
    // Dropped with all else of services when one is imported.
    queryKey: ['services', 'operation', service, operation],
    queryFn: () => fetchOperation(service, operation),
    staleTime: 60_000,
    retry: false,
  });
  if (newest.isError)
    return problemOf(newest.error).status !== 404 ? null : (
      <Alert p="xs" variant="light" color="yellow" title={t('newer.gone', '"{service}" describes this operation no longer', { service })}>
        {t('newer.gone-help', 'The node keeps what it was drawn with. Whether the service still answers it, its owner knows.')}
      </Alert>
    );
  const change = newest.data === undefined ? undefined : compareOperation(operation, config, newest.data.config);
  if (change === undefined) return null;
  return (
    <Alert
      p="xs"
      variant="light"
      color={change.breaks ? 'yellow' : 'blue'}
      title={t('newer.title', '"{service}" describes this operation otherwise now', { service })}
    >
      {change.reasons.length === 0 ? (
        t('newer.fits', 'What the node was drawn with still holds.')
      ) : (
        <List size="xs">
          {change.reasons.slice(0, MOST_SHOWN).map((reason) => (
            <List.Item key={reason}>{spoken(reason)}</List.Item>
          ))}
        </List>
      )}
      <Button size="compact-xs" mt={6} onClick={() => onTake(takeOver(config, newest.data!.config))}>
        {t('newer.take', 'Take over the newer description')}
      </Button>
    </Alert>
  );
}
