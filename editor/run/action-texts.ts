/** What operators can do with a run: the name of the action and what it will do. */
import type { OperatorAction } from '#flows/run.ts';
import { t } from '../text.ts';

export interface ActionText {
  readonly label: string;
  readonly effect: string;
  readonly danger: boolean;
}

export const ACTION_TEXTS: { readonly [action in OperatorAction]: ActionText } = {
  retry: {
    label: t('action.retry', 'Retry'),
    effect: t('action.retry-effect', 'The step is tried again now. A run that has ended starts anew as a run of its own.'),
    danger: false,
  },
  edit: {
    label: t('action.edit', 'Edit and retry'),
    effect: t('action.edit-effect', 'The run goes on with other data: another message, or another configuration of the blocked step.'),
    danger: false,
  },
  skip: {
    label: t('action.skip', 'Skip the step'),
    effect: t('action.skip-effect', 'The step is not done. The run goes on with the output below, as if the step had left by the port.'),
    danger: true,
  },
  'set-aside': {
    label: t('action.set-aside', 'Set aside'),
    effect: t('action.set-aside-effect', 'The run ends where it stands and its lane goes on. What it has written stays written.'),
    danger: true,
  },
  compensate: {
    label: t('action.compensate', 'Compensate'),
    effect: t('action.compensate-effect', 'What the run has written is taken back, last first, then the run ends.'),
    danger: true,
  },
  cancel: {
    label: t('action.cancel', 'Cancel'),
    effect: t('action.cancel-effect', 'The run ends. Calls that are under way are not repeated; what was written stays written.'),
    danger: true,
  },
  'send-again': {
    label: t('action.send-again', 'Send again'),
    effect: t(
      'action.send-again-effect',
      'The write is sent once more as a new one. If the first was applied after all, it is done twice.',
    ),
    danger: true,
  },
  'mark-confirmed': {
    label: t('action.mark-confirmed', 'It was applied'),
    effect: t(
      'action.mark-confirmed-effect',
      'You have looked: the other system has applied the write. The run goes on with the answer below.',
    ),
    danger: false,
  },
  'mark-not-applied': {
    label: t('action.mark-not-applied', 'It was not applied'),
    effect: t('action.mark-not-applied-effect', 'You have looked: the other system has not applied the write. It is sent again.'),
    danger: false,
  },
};
