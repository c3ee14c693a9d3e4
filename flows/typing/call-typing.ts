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
import { answerOf } from './flow-answer.ts';
import { FlowTyping } from './flow-typing.ts';

/** Calls within calls. */
const DEEPEST = 6;

/** An answer, and the flows that it was told by: it stands as long as these are the same. */
interface ToldAnswer {
  readonly answer: Resolved;
  readonly by: ReadonlyMap<string, CalledFlow | undefined>;
}

/** Kept from one check to the next. */
const answers = new WeakMap<CheckContext, WeakMap<FlowDocument, Map<string, ToldAnswer>>>();

export class CallTyping {
  readonly context: CheckContext;
  private readonly known: WeakMap<FlowDocument, Map<string, ToldAnswer>>;
  /** Flows that were asked for while the innermost answer was found out. */
  private asked = new Map<string, CalledFlow | undefined>();
  private depth = 0;

  constructor(context: CheckContext) {
    this.known = answers.get(context) ?? new WeakMap();
    answers.set(context, this.known);
    this.context = { ...context, flows: (flowId, major) => this.find(context, flowId, major) };
  }

  /** Unknown where the flow is not known, or does not tell. */
  answerTo({ document }: CalledFlow, input: Type, { options }: FlowTyping): Resolved {
    if (document === undefined || this.depth >= DEEPEST) return UNKNOWN;
    const fixed = fixedFields(input);
    const key = `${options.declared} ${JSON.stringify([...fixed].map(([name, { values }]) => [name, values]))}`;
    const told = this.known.get(document) ?? new Map<string, ToldAnswer>();
    this.known.set(document, told);
    const before = told.get(key);
    if (before !== undefined && this.stands(before)) return before.answer;
    const around = this.asked;
    this.asked = new Map();
    this.depth += 1;
    // It may call itself by way of another: then nothing is known.
    told.set(key, { answer: UNKNOWN, by: new Map() });
    const answer = this.findAnswer(document, fixed, options.declared);
    told.set(key, { answer, by: this.asked });
    this.depth -= 1;
    for (const [name, called] of this.asked) around.set(name, called);
    this.asked = around;
    return answer;
  }

  private findAnswer(document: FlowDocument, fixed: ReadonlyMap<string, FixedText>, declared: boolean): Resolved {
    const checked = prepare(document, this.context);
    const typing = new FlowTyping(checked, { declared, calls: this });
    const fixedBody = withFixed(typing.bodyType(), fixed);
    // A call that the contract refuses altogether tells nothing.
    const body = fixedBody.kind === 'never' ? typing.bodyType() : fixedBody;
    return answerOf(new FlowTyping(checked, { declared, calls: this, body }, typing.seen));
  }

  private find({ flows }: CheckContext, flowId: string, major: number): CalledFlow | undefined {
    const called = flows?.(flowId, major);
    this.asked.set(`${flowId}/${major}`, called);
    return called;
  }

  private stands({ by }: ToldAnswer): boolean {
    return [...by].every(([name, called]) => {
      const [flowId, major] = name.split('/');
      return this.context.flows?.(flowId!, Number(major))?.document === called?.document;
    });
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
