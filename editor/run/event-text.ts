import type { TraceEvent } from '#flows/trace.ts';
import { durationText, instantText } from '../ui/time-text.ts';

/** What an event says, in a line; '' where its name says all. */
export function eventText(event: TraceEvent): string {
  switch (event.type) {
    case 'step-completed':
      return `${event.port} · ${durationText(event.durationMs)}`;
    case 'attempt-failed':
      return `attempt ${event.attempt}: ${event.error.code} ${event.error.message}`;
    case 'step-failed':
    case 'run-failed':
      return `${event.error.code} ${event.error.message}`;
    case 'run-parked':
      return `${event.reason}: ${event.error.message}`;
    case 'retry-scheduled':
      return `attempt ${event.attempt} at ${instantText(event.dueAt)}`;
    case 'step-started':
      return event.attempt > 1 ? `attempt ${event.attempt}` : '';
    case 'step-held':
      return `${event.connection}: ${event.reason}`;
    case 'wait-started':
      return event.wait.kind;
    case 'wait-ended':
      return `by ${event.by}`;
    case 'operator-acted':
      return `${event.action} by ${event.by}: ${event.reason}`;
    case 'approval-decided':
      return `${event.choice} by ${event.by}: ${event.reason}`;
    case 'milestone-reached':
      return `${event.objectType} ${event.key}: ${event.milestone}`;
    case 'exception-raised':
      return `${event.title} (${event.owner})`;
    case 'event-emitted':
      return event.event.type;
    case 'run-cancelled':
    case 'run-set-aside':
      return `by ${event.by}: ${event.reason}`;
    case 'run-superseded':
      return `by ${event.byRunId}`;
    case 'run-stale':
      return `${event.sequence} after ${event.highest}`;
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
