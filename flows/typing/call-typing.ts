/**
 * What a called flow answers to a call, told by the flow itself as it is published: with the fixed values that the call gives, most of
 * its ways are closed, and the answer is that of the one that is left. Its contract is the promise; this is what is known beyond it.
 */
import { type CheckContext, prepare } from '../check/checked-flow.ts';
import type { CalledFlow } from '../derive.ts';
import { meet } from '../expressions/types/meet.ts';
import { type Field, membersOf, NEVER, NOTHING, type Resolved, type Type, UNKNOWN } from '../expressions/types/type.ts';
import { union } from '../expressions/types/union.ts';
import type { FlowDocument } from '../flow.ts';
import { FlowTyping } from './flow-typing.ts';

/** Calls within calls. */
const DEEPEST = 6;

export class CallTyping {
  readonly context: CheckContext;
  private readonly answers: WeakMap<FlowDocument, Map<string, Resolved>>;
  private depth = 0;

  constructor(context: CheckContext, answers: WeakMap<FlowDocument, Map<string, Resolved>> = new WeakMap()) {
    this.context = context;
    this.answers = answers;
  }

  /** Unknown where the flow is not known, or does not tell. */
  answerTo({ document }: CalledFlow, input: Type, { options }: FlowTyping): Resolved {
    if (document === undefined || this.depth >= DEEPEST) return UNKNOWN;
    const fixed = fixedFields(input);
    const key = `${options.declared} ${JSON.stringify([...fixed].map(([name, { values }]) => [name, values]))}`;
    const known = this.answers.get(document) ?? new Map<string, Resolved>();
    this.answers.set(document, known);
    const before = known.get(key);
    if (before !== undefined) return before;
    this.depth += 1;
    // It may call itself by way of another: then nothing is known.
    known.set(key, UNKNOWN);
    const checked = prepare(document, this.context);
    const typing = new FlowTyping(checked, { declared: options.declared, calls: this });
    const fixedBody = withFixed(typing.bodyType(), fixed);
    // A call that the contract refuses altogether tells nothing.
    const body = fixedBody.kind === 'never' ? typing.bodyType() : fixedBody;
    const answer = new FlowTyping(checked, { declared: options.declared, calls: this, body }, typing.seen).answer();
    this.depth -= 1;
    known.set(key, answer);
    return answer;
  }
}

interface FixedText {
  readonly type: Type;
  readonly values: readonly string[];
}

/** Texts that the call says outright, such as which operation it wants; and what it does not give at all. */
function fixedFields(input: Type): ReadonlyMap<string, FixedText> {
  const fixed = new Map<string, FixedText>();
  const members = membersOf(input);
  if (members?.length !== 1 || members[0]!.kind !== 'object') return fixed;
  for (const [name, { type }] of members[0]!.fields)
    if (type.kind === 'text' && type.values !== undefined && type.values.length <= 4) fixed.set(name, { type, values: type.values });
  return fixed;
}

function withFixed(body: Type, fixed: ReadonlyMap<string, FixedText>): Type {
  const members = membersOf(body);
  if (members === undefined || fixed.size === 0) return body;
  return union(
    ...members.map((member): Type => {
      if (member.kind !== 'object') return NOTHING;
      const fields = new Map<string, Field>(member.fields);
      for (const [name, { type }] of fixed) {
        const field = fields.get(name);
        if (field === undefined) continue;
        const both = meet(field.type, type);
        if (both.kind === 'never') return NEVER;
        fields.set(name, { ...field, type: both });
      }
      return { ...member, fields };
    }),
  );
}
