/** Below the drawing: how the last try went, and what can be made of it. */
import { ActionIcon, Button, Group, Loader, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { problemOf } from '../server/api-client.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { KeepTryDialog } from './keep-try-dialog.tsx';
import type { DraftTry, Tried } from './use-try.ts';
import './try.css';

export interface TryBarProps {
  readonly flow: FlowDocument;
  readonly manifests: Manifests;
  readonly trying: DraftTry;
}

export function TryBar({ flow, manifests, trying }: TryBarProps) {
  const [keeping, setKeeping] = useState(false);
  const { tried, running, error } = trying;
  const isWhole = tried?.asked.only === undefined && tried?.asked.to === undefined;
  return (
    <Group gap="sm" className="try-bar" role="status" wrap="nowrap">
      {running !== undefined ? (
        <>
          <Loader size="xs" />
          <Text size="sm">{t('try.running', 'Being tried …')}</Text>
        </>
      ) : error !== null ? (
        <Text size="sm" className="error-words">
          {problemOf(error).detail}
        </Text>
      ) : (
        tried !== undefined && <Outcome tried={tried} flow={flow} />
      )}
      <span className="try-bar-space" />
      {running === undefined && tried !== undefined && isWhole && tried.report.refused === undefined && (
        <Button size="compact-xs" variant="default" onClick={() => setKeeping(true)}>
          {t('try.keep', 'Keep as test …')}
        </Button>
      )}
      {running === undefined && (
        <ActionIcon size="sm" onClick={trying.forget} aria-label={t('try.forget', 'Put the try away')}>
          <IconX size={14} />
        </ActionIcon>
      )}
      {keeping && tried !== undefined && <KeepTryDialog tried={tried} manifests={manifests} onClose={() => setKeeping(false)} />}
    </Group>
  );
}

function Outcome({ tried: { asked, report, flow: triedFlow }, flow }: { readonly tried: Tried; readonly flow: FlowDocument }) {
  if (report.refused !== undefined)
    return (
      <Text size="sm" className="error-words">
        {t('try.refused', 'It did not begin: {why}', { why: report.refused })}
      </Text>
    );
  const node = asked.only ?? asked.to;
  const label = node === undefined ? '' : (flow.nodes[node]?.label ?? node);
  return (
    <>
      <Text size="sm">
        {asked.only !== undefined
          ? t('try.tried-only', 'Tried: {node} alone', { node: label })
          : asked.to !== undefined
            ? t('try.tried-to', 'Tried to {node}', { node: label })
            : t('try.tried-all', 'Tried whole')}
      </Text>
      <StateBadge state={report.state} />
      {report.simulated > 0 && (
        <Text size="sm">
          {t('try.simulated', '{count, plural, one {# write simulated} other {# writes simulated}}', { count: report.simulated })}
        </Text>
      )}
      {report.sent > 0 && (
        <Text size="sm" fw={600}>
          {t('try.sent', '{count, plural, one {# write sent} other {# writes sent}}', { count: report.sent })}
        </Text>
      )}
      {report.leftOutBytes !== undefined && (
        <Text size="sm" c="dimmed">
          {t('try.left-out', 'Of what came, {kilobytes, number} kB are too much to be shown and left out.', {
            kilobytes: Math.ceil(report.leftOutBytes / 1_000),
          })}
        </Text>
      )}
      {report.error !== undefined && (
        <Text size="sm" className="error-words" truncate>
          {spoken(report.error.message)}
        </Text>
      )}
      {triedFlow !== flow && (
        <Text size="sm" c="dimmed">
          {t('try.before-change', 'Tried before the last change of the draft.')}
        </Text>
      )}
    </>
  );
}
