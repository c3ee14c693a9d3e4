import type { ConfigFinding } from '#flows/check/checked-flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome, WaitFor } from '../../step-outcome.ts';
import { type CollectConfig, collectManifest } from './manifest.ts';

/** First call: the run's member comes in. Called again when the group goes on, or at once when others hold it. */
export const coreCollect: StepNode = {
  manifest: collectManifest,
  checkConfig,
  execute: (step) => {
    const config = step.config as unknown as CollectConfig;
    const answer = step.resume?.answer as JsonObject | undefined;
    if (answer === undefined) return { kind: 'wait', for: toWait(config, step) };
    if (answer['late'] === true) return comesLate(answer, config, step);
    return { kind: 'done', port: answer['items'] === undefined ? 'joined' : 'out', output: answer };
  },
};

function checkConfig(config: JsonObject): readonly ConfigFinding[] {
  const has = (name: string) => config[name] !== undefined && config[name] !== null;
  if (has('size') === has('weight')) return [];
  const path = [has('size') ? 'weight' : 'size'];
  return [{ path, message: 'The size of one and the size at which it goes on belong together.', help: 'Give both, or neither.' }];
}

function toWait(config: CollectConfig, step: StepContext): WaitFor {
  const { key, order, count, completes, weight, size, timeoutMs, quietMs, late } = config;
  return {
    kind: 'collect',
    key: String(key),
    member: {
      // A retried run brings the same message.
      id: String(config.member ?? step.run.originRunId),
      value: config.value === undefined ? step.run.trigger.body : config.value,
      ...given('order', order),
      ...given('count', count),
      ...given('completes', completes),
      ...given('weight', weight),
    },
    timeoutMs,
    late,
    ...given('size', size),
    ...given('quietMs', quietMs),
  };
}

function comesLate({ late: _late, ...answer }: JsonObject, { key, owner, member }: CollectConfig, step: StepContext): StepOutcome {
  const exception = {
    title: `A member of "${key}" came after its group had gone on`,
    owner,
    detail: { key, member: member ?? step.run.originRunId, wentOnWith: answer['first'] as Json },
  };
  return { kind: 'done', port: 'late', output: answer, exception };
}

function given<Name extends string, Value>(name: Name, value: Value | null | undefined): { readonly [N in Name]?: Value } {
  return value === undefined || value === null ? {} : ({ [name]: value } as { readonly [N in Name]: Value });
}
