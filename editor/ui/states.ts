/** How the states of runs, steps, effects, circuits and lists look: one icon, one word, one colour each. */
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconHandStop,
  IconHelpCircle,
  IconHourglass,
  IconParking,
  IconPlayerPlay,
  IconRefresh,
  IconReplace,
  IconTool,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { t } from '../text.ts';

export interface StateLook {
  readonly label: string;
  readonly color: string;
  readonly Icon: ComponentType<{ readonly size?: number | string; readonly 'aria-hidden'?: boolean }>;
}

const LOOKS: { readonly [state: string]: StateLook } = {
  ready: { label: t('state.ready', 'Ready'), color: 'gray', Icon: IconCircleDashed },
  accepted: { label: t('state.accepted', 'Accepted'), color: 'gray', Icon: IconCircleDashed },
  running: { label: t('state.running', 'Running'), color: 'blue', Icon: IconPlayerPlay },
  waiting: { label: t('state.waiting', 'Waiting'), color: 'cyan', Icon: IconHourglass },
  retrying: { label: t('state.retrying', 'Retrying'), color: 'yellow', Icon: IconRefresh },
  held: { label: t('state.held', 'Held'), color: 'orange', Icon: IconHandStop },
  parked: { label: t('state.parked', 'Parked'), color: 'grape', Icon: IconParking },
  unknown: { label: t('state.unknown', 'Unknown'), color: 'grape', Icon: IconHelpCircle },
  completed: { label: t('state.completed', 'Completed'), color: 'green', Icon: IconCircleCheck },
  failed: { label: t('state.failed', 'Failed'), color: 'red', Icon: IconCircleX },
  skipped: { label: t('state.skipped', 'Skipped'), color: 'gray', Icon: IconBan },
  compensated: { label: t('state.compensated', 'Compensated'), color: 'gray', Icon: IconArrowBackUp },
  cancelled: { label: t('state.cancelled', 'Cancelled'), color: 'gray', Icon: IconBan },
  'set-aside': { label: t('state.set-aside', 'Set aside'), color: 'gray', Icon: IconArrowBackUp },
  superseded: { label: t('state.superseded', 'Superseded'), color: 'gray', Icon: IconReplace },
  stale: { label: t('state.stale', 'Stale'), color: 'gray', Icon: IconClock },
  // Effects.
  intended: { label: t('state.intended', 'Intended'), color: 'gray', Icon: IconCircleDashed },
  sent: { label: t('state.sent', 'Sent'), color: 'blue', Icon: IconPlayerPlay },
  confirmed: { label: t('state.confirmed', 'Confirmed'), color: 'green', Icon: IconCircleCheck },
  refused: { label: t('state.refused', 'Refused'), color: 'red', Icon: IconCircleX },
  read: { label: t('state.read', 'Read'), color: 'green', Icon: IconCircleCheck },
  withheld: { label: t('state.withheld', 'Withheld'), color: 'gray', Icon: IconBan },
  // Circuits and rungs of a check.
  closed: { label: t('state.circuit-closed', 'Working'), color: 'green', Icon: IconCircleCheck },
  open: { label: t('state.circuit-open', 'Open'), color: 'red', Icon: IconAlertTriangle },
  'half-open': { label: t('state.circuit-half-open', 'Trying'), color: 'yellow', Icon: IconRefresh },
  maintenance: { label: t('state.maintenance', 'Maintenance'), color: 'orange', Icon: IconTool },
  passed: { label: t('state.passed', 'Passed'), color: 'green', Icon: IconCircleCheck },
};

/** Unknown states show their own name: nothing is ever hidden because the page is older than the runtime. */
export function lookOf(state: string): StateLook {
  return LOOKS[state] ?? { label: state, color: 'gray', Icon: IconCircleDashed };
}
