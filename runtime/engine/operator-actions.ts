/**
 * What an operator may do to a run (LAN-3), judged before anything is written: either the event to append, or a sentence that says
 * why not. Actions on final runs (`retry` makes a new run) and on runs that have not begun are judged here too.
 */
import type { FinalRunState, OperatorAction } from '#flows/run.ts';
import type { EffectRow, TraceBody } from '#flows/trace.ts';
import { findUndoable } from './compensation.ts';
import { latestWrites } from './effect-ledger.ts';
import type { ActRequest } from './engine.ts';
import { findUndoing } from './find-undoing.ts';
import type { Plan } from './plan.ts';
import { isOpenNode, nodesWithStatus, type PlanState, STATUS } from './run-state.ts';
import { undoesAnything } from './step-decisions.ts';

export type Judgement =
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | {
      readonly kind: 'act';
      readonly event: TraceBody & { readonly type: 'operator-acted' };
      /** What the operator should know of what will follow. */
      readonly warnings?: readonly string[];
      /** The ledger's row becomes this in the same commit. */
      readonly effect?: { readonly row: EffectRow; readonly state: 'confirmed' | 'refused' };
    };

/** A final run can only be retried, and that is a new run. Undefined: go ahead. */
export function judgeFinal(state: FinalRunState, action: OperatorAction): Judgement | undefined {
  if (action !== 'retry') return refuse('run-final', `The run is ${state}; nothing can change that. Retry it to start a new run.`);
  if (state === 'superseded' || state === 'stale')
    return refuse('run-final', `The run is ${state}: a newer one took its place. Retry that one.`);
  return undefined;
}

/** A run that waits for its turn has no steps to act on. */
export function judgeAccepted(request: ActRequest): Judgement {
  const { action } = request;
  if (action === 'cancel' || action === 'set-aside') return { kind: 'act', event: eventOf(request, undefined) };
  return refuse('run-not-started', 'The run waits for its turn; it can be cancelled or set aside, nothing else.');
}

export function judgeAction(plan: Plan, state: PlanState, effects: readonly EffectRow[], request: ActRequest): Judgement {
  const { action } = request;
  if (state.closing !== undefined) return refuse('run-ending', 'The run is ending already.');
  if (request.version !== undefined)
    return refuse(
      'version-fixed',
      'A run ends by the version that it began with. Set it aside, then retry it by the other version: what was confirmed is taken over.',
    );
  if (action === 'cancel') return { kind: 'act', event: eventOf(request, undefined) };
  if (action === 'set-aside') {
    return state.active > 0
      ? refuse('run-running', 'Steps of the run are at work. Cancel it, or wait until it stands still.')
      : { kind: 'act', event: eventOf(request, undefined) };
  }
  if (action === 'compensate') return judgeCompensation(plan, state, request);
  if (state.compensation !== undefined && action === 'edit' && request.path === undefined)
    return refuse('run-undone', 'The run is being undone: its message has no part in that any more.');
  if (action === 'edit' && request.path === undefined && hasUndone(state))
    return refuse(
      'scope-undone',
      'A scope of the run has undone what was done in it; going through again would take that for done. Edit the step by its path, or set the run aside and send the corrected message.',
    );
  const step = findStep(plan, state, request);
  if (typeof step !== 'number') return step;
  const { path } = plan.nodes[step]!;
  const status = state.status[step]!;
  const stuck = status === STATUS.parked;
  const standing = stuck || status === STATUS.retrying || status === STATUS.held;
  const unknown = findUnknownEffect(latestWrites(effects, path), request.effectKey);
  if (findUndoing(plan, state, step) !== undefined && !undoesAnything(plan, step) && (action === 'edit' || action === 'send-again'))
    return refuse('run-undone', 'The run is being undone: nothing more is sent but what undoes it.');
  switch (action) {
    case 'retry':
      return standing
        ? { kind: 'act', event: eventOf(request, path) }
        : refuse('step-not-blocked', `Step "${path}" neither failed nor waits for another attempt.`);
    case 'edit':
      if (request.data === undefined)
        return refuse('data-missing', 'Give the new trigger body, or the new config of the step together with its path.');
      if (!stuck) return refuse('step-not-parked', `Step "${path}" is not parked; only what stands still can be edited.`);
      if (unknown !== undefined) return refuseUnknown(unknown);
      if (request.path === undefined && plan.scopes.some(({ iterations }) => iterations.length > 0))
        return refuse(
          'loop-begun',
          `A loop of the run has begun, and its items have effects of their own. Edit step "${path}" by its path, or set the run aside and send the corrected message.`,
        );
      if (request.path === undefined && state.active > 0)
        return refuse('run-running', 'Other steps of the run are at work. Wait until they stand still, or edit the step by its path.');
      return { kind: 'act', event: eventOf(request, request.path === undefined ? undefined : path) };
    case 'skip':
      if (!standing && status !== STATUS.waiting) return refuse('step-not-blocked', `Step "${path}" does not block the run.`);
      if (request.port !== undefined && !leavesBy(plan, step, request.port))
        return refuse('unknown-port', `No edge leaves "${path}" by "${request.port}".`);
      return { kind: 'act', event: eventOf(request, path) };
    case 'send-again':
      if (!stuck) return refuse('step-not-parked', `Step "${path}" is not parked.`);
      return judgeSendAgain(latestWrites(effects, path), request, path);
    case 'mark-confirmed':
    case 'mark-not-applied':
      if (!stuck) return refuse('step-not-parked', `Step "${path}" is not parked.`);
      if (unknown === undefined) return refuse('no-unknown-effect', `Step "${path}" has no effect whose outcome is unknown.`);
      return {
        kind: 'act',
        event: { ...eventOf(request, path), effectKey: unknown.effectKey },
        effect: { row: unknown, state: action === 'mark-confirmed' ? 'confirmed' : 'refused' },
      };
  }
}

/** Later runs of the lane that were accepted after this one and may build on what it did not do (LAN-6). */
export function dependentsWarning(laneKey: string, later: readonly { readonly runId: string }[]): readonly string[] {
  if (later.length === 0) return [];
  const named = later.slice(0, 5).map(({ runId }) => runId);
  const rest = later.length - named.length;
  return [
    `${later.length} later ${later.length === 1 ? 'run' : 'runs'} of "${laneKey}" may depend on this one: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`,
  ];
}

/** An edited message goes through again, but nothing that was confirmed is sent a second time. */
export function keptEffectsWarning(effects: readonly EffectRow[]): readonly string[] {
  const kept = effects.filter(({ kind, state }) => kind === 'write' && state === 'confirmed');
  if (kept.length === 0) return [];
  const named = [...new Set(kept.map(({ operation, path }) => `"${operation}" of ${path}`))];
  return [`What was confirmed before stays as it was and is not sent again: ${named.join(', ')}.`];
}

function refuse(code: string, message: string): Judgement & { readonly kind: 'refused' } {
  return { kind: 'refused', code, message };
}

function refuseUnknown(effect: EffectRow): Judgement {
  return refuse(
    'effect-unknown',
    `It is not known whether "${effect.operation}" was applied. Mark it as confirmed or not applied, or send it again as new.`,
  );
}

/** The step named, else the only one that blocks: parked ones first. */
function findStep(plan: Plan, state: PlanState, { path }: ActRequest): number | Judgement {
  if (path !== undefined) {
    const index = plan.indexByPath.get(path);
    if (index === undefined) return refuse('unknown-step', `The run has no step "${path}".`);
    return isOpenNode(state, index) ? index : refuse('step-not-open', `Step "${path}" is not at work: it has ended or was never reached.`);
  }
  for (const status of [STATUS.parked, STATUS.held, STATUS.retrying, STATUS.waiting]) {
    const found = nodesWithStatus(state, status);
    if (found.length === 1) return found[0]!;
    if (found.length > 1)
      return refuse('step-ambiguous', `Several steps stand still: ${found.map((node) => plan.nodes[node]!.path).join(', ')}. Name one.`);
  }
  return refuse('nothing-blocked', 'No step of the run stands still.');
}

function findUnknownEffect(writes: readonly EffectRow[], effectKey: string | undefined): EffectRow | undefined {
  return writes.find(
    (effect) =>
      (effectKey === undefined || effect.effectKey === effectKey) &&
      (effect.state === 'unknown' || effect.state === 'intended' || effect.state === 'sent'),
  );
}

/** One write is sent again as new: the one that is named, else the only one that is not confirmed, or the only one there is. */
function judgeSendAgain(writes: readonly EffectRow[], request: ActRequest, path: string): Judgement {
  const event = eventOf(request, path);
  const named = writes.filter(({ effectKey }) => effectKey === request.effectKey);
  if (request.effectKey !== undefined && named.length === 0)
    return refuse('no-such-effect', `Step "${path}" has no write "${request.effectKey}" that could be sent again.`);
  const open = writes.filter(({ state }) => state !== 'confirmed');
  const candidates = request.effectKey !== undefined ? named : open.length > 0 ? open : writes;
  const [chosen] = candidates;
  // Nothing was written yet: there is nothing that must not be repeated.
  if (chosen === undefined) return { kind: 'act', event };
  if (candidates.length > 1)
    return refuse(
      'effect-ambiguous',
      `Step "${path}" has several writes: ${candidates.map(({ effectKey, operation }) => `"${operation}" (${effectKey})`).join(', ')}. Name one.`,
    );
  return {
    kind: 'act',
    event: { ...event, effectKey: chosen.effectKey },
    warnings: keptEffectsWarning(writes.filter((write) => write !== chosen)),
  };
}

function hasUndone(state: PlanState): boolean {
  return state.undoing.size > 0 || state.status.includes(STATUS.compensated);
}

function judgeCompensation(plan: Plan, state: PlanState, request: ActRequest): Judgement {
  if (state.compensation !== undefined) return refuse('run-undone', 'The run is being undone already.');
  if (state.undoing.size > 0)
    return refuse('scope-undone', 'A scope of the run is being undone. Finish that: retry, edit or skip the step that stands still.');
  if (state.active > 0) return refuse('run-running', 'Steps of the run are at work. Wait until it stands still.');
  if (state.confirmed.size === 0) return refuse('nothing-to-compensate', 'The run has no confirmed effect that could be undone.');
  const without = [...state.confirmed]
    .filter((index) => findUndoable(plan, state, index) === -1)
    .map((index) => `"${plan.nodes[index]!.path}"`);
  if (without.length === state.confirmed.size)
    return refuse(
      'no-compensation',
      `No step that undoes it is drawn for ${without.join(', ')}. Correct it in the other system, then skip the step or set the run aside.`,
    );
  return {
    kind: 'act',
    event: eventOf(request, undefined),
    ...(without.length === 0
      ? {}
      : { warnings: [`What ${without.join(', ')} did stays: no step that undoes it is drawn. Correct it in the other system.`] }),
  };
}

function leavesBy(plan: Plan, step: number, port: string): boolean {
  const node = plan.nodes[step]!;
  return port === node.firstPort || node.outgoing.some((edge) => edge.port === port);
}

function eventOf({ action, by, reason, data, port }: ActRequest, path: string | undefined): TraceBody & { type: 'operator-acted' } {
  return {
    type: 'operator-acted',
    action,
    by,
    reason,
    ...(path === undefined ? {} : { path }),
    ...(data === undefined ? {} : { data }),
    ...(port === undefined ? {} : { port }),
  };
}
