/** `$string`, `$substring`, `$pad`, `$join` and the like. Characters are code points, as in the reference. */
import { type Evaluation, ExpressionLimit } from '../evaluation.ts';
import { failure } from '../failure.ts';
import { toText } from '../operations.ts';
import type { Value } from '../value.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import type { BuiltinDefinition } from './builtin-definition.ts';

const LONGEST_PAD = 1_000_000;

export const TEXT_FUNCTIONS: readonly BuiltinDefinition[] = [
  {
    name: 'string',
    signature: '<x-b?:s>',
    arity: 1,
    // The parser cannot read the reference's own list of parameters.
    canBePartial: false,
    call: ([value, pretty], _input, run) =>
      value === undefined ? undefined : toText(value === run.wrapper ? (run.root as null) : value, run, pretty === true ? 2 : 0),
  },
  {
    name: 'substring',
    signature: '<s-nn?:s>',
    arity: 3,
    call: ([text, start, length], _input, run) => onText(text, run, (it) => substring(it, start as number, length as number | undefined)),
  },
  {
    name: 'substringBefore',
    signature: '<s-s:s>',
    arity: 2,
    call: ([text, mark], _input, run) =>
      onText(text, run, (it) => {
        const at = it.indexOf(String(mark));
        return at === -1 ? it : it.slice(0, at);
      }),
  },
  {
    name: 'substringAfter',
    signature: '<s-s:s>',
    arity: 2,
    call: ([text, mark], _input, run) =>
      onText(text, run, (it) => {
        const at = it.indexOf(String(mark));
        return at === -1 ? it : it.slice(at + (mark as string).length);
      }),
  },
  { name: 'lowercase', signature: '<s-:s>', arity: 1, call: ([text], _input, run) => onText(text, run, (it) => it.toLowerCase()) },
  { name: 'uppercase', signature: '<s-:s>', arity: 1, call: ([text], _input, run) => onText(text, run, (it) => it.toUpperCase()) },
  { name: 'length', signature: '<s-:n>', arity: 1, call: ([text], _input, run) => onText(text, run, countCharacters) },
  { name: 'trim', signature: '<s-:s>', arity: 1, call: ([text], _input, run) => onText(text, run, trim) },
  {
    name: 'pad',
    signature: '<s-ns?:s>',
    arity: 3,
    call: ([text, width, sign], _input, run) =>
      onText(text, run, (it) => {
        if (Math.abs(width as number) > LONGEST_PAD)
          throw new ExpressionLimit('expression-limit', `$pad makes texts of at most ${LONGEST_PAD} characters.`);
        run.spendText(Math.abs(width as number));
        return pad(it, Math.trunc(width as number), sign === undefined || sign === '' ? ' ' : (sign as string));
      }),
  },
  {
    name: 'join',
    signature: '<a<s>s?:s>',
    arity: 2,
    call: ([list, separator], _input, run) => {
      if (list === undefined) return undefined;
      const texts = list as readonly string[];
      const between = (separator as string | undefined) ?? '';
      let length = (between.length + 1) * texts.length;
      run.spend(texts.length);
      for (const text of texts) length += text.length;
      run.spendText(length);
      return texts.join(between);
    },
  },
  {
    name: 'base64encode',
    signature: '<s-:s>',
    arity: 1,
    call: ([text], _input, run) => onText(text, run, (it) => convert(it, encodeBase64, run)),
  },
  {
    name: 'base64decode',
    signature: '<s-:s>',
    arity: 1,
    call: ([text], _input, run) => onText(text, run, (it) => convert(it, decodeBase64, run)),
  },
  ...(['encodeUrlComponent', 'encodeUrl', 'decodeUrlComponent', 'decodeUrl'] as const).map(
    (name): BuiltinDefinition => ({
      name,
      signature: '<s-:s>',
      arity: 1,
      call: ([text], _input, run) => onText(text, run, (it) => convertUrl(name, it)),
    }),
  ),
];

const URL_CODERS = {
  encodeUrlComponent: encodeURIComponent,
  encodeUrl: encodeURI,
  decodeUrlComponent: decodeURIComponent,
  decodeUrl: decodeURI,
};

function convertUrl(name: keyof typeof URL_CODERS, text: string): string {
  try {
    return URL_CODERS[name](text);
  } catch {
    throw failure('D3140', text, undefined, { name });
  }
}

function onText<T extends Value>(text: Value, run: Evaluation, act: (text: string) => T): T | undefined {
  if (text === undefined) return undefined;
  run.spendReading((text as string).length);
  return act(text as string);
}

/** Sign by sign. */
function convert(text: string, act: (text: string) => string, run: Evaluation): string {
  run.spend(text.length >> 2);
  return act(text);
}

function isSimple(text: string): boolean {
  return !/[\ud800-\udfff]/.test(text);
}

function countCharacters(text: string): number {
  return isSimple(text) ? text.length : [...text].length;
}

function substring(text: string, start: number, length: number | undefined): string {
  const characters = isSimple(text) ? undefined : [...text];
  const total = characters?.length ?? text.length;
  const from = total + start < 0 ? 0 : start;
  if (length !== undefined && length <= 0) return '';
  const to = length === undefined ? undefined : from >= 0 ? from + length : total + from + length;
  return characters === undefined ? text.slice(from, to) : characters.slice(from, to).join('');
}

function trim(text: string): string {
  return text.replace(/[ \t\n\r]+/g, ' ').replace(/^ | $/g, '');
}

function pad(text: string, width: number, sign: string): string {
  const missing = Math.abs(width) - countCharacters(text);
  if (missing <= 0) return text;
  const filled = substring(sign.repeat(Math.ceil(missing / countCharacters(sign))), 0, missing);
  return width > 0 ? text + filled : filled + text;
}
