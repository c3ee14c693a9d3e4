/** What a subscription asks for, and which events belong to it. */
import type { TraceEvent } from '#flows/trace.ts';
import type { LiveTopic } from '#flows/trace-protocol.ts';

/** Checks the shape that came over the wire; undefined when it is none. */
export function readTopic(value: unknown): LiveTopic | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as { readonly [name: string]: unknown };
  const isText = (name: string) => typeof fields[name] === 'string' && fields[name] !== '';
  switch (Object.keys(fields).sort().join(' ')) {
    case 'run':
      return isText('run') ? (fields as { run: string }) : undefined;
    case 'environment':
      return isText('environment') ? (fields as { environment: string }) : undefined;
    case 'environment flow':
      return isText('environment') && isText('flow') ? (fields as { flow: string; environment: string }) : undefined;
    case 'counters environment':
      return fields['counters'] === true && isText('environment') ? (fields as { counters: true; environment: string }) : undefined;
    case 'presence':
      return isText('presence') && (fields['presence'] as string).length <= 200 ? (fields as { presence: string }) : undefined;
    default:
      return undefined;
  }
}

/** Run topics resume by runSeq, all others by seq (TRC-1). */
export function cursorOf(topic: LiveTopic, event: Pick<TraceEvent, 'seq' | 'runSeq'>): number {
  return 'run' in topic ? event.runSeq : event.seq;
}

export function belongsTo(topic: LiveTopic, event: Pick<TraceEvent, 'runId' | 'environment' | 'flow'>): boolean {
  if ('run' in topic) return event.runId === topic.run;
  if ('counters' in topic || 'presence' in topic) return false;
  if (event.environment !== topic.environment) return false;
  return !('flow' in topic) || event.flow === topic.flow;
}
