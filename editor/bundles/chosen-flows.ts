/** Which flows of a bundle are taken, and how. Pure: what the dialog chose → what the API is sent. */
import type { BundledFlowLook, BundlePreview } from '#flows/api/bundles.ts';

/** `new`: under another id, beside the one that is here. */
export type Take = 'keep' | 'draft' | 'new';
export interface FlowChoice {
  readonly take: Take;
  readonly id: string;
}
export type Choices = { readonly [key: string]: FlowChoice };

export function keyOf({ flowId, major }: Pick<BundledFlowLook, 'flowId' | 'major'>): string {
  return `${flowId} v${major}`;
}

export function choiceOf(look: BundledFlowLook, choices: Choices): FlowChoice {
  const take = look.mayTake ? look.proposal : 'keep';
  return choices[keyOf(look)] ?? { take, id: '' };
}

/** What is done with what is new here has other words than what is done with what is there. */
export function takesOf({ standing, mayTake }: BundledFlowLook): readonly Take[] {
  if (!mayTake) return ['keep'];
  return standing === 'new' ? ['draft', 'keep'] : ['keep', 'draft', 'new'];
}

/** How many become drafts. */
export function countTaken({ flows }: Pick<BundlePreview, 'flows'>, choices: Choices): number {
  return flows.filter((look) => choiceOf(look, choices).take !== 'keep').length;
}

/** A flow that shall be new has no id yet. */
export function lacksId({ flows }: Pick<BundlePreview, 'flows'>, choices: Choices): boolean {
  return flows.some((look) => {
    const { take, id } = choiceOf(look, choices);
    return take === 'new' && id === '';
  });
}

/** An error stands in the way only while the flow that it is about is taken. */
export function isHindered({ flows, problems }: Pick<BundlePreview, 'flows' | 'problems'>, choices: Choices): boolean {
  return problems.some(({ severity, path }) => {
    const at = /^\/flows\/(\d+)\//.exec(path)?.[1];
    const look = at === undefined ? undefined : flows[Number(at)];
    return severity === 'error' && look !== undefined && choiceOf(look, choices).take !== 'keep';
  });
}

export function toRequest({ flows }: Pick<BundlePreview, 'flows'>, choices: Choices) {
  return flows.map((look) => {
    const { take, id } = choiceOf(look, choices);
    const { flowId: flow, major } = look;
    return take === 'new' ? { flow, major, take: 'draft' as const, as: id } : { flow, major, take };
  });
}
