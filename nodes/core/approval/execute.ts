import type { JsonObject } from '#flows/json.ts';
import { InternalError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { approvalManifest } from './manifest.ts';

interface ApprovalConfig {
  readonly role: string;
  readonly title: string;
  readonly detail?: JsonObject;
  readonly choices: readonly string[];
  readonly timeoutMs?: number;
}

/** First call: the wait. Called again when a person decided (`answer = { choice, by, reason }`) or the due time passed. */
export const coreApproval: StepNode = {
  manifest: approvalManifest,
  execute: (step) => {
    const config = step.config as unknown as ApprovalConfig;
    if (step.resume?.by === 'timer') return { kind: 'done', port: 'timeout', output: { choice: 'timeout' } };
    if (step.resume?.by === 'person') return decided(config, step.resume);
    const { role, title, detail, choices, timeoutMs } = config;
    return {
      kind: 'wait',
      for: {
        kind: 'approval',
        role,
        title,
        choices,
        ...(detail === undefined ? {} : { detail }),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      },
    };
  },
};

function decided({ choices }: ApprovalConfig, resume: NonNullable<StepContext['resume']>): StepOutcome {
  const answer = resume.answer as JsonObject | undefined;
  const choice = answer?.['choice'];
  if (typeof choice !== 'string' || !choices.includes(choice)) {
    throw new InternalError(`The decision ${JSON.stringify(choice)} is none of ${choices.join(', ')}`, { code: 'choice-unknown' });
  }
  const { by, reason } = answer as JsonObject;
  return {
    kind: 'done',
    port: choice,
    output: { choice, ...(by === undefined ? {} : { by }), ...(reason === undefined ? {} : { reason }) },
  };
}
