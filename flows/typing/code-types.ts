/** What the code of a `core/code` sees, as the text of a TypeScript declaration file: editors complete, explain and check by it. */
import { type CheckContext, prepare } from '../check/checked-flow.ts';
import { readSignature } from '../expressions/compiled/signature.ts';
import { NULL, type Type, UNKNOWN } from '../expressions/types/type.ts';
import { typeOfSchema } from '../expressions/types/type-of-schema.ts';
import { fieldOf, maybeNothing, union, withoutNothing } from '../expressions/types/union.ts';
import type { FlowDocument } from '../flow.ts';
import type { JsonSchema } from '../json.ts';
import { LIBRARY } from '../library/library.ts';
import type { LibraryFunction } from '../library/library-function.ts';
import { CallTyping } from './call-typing.ts';
import { FlowTyping } from './flow-typing.ts';
import { settledType } from './settled-type.ts';
import { typeScriptText } from './type-script-text.ts';

/** Undefined when the document has no such node or its config has no code. What is unknown of its input is `any`; never throws. */
export function codeTypesAt(document: FlowDocument, nodeId: string, context: CheckContext): string | undefined {
  const node = Object.hasOwn(document.nodes, nodeId) ? document.nodes[nodeId] : undefined;
  if (node?.type !== 'core/code') return undefined;
  const checked = prepare(document, context);
  const typing = new FlowTyping(checked, { declared: true, calls: new CallTyping(context) });
  const config = typing.node(nodeId)?.config.type;
  const input = config?.kind === 'object' ? fieldOf(config, 'input') : UNKNOWN;
  const { output } = node.config;
  const returned = typeof output === 'object' && output !== null ? typing.schemaType(output as JsonSchema) : undefined;
  return codeTypes(input, returned);
}

/** `input`: of the evaluated config; `returned`: of what the output's schema allows, left out where it has none. */
export function codeTypes(input: Type, returned?: Type): string {
  const seen = typeScriptText(asSeen(input), TAKEN);
  const answer = returned === undefined ? undefined : typeScriptText(returned, [...TAKEN, ...namesOf(seen.declarations)]);
  return [
    ...seen.declarations,
    '/** What the step gives to the code; nothing else of the run is there. */',
    `declare const input: ${seen.text};`,
    ...(answer === undefined
      ? []
      : [...answer.declarations, '/** What the code returns: the output that the step declares. */', `type Output = ${answer.text};`]),
    libraryText(),
    CONSOLE_TEXT,
    '',
  ].join('\n');
}

const TAKEN = [
  'Output',
  'Library',
  'Array',
  'Date',
  'Object',
  'String',
  'Number',
  'Boolean',
  'Error',
  'Map',
  'Set',
  'Promise',
  'JSON',
  'Math',
];

function namesOf(declarations: readonly string[]): readonly string[] {
  return declarations.map((line) => line.slice('type '.length, line.indexOf(' =')));
}

/** An input that is not found is null. */
function asSeen(input: Type): Type {
  const settled = settledType(input);
  return maybeNothing(settled) && settled.kind !== 'unknown' ? union(withoutNothing(settled), NULL) : settled;
}

const CONSOLE_TEXT = `/** Writes to the log of the runtime. */
declare const console: { readonly [level in 'log' | 'info' | 'warn' | 'error' | 'debug']: (...parts: any[]) => void };`;

function libraryText(): string {
  return `declare const lib: {\n${LIBRARY.map(functionText).join('\n')}\n};`;
}

function functionText({ name, signature, parameters, summary, result }: LibraryFunction): string {
  const { parameters: asked } = readSignature(signature);
  const shown = parameters.map(
    (parameter, at) => `${parameter.name}${parameter.optional === true ? '?' : ''}: ${kindText(asked[at]?.type ?? 'x')}`,
  );
  const rows = parameters.map((parameter) => `@param ${parameter.name} ${parameter.summary}`);
  const comment = [summary, ...rows].join('\n').replaceAll('*/', '* /').replaceAll('\n', '\n   * ');
  return `  /** ${comment} */\n  readonly ${name}: (${shown.join(', ')}) => ${typeScriptText(withoutNothing(typeOfSchema(result))).text};`;
}

const KINDS: { readonly [kind: string]: string } = { s: 'string', n: 'number', b: 'boolean', l: 'null', o: 'object', a: 'readonly any[]' };

function kindText(kind: string): string {
  const kinds = kind.startsWith('(') ? [...kind.slice(1, -1)] : [kind];
  return kinds.every((one) => Object.hasOwn(KINDS, one)) ? kinds.map((one) => KINDS[one]).join(' | ') : 'any';
}
