/**
 * The language as the expressions of one node see it, or those of the flow itself. It brings parser, types and compiler along: loaded when
 * the first field wants it.
 */
import { type CheckContext, type CheckedFlow, prepare } from '#flows/check/checked-flow.ts';
import { compileExpression } from '#flows/expressions/compiled/compile-expression.ts';
import { ExpressionLimit } from '#flows/expressions/compiled/evaluation.ts';
import { ExpressionError } from '#flows/expressions/direct-value.ts';
import { readExpression } from '#flows/expressions/known-expression.ts';
import { type Completion, completionsAt } from '#flows/expressions/language/completions.ts';
import { formatExpression } from '#flows/expressions/language/format-expression.ts';
import { hoverAt } from '#flows/expressions/language/hover.ts';
import { type SignatureHelp, signatureAt } from '#flows/expressions/language/signature-at.ts';
import type { Scope } from '#flows/expressions/types/infer-expression.ts';
import { typeText } from '#flows/expressions/types/type-text.ts';
import { itemOf, union } from '#flows/expressions/types/union.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { CallTyping } from '#flows/typing/call-typing.ts';
import { codeTypesAt } from '#flows/typing/code-types.ts';
import { FlowTyping } from '#flows/typing/flow-typing.ts';
import { inferOnWays } from '#flows/typing/infer-on-ways.ts';
import { findSeenInParts, restOf, type SeenInParts } from '#flows/typing/steps-seen.ts';
import type { ExpressionFinding, ExpressionLanguage, SampleValue } from '../forms/expression-language.ts';
import { spoken, spokenName, spokenType } from '../spoken.ts';

export interface NodeLanguage extends ExpressionLanguage {
  /**
   * Finds what one more node of the flow sees, and when all of that is found types one more of the steps that this node sees, so that what
   * is asked later is known by then (FTY-11). False when all are. A step or two fit between two frames; all that a large flow has do not.
   */
  typeAhead(): boolean;
}

/** `nodeId` undefined: for the keys of the flow, which are computed before a run. `sample`: values of what is seen, where some were chosen. */
export function languageOf(
  flow: FlowDocument,
  nodeId: string | undefined,
  context: CheckContext,
  sample: JsonObject | undefined,
): NodeLanguage {
  let checked: CheckedFlow | undefined;
  let finding: SeenInParts | undefined;
  let known: FlowTyping | undefined;
  const begin = (): SeenInParts => (finding ??= findSeenInParts((checked = prepare(flow, context))));
  const typed = (seen: FlowTyping['seen']): FlowTyping =>
    new FlowTyping(checked!, { declared: true, calls: new CallTyping(context) }, seen);
  const typing = (): FlowTyping => (known ??= typed(restOf(begin())));
  let scopes: readonly Scope[] | undefined;
  // Typing walks through the flow up to here: when somebody asks.
  const seen = (): readonly Scope[] => (scopes ??= scopesOf(typing(), nodeId));
  let ahead: Iterator<string> | undefined;
  return {
    ...languageIn(seen, sample),
    ...(nodeId !== undefined && flow.nodes[nodeId]?.type === 'core/code'
      ? { codeTypes: (input) => codeTypesOf(flow, nodeId, input, context) }
      : {}),
    typeAhead() {
      if (finding === undefined) begin();
      else if (known === undefined) {
        const part = finding.next();
        if (part.done === true) known = typed(part.value);
      }
      if (known === undefined) return true;
      ahead ??= (nodeId === undefined ? [] : [...(known.seen.get(nodeId)?.steps.keys() ?? [])])[Symbol.iterator]();
      const { value: id, done } = ahead.next();
      if (done === true) seen();
      else for (const { name } of known.checked.nodes.get(id)?.ports ?? []) known.output(id, name);
      return done !== true;
    },
  };
}

/** The flow around a node is not made anew with each of its keys: its own input may be younger. */
function codeTypesOf(flow: FlowDocument, nodeId: string, input: string | undefined, context: CheckContext): string | undefined {
  const node = flow.nodes[nodeId]!;
  const { input: _older, ...rest } = node.config;
  const config = input === undefined ? rest : { ...rest, input: `=${input}` };
  return codeTypesAt({ ...flow, nodes: { ...flow.nodes, [nodeId]: { ...node, config } } }, nodeId, context);
}

function scopesOf(typing: FlowTyping, nodeId: string | undefined): readonly Scope[] {
  const typed = nodeId === undefined ? undefined : typing.node(nodeId);
  return typed?.scopes ?? [typing.intakeScope()];
}

export function languageIn(seen: () => readonly Scope[], sample?: JsonObject): ExpressionLanguage {
  /** Whatever the way. */
  const merged = (): Scope => {
    const [first, ...others] = seen();
    return others.length === 0 ? first! : { ...first!, input: union(...seen().map(({ input }) => input)) };
  };
  const language: ExpressionLanguage = {
    completionsAt(source, caret, within) {
      const { start, whole } = inside(source, within);
      const found = completionsAt(whole, caret + start, merged());
      return { ...found, items: found.items.map(itemInOurLanguage), from: found.from - start, to: found.to - start };
    },
    hoverAt(source, caret, within) {
      const { start, whole } = inside(source, within);
      const found = hoverAt(whole, caret + start, merged());
      if (found === undefined) return undefined;
      const about = found.about === undefined ? {} : { about: spokenName(found.about) };
      return { ...found, ...about, from: found.from - start, to: found.to - start };
    },
    signatureAt: callInOurLanguage,
    typeOf(source, within) {
      const isOfEach = within !== undefined && within.trim() !== '';
      const { whole } = inside(source, within);
      const text = isOfEach ? `[${whole}]` : whole;
      const { tree } = readExpression(`=${text}`);
      if (tree === undefined || source.trim() === '') return undefined;
      const { type } = inferOnWays(tree, seen(), merged(), text);
      return spokenType(typeText(isOfEach && type.kind === 'list' ? itemOf(type) : type));
    },
    findingsIn(source, within) {
      if (source.trim() === '') return [];
      const { faults } = readExpression(`=${source}`);
      // Places of faults count the sign.
      if (faults.length > 0)
        return faults.map(({ from, to, message }) => finding(from - 1, to - 1, 'error', message, 'Correct the expression.', source));
      const { start, whole } = inside(source, within);
      const { tree } = readExpression(`=${whole}`);
      if (tree === undefined) return [];
      return inferOnWays(tree, seen(), merged(), whole).findings.flatMap(({ at, severity, message, help }) =>
        at.offset < start ? [] : [finding(at.offset - start, at.offset - start + at.length, severity, message, help, source)],
      );
    },
    format: formatExpression,
  };
  return sample === undefined ? language : { ...language, sampleValue: (source, within) => valueFor(inside(source, within).whole, sample) };
}

function itemInOurLanguage(item: Completion): Completion {
  return {
    ...item,
    ...(item.type === undefined ? {} : { type: spokenType(item.type) }),
    ...(item.about === undefined ? {} : { about: spokenName(item.about) }),
  };
}

function callInOurLanguage(source: string, caret: number): SignatureHelp | undefined {
  const call = signatureAt(source, caret);
  if (call === undefined) return undefined;
  const parameters = call.parameters.map((parameter) =>
    parameter.summary === undefined ? parameter : { ...parameter, summary: spokenName(parameter.summary) },
  );
  return { ...call, ...(call.summary === undefined ? {} : { summary: spokenName(call.summary) }), parameters };
}

/** As the rows of a map are computed: the expression for each item of a list. */
function inside(source: string, within: string | undefined): { readonly start: number; readonly whole: string } {
  if (within === undefined || within.trim() === '') return { start: 0, whole: source };
  const before = `(${within.replace(/^=/, '')}).(`;
  return { start: before.length, whole: `${before}${source})` };
}

/** Never empty, so that there is something to see. */
function finding(
  from: number,
  to: number,
  severity: ExpressionFinding['severity'],
  message: string,
  help: string,
  source: string,
): ExpressionFinding {
  const start = Math.max(0, Math.min(from, source.length - 1));
  return { from: start, to: Math.max(start + 1, Math.min(to, source.length)), severity, message: spoken(message), help: spoken(help) };
}

const LONGEST_VALUE = 200;

/** In process, so only what is compiled, with its bounds; clocks, chance and reference data are the run's, so what needs them has no value here. */
function valueFor(source: string, sample: JsonObject): SampleValue | undefined {
  const { tree } = readExpression(`=${source}`);
  const { compiled } = tree === undefined ? {} : compileExpression(tree);
  if (compiled === undefined) return undefined;
  try {
    return { text: shortened(compiled.evaluate(sample, NO_WORLD)) };
  } catch (error) {
    if (error instanceof NotHere || error instanceof ExpressionLimit) return undefined;
    if (error instanceof ExpressionError) return { failed: spoken(error.message) };
    throw error;
  }
}

function shortened(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** Only a run knows it. */
class NotHere extends Error {}

function notHere(): never {
  throw new NotHere();
}

const NO_WORLD: Parameters<NonNullable<ReturnType<typeof compileExpression>['compiled']>['evaluate']>[1] = {
  get at(): number {
    return notHere();
  },
  random: notHere,
  compileRegex: notHere,
  table: notHere,
};
