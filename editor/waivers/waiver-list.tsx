/** Waivers, on the page of approvals: those to decide first, then what holds and what was. */
import { Button, Group, Paper, Stack, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { WaiverView } from '#flows/api/waivers.ts';
import { useFlowWords } from '../operations/use-flow-words.ts';
import { useManifests } from '../server/use-manifests.ts';
import { t } from '../text.ts';
import { dayText } from '../ui/day-text.ts';
import { PageLink } from '../ui/page-link.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { changeWaiver, useWaivers } from './use-waivers.ts';

type Step = 'grant' | 'decline' | 'end';

export function WaiverList() {
  const waivers = useWaivers().data?.items ?? [];
  const wordsOf = useWaiverWords();
  const [past, setPast] = useState(false);
  const [step, setStep] = useState<{ readonly waiver: WaiverView; readonly kind: Step }>();
  const open = waivers.filter(({ state, over }) => !over && (state === 'requested' || state === 'granted'));
  const shown = past ? waivers : open;
  if (waivers.length === 0) return null;
  return (
    <Paper withBorder p="sm" mb="sm" component="section" aria-labelledby="waivers">
      <Group justify="space-between" mb="xs">
        <Title order={2} id="waivers">
          {t('waiver.title', 'Waivers: past a system API until a day')}
        </Title>
        {waivers.length > open.length && (
          <Switch
            label={t('waiver.past', 'Also declined, ended and over')}
            checked={past}
            onChange={(event) => setPast(event.currentTarget.checked)}
          />
        )}
      </Group>
      {shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('waiver.none', 'None is asked for, and none holds.')}
        </Text>
      )}
      {toDecideFirst(shown).map((waiver) => (
        <WaiverLine key={waiver.waiverId} waiver={waiver} onStep={(kind) => setStep({ waiver, kind })} />
      ))}
      {step !== undefined && (
        <ReasonDialog
          title={STEPS[step.kind].title(wordsOf(step.waiver))}
          effect={STEPS[step.kind].effect(step.waiver)}
          confirmLabel={STEPS[step.kind].label}
          danger={step.kind === 'end'}
          onConfirm={(reason) => changeWaiver(step.waiver.waiverId, step.kind, reason)}
          onClose={() => setStep(undefined)}
        />
      )}
    </Paper>
  );
}

function WaiverLine({ waiver, onStep }: { readonly waiver: WaiverView; readonly onStep: (kind: Step) => void }) {
  const words = useWaiverWords()(waiver);
  const { flowId, nodeType, reason, until, requestedBy, requestedAt, mayDecide, mayEnd, decidedBy, decisionReason, endedBy, endReason } =
    waiver;
  return (
    <Group component="article" aria-label={t('waiver.line', '{flow}: {type}', words)} gap="sm" py={4} wrap="nowrap" align="flex-start">
      <Standing waiver={waiver} />
      <Stack gap={0} flex={1}>
        <Group gap={6}>
          <PageLink to={`/flows/${flowId}`}>{words.flow}</PageLink>
          <Text size="sm" title={nodeType}>
            {words.type}
          </Text>
          <Text size="sm">{t('waiver.until-day', 'until {day}', { day: dayText(until) })}</Text>
        </Group>
        <Text size="sm" c="dimmed">
          {requestedBy}: {reason} · <RelativeTime at={requestedAt} />
        </Text>
        {decidedBy !== undefined && (
          <Text size="sm" c="dimmed">
            {decidedBy}: {decisionReason}
          </Text>
        )}
        {endedBy !== undefined && (
          <Text size="sm" c="dimmed">
            {endedBy}: {endReason}
          </Text>
        )}
      </Stack>
      {mayDecide && (
        <>
          <Button size="compact-sm" variant="default" aria-label={STEPS.decline.title(words)} onClick={() => onStep('decline')}>
            {STEPS.decline.label}
          </Button>
          <Button size="compact-sm" aria-label={STEPS.grant.title(words)} onClick={() => onStep('grant')}>
            {STEPS.grant.label}
          </Button>
        </>
      )}
      {mayEnd && (
        <Button size="compact-sm" variant="default" aria-label={STEPS.end.title(words)} onClick={() => onStep('end')}>
          {STEPS.end.label}
        </Button>
      )}
    </Group>
  );
}

function Standing({ waiver: { state, over } }: { readonly waiver: WaiverView }) {
  if (state === 'requested' && !over) return <StateBadge state="waiting" label={t('waiver.requested', 'Asked for')} />;
  if (state === 'granted' && !over) return <StateBadge state="confirmed" label={t('waiver.granted', 'Holds')} />;
  if (state === 'declined') return <StateBadge state="cancelled" label={t('waiver.declined', 'Declined')} />;
  if (state === 'ended') return <StateBadge state="cancelled" label={t('waiver.ended', 'Ended')} />;
  return <StateBadge state="cancelled" label={t('waiver.over', 'Over')} />;
}

/** Names of the flow and of the node type, as people know them. */
interface WaiverWords {
  readonly [name: string]: string;
  readonly flow: string;
  readonly type: string;
}

/** Its name, or its id until node types are here or when it is gone. */
function useWaiverWords(): (waiver: WaiverView) => WaiverWords {
  const { nameOf } = useFlowWords();
  const manifests = useManifests();
  return ({ flowId, nodeType }) => ({ flow: nameOf(flowId), type: manifests.get(nodeType)?.label ?? nodeType });
}

const STEPS: {
  readonly [kind in Step]: { readonly label: string; title(words: WaiverWords): string; effect(waiver: WaiverView): string };
} = {
  grant: {
    label: t('waiver.grant', 'Grant'),
    title: (words) => t('waiver.grant-title', 'Grant the waiver of {flow} for {type}', words),
    effect: ({ until }) =>
      t('waiver.grant-effect', 'Versions of the flow may come to production with it until {day}.', { day: dayText(until) }),
  },
  decline: {
    label: t('waiver.decline', 'Decline'),
    title: (words) => t('waiver.decline-title', 'Decline the waiver of {flow} for {type}', words),
    effect: () => t('waiver.decline-effect', 'The flow calls the system API, or asks again with another reason.'),
  },
  end: {
    label: t('waiver.end', 'End'),
    title: (words) => t('waiver.end-title', 'End the waiver of {flow} for {type}', words),
    effect: () => t('waiver.end-effect', 'What is live goes on. No further version with it comes to production.'),
  },
};

function toDecideFirst(waivers: readonly WaiverView[]): readonly WaiverView[] {
  return waivers.toSorted((a, b) => Number(b.mayDecide) - Number(a.mayDecide));
}
