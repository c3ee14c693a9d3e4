/** The journal's words for people. */
import type { TraceEvent } from '#flows/trace.ts';
import { spoken, spokenName } from '../spoken.ts';
import { t } from '../text.ts';
import { holdingConnectionName } from '../ui/connection-name.ts';
import { durationText, instantText } from '../ui/time-text.ts';
import { ACTION_TEXTS } from './action-texts.ts';

/** `effect-confirmed` → `Effect confirmed`. */
export function eventName(type: TraceEvent['type']): string {
  return spokenName(type.charAt(0).toUpperCase() + type.slice(1).replaceAll('-', ' '));
}

/** What an event says, in a line; '' where its name says all. */
export function eventText(event: TraceEvent): string {
  switch (event.type) {
    case 'run-accepted':
      return Object.values(event.keys).join(' · ');
    case 'step-completed':
      return t('event.left', 'by {port}, after {duration}', { port: event.port, duration: durationText(event.durationMs) });
    case 'attempt-failed':
      return `${t('event.attempt', 'attempt {attempt}', { attempt: event.attempt })}: ${spoken(event.error.message)} (${event.error.code})`;
    case 'step-failed':
    case 'run-failed':
      return `${spoken(event.error.message)} (${event.error.code})`;
    case 'run-parked':
      return `${spoken(event.error.message)} (${event.error.code})`;
    case 'retry-scheduled':
      return t('event.retry', 'attempt {attempt} at {at}', { attempt: event.attempt, at: instantText(event.dueAt) });
    case 'step-started':
      return event.attempt > 1 ? t('event.attempt', 'attempt {attempt}', { attempt: event.attempt }) : '';
    case 'loop-started':
      return t('event.items', '{count, plural, one {# item} other {# items}}, {most} at once', {
        count: event.items.length,
        most: event.concurrency,
      });
    case 'iteration-failed':
      return t('event.item-failed', 'item {index}: {message}', { index: event.index, message: spoken(event.error.message) });
    case 'compensation-started':
      return spoken(event.cause.message);
    case 'step-compensated':
      return event.restored
        ? t('event.undone', 'undone by {step}', { step: event.by })
        : t('event.not-undone', 'not undone by {step}', { step: event.by });
    case 'compensation-ended':
      return event.left.length === 0
        ? t('event.all-undone', 'everything is undone')
        : t('event.left-as-is', 'stays as it is: {steps}', { steps: event.left.join(', ') });
    case 'step-held':
      return HELD[event.reason](holdingConnectionName(event.connection) ?? event.connection);
    case 'wait-started':
      return 'dueAt' in event.wait && event.wait.dueAt !== undefined
        ? t('event.waits-until', 'for {what}, until {at}', { what: event.wait.kind, at: instantText(event.wait.dueAt) })
        : t('event.waits', 'for {what}', { what: event.wait.kind });
    case 'wait-ended':
      return t('event.by', 'by {who}', { who: event.by });
    case 'operator-acted':
      return `${ACTION_TEXTS[event.action].label}, ${byWhom(event)}`;
    case 'approval-decided':
      return `${event.choice}, ${byWhom(event)}`;
    case 'milestone-reached':
      return `${event.objectType} ${event.key}: ${event.milestone}`;
    case 'exception-raised':
      return `${spoken(event.title)} (${event.owner})`;
    case 'event-emitted':
      return event.event.type;
    case 'run-cancelled':
    case 'run-set-aside':
      return byWhom(event);
    case 'run-superseded':
      return t('event.superseded', 'by run {runId}', { runId: event.byRunId });
    case 'run-stale':
      return t('event.stale', 'sequence {sequence} after {highest}', { sequence: event.sequence, highest: event.highest });
    case 'reply-committed':
      return String(event.status);
    case 'effect-intended':
    case 'effect-sent':
    case 'effect-confirmed':
    case 'effect-refused':
    case 'effect-unknown':
    case 'effect-probed':
    case 'exchange-read':
      return event.verdict === undefined ? event.operation : `${event.operation}: ${event.verdict}`;
    default:
      return '';
  }
}

const HELD = {
  'circuit-open': (connection: string) => t('event.circuit-open', '{connection} is not available', { connection }),
  maintenance: (connection: string) => t('event.maintenance', '{connection} is in maintenance', { connection }),
  'rate-limit': (connection: string) => t('event.rate-limit', '{connection} takes no more at the moment', { connection }),
  'flow-full': () => t('event.flow-full', 'as many runs of the flow are at work as it allows'),
  'flow-paused': () => t('event.flow-paused', 'the flow is paused'),
} as const;

function byWhom({ by, reason }: { readonly by: string; readonly reason: string }): string {
  return t('event.by-because', 'by {by}: {reason}', { by, reason });
}
