import type { Json } from '#flows/json.ts';
import type { StepNode } from '../../node.ts';
import { type RaiseExceptionConfig, raiseExceptionManifest } from './manifest.ts';

export const coreRaiseException: StepNode = {
  manifest: raiseExceptionManifest,
  execute: (step) => {
    const { title, owner, detail, key, dueInMs, runbook } = step.config as RaiseExceptionConfig;
    return {
      kind: 'done',
      port: 'out',
      output: { title, owner },
      exception: {
        title,
        owner,
        ...(detail === undefined ? {} : { detail: detail as Json }),
        ...(key === undefined ? {} : { key }),
        ...(dueInMs === undefined ? {} : { dueInMs }),
        ...(runbook === undefined ? {} : { runbook }),
      },
    };
  },
};
