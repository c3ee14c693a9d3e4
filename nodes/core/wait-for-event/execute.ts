import type { StepNode } from '../../node.ts';
import { waitForEventManifest } from './manifest.ts';

interface WaitForEventConfig {
  readonly event: string;
  readonly correlation: string;
  readonly timeoutMs?: number;
}

/** First call: the wait. Called again when the event is there or its time has passed. */
export const coreWaitForEvent: StepNode = {
  manifest: waitForEventManifest,
  execute: ({ config, resume }) => {
    const { event, correlation, timeoutMs } = config as unknown as WaitForEventConfig;
    if (resume?.by === 'event') return { kind: 'done', port: 'out', output: { event, data: resume.answer ?? null } };
    if (resume?.by === 'timer') return { kind: 'done', port: 'timeout', output: {} };
    return { kind: 'wait', for: { kind: 'event', event, correlation, ...(timeoutMs === undefined ? {} : { timeoutMs }) } };
  },
};
