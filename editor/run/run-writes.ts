/** What a run has written into other systems, and what an operator's action would do with each of these writes. Pure. */
import type { EffectState, OperatorAction } from '#flows/run.ts';
import type { TraceEvent } from '#flows/trace.ts';

export interface RunWrite {
  readonly effectKey: string;
  readonly path: string;
  readonly operation: string;
  readonly state: Extract<EffectState, 'intended' | 'sent' | 'confirmed' | 'refused' | 'unknown'>;
}

const STATES: { readonly [type: string]: RunWrite['state'] } = {
  'effect-intended': 'intended',
  'effect-sent': 'sent',
  'effect-confirmed': 'confirmed',
  'effect-refused': 'refused',
  'effect-unknown': 'unknown',
};

/** Each write once, as it stands after the last of the events, in the order in which they were first meant to be sent. */
export function writesOf(events: readonly TraceEvent[]): readonly RunWrite[] {
  const writes = new Map<string, RunWrite>();
  for (const event of events) {
    const state = STATES[event.type];
    if (state === undefined || !('effectKey' in event) || event.effectKey === undefined || !('operation' in event)) continue;
    const { effectKey, path, operation } = event;
    writes.set(effectKey, { effectKey, path, operation, state });
  }
  return [...writes.values()];
}

/** Of each write of the step the newest: what it sent as new before does not count any more. */
export function sendableAgain(writes: readonly RunWrite[], path: string | undefined): readonly RunWrite[] {
  const newest = new Map<string, RunWrite>();
  // Keys end with the number of the write in its step and how often it was sent as new.
  for (const write of writes) if (write.path === path) newest.set(write.effectKey.replace(/\/\d+$/, ''), write);
  return [...newest.values()];
}

/** The one that the server takes when none is named; undefined when it asks which. */
export function onlySendable(choices: readonly RunWrite[]): RunWrite | undefined {
  const open = choices.filter(({ state }) => state !== 'confirmed');
  const candidates = open.length > 0 ? open : choices;
  return candidates.length === 1 ? candidates[0] : undefined;
}

export type WriteFate =
  | 'stays'
  | 'sent-again'
  | 'asked-first'
  | 'may-double'
  | 'taken-back'
  | 'not-undone'
  | 'counts-as-applied'
  | 'left-open'
  | 'not-sent';

export interface Intent {
  readonly action: OperatorAction;
  /** The step that the action is about. */
  readonly blockedAt: string | undefined;
  /** `send-again`: the write that is meant; left out: any of the step. */
  readonly effectKey?: string | undefined;
  /** `edit`: the step's configuration, not the run's message. */
  readonly editsStep?: boolean;
  /** Is a step drawn that undoes what the step at the path has done? */
  readonly canUndo?: (path: string) => boolean;
}

export function fateOf(write: RunWrite, { action, blockedAt, effectKey, editsStep = false, canUndo = () => true }: Intent): WriteFate {
  const concerned = write.path === blockedAt;
  const isMeant = concerned && (effectKey === undefined || effectKey === write.effectKey);
  const asNew = action === 'send-again' ? isMeant : concerned && action === 'edit' && editsStep;
  switch (write.state) {
    case 'confirmed':
      if (action === 'compensate') return canUndo(write.path) ? 'taken-back' : 'not-undone';
      // Under a new key the other system cannot know it again.
      return asNew ? 'may-double' : 'stays';
    case 'refused':
      return concerned && (asNew || action === 'retry' || action === 'edit') ? 'sent-again' : 'not-sent';
    default:
      if (!concerned) return 'left-open';
      if (asNew) return 'may-double';
      if (action === 'retry') return 'asked-first';
      if (action === 'mark-confirmed') return 'counts-as-applied';
      return action === 'mark-not-applied' ? 'sent-again' : 'left-open';
  }
}
