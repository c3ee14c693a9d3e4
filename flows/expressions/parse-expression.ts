/**
 * The only place that knows the `jsonata` package's parser: text in, syntax tree or the first fault with its place out. Never throws.
 * The parser's own recovery (`recover: true`) is not used: on some short broken texts, such as `"s" != ] @ &`, it never ends.
 */
import jsonata from 'jsonata';
import { FLOW_LIMITS } from '../flow-limits.ts';
import { isExpressionText } from './expression-text.ts';
import { syntaxSentence } from './syntax-sentences.ts';
import type { SyntaxNode } from './syntax-tree.ts';

export interface ParsedExpression {
  /** Without the leading `=`: what the language sees. */
  readonly source: string;
  /** How many characters of the given text stand before `source` (1 for `=`). Places in `faults` count them in. */
  readonly offset: number;
  /** Absent when there are faults. */
  readonly tree?: SyntaxNode;
  /** None, or the first one in the text. */
  readonly faults: readonly ExpressionFault[];
}

export interface ExpressionFault {
  /** JSONata's own code (`S0201`) or ours (`too-long`, `too-deep`). */
  readonly code: string;
  readonly message: string;
  /** Offsets in the given text, 0-based, `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

/** `text` with or without the leading `=`. */
export function parseExpression(text: string): ParsedExpression {
  const offset = isExpressionText(text) ? 1 : 0;
  const source = text.slice(offset);
  if (source.length > FLOW_LIMITS.expressionLength) {
    const message = `An expression has at most ${FLOW_LIMITS.expressionLength} characters, this one has ${source.length}.`;
    return { source, offset, faults: [{ code: 'too-long', message, from: offset + FLOW_LIMITS.expressionLength, to: text.length }] };
  }
  try {
    return { source, offset, tree: jsonata(source).ast() as unknown as SyntaxNode, faults: [] };
  } catch (error) {
    return { source, offset, faults: [faultOf(error as ParserError, source, offset)] };
  }
}

interface ParserError {
  readonly code?: string;
  readonly position?: number;
  readonly token?: unknown;
  readonly value?: unknown;
  readonly message?: string;
}

function faultOf(error: ParserError, source: string, offset: number): ExpressionFault {
  const whole = { from: offset, to: offset + source.length };
  if (error instanceof RangeError) return { code: 'too-deep', message: 'The expression is nested too deeply.', ...whole };
  // A regular expression that the engine refuses, or a place where the parser itself stumbles.
  if (error.code === undefined) return { code: 'S0500', message: `The expression cannot be read: ${String(error.message)}.`, ...whole };
  const end = Math.min(error.position ?? source.length, source.length);
  const token = typeof error.token === 'string' && source.slice(0, end).endsWith(error.token) ? error.token : '';
  return {
    code: error.code,
    message: syntaxSentence(error.code, error.token, error.value) ?? error.message ?? 'The expression cannot be read.',
    from: offset + end - token.length,
    to: offset + end,
  };
}
