/** What the server and the checks say to people, read from their source: for the tests of translations. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

export interface ServerText {
  /** With `{0}` for the first value that is put in, and so on; a choice within a text makes two of it. */
  readonly text: string;
  /** From the top, e.g. `flows/check/edge-problems.ts`. */
  readonly file: string;
  /** Whether somebody reads it by itself: a sentence, or the name of a field, a port, a node. Everything else may be part of one. */
  readonly isWhole: boolean;
}

interface SyntaxNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

const top = fileURLToPath(new URL('../../', import.meta.url));
const FLOORS = ['flows', 'nodes', 'runtime'];

/** These speak to other people: who starts the process, who writes programs, and who plays another system. */
const OTHERS = new RegExp(
  [
    '\\.test\\.ts$',
    'fixture',
    '\\.generated\\.',
    '/simulator/',
    '^nodes/sandbox/',
    '^flows/(build|examples)/',
    '^flows/flow-schema\\.ts',
    '^flows/library/example-tables\\.ts',
    '^flows/typing/type-script-text\\.ts',
    '^runtime/(cli|first-start|store|native)/',
    '^runtime/(main|config|log|unknown-settings)\\.ts',
    '^runtime/secrets/master-key\\.ts',
    '^runtime/http/answers/',
    '^runtime/http/(openapi|outside-paths|prometheus|tls-material|list-routes)\\.ts',
  ].join('|'),
);

/** Fields whose text somebody reads by itself, whatever it looks like. */
const NAMES = /^(title|description|label|help|summary|message|detail)$/;
/** What an error is made with. */
const MESSAGE = 'new Error';
/** The API's description is for who writes programs. */
const FOR_PROGRAMS = /^(summary|description)$/;
/** Examples are data. */
const PASSED_OVER = /^examples?$/;

export function readServerTexts(): readonly ServerText[] {
  return FLOORS.flatMap((floor) =>
    readdirSync(`${top}${floor}`, { recursive: true, encoding: 'utf8' })
      .map((name) => `${floor}/${name.replaceAll('\\', '/')}`)
      .filter((file) => /\.ts$|^flows\/schemas\/.*\.json$/.test(file) && !OTHERS.test(file))
      .toSorted()
      .flatMap((file) => serverTextsIn(file, readFileSync(top + file, 'utf8'))),
  );
}

/** Exported for its test. */
export function serverTextsIn(file: string, source: string): readonly ServerText[] {
  const found: ServerText[] = [];
  const add = (text: string, field: string) => {
    if (!/\p{L}{2}/u.test(text.replaceAll('{}', ''))) return;
    const numbered = numberedOf(text);
    const isMessage = field === MESSAGE && /\S \S/.test(text);
    found.push({
      text: numbered,
      file,
      isWhole: isSentence(text) || isMessage || (isName(file, field) && !/^[a-z]+(?:-[a-z]+)*$/.test(text)),
    });
  };
  function visit(value: unknown, field: string): void {
    if (Array.isArray(value)) {
      for (const part of value) visit(part, '');
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const node = value as SyntaxNode;
    if (/^(Import|ExportAll|TSLiteralType|TSInterface|TSTypeAlias)/.test(node.type)) return;
    const texts = textsOf(node);
    if (texts !== undefined) {
      for (const text of texts) if (!(file.startsWith('runtime/') && FOR_PROGRAMS.test(field))) add(text, field);
      for (const part of valuesIn(node)) visit(part, '');
      return;
    }
    if (node.type === 'Property') {
      const name = nameOf(node['key'] as SyntaxNode);
      if (!PASSED_OVER.test(name)) visit(node['value'], name);
      return;
    }
    if (node.type === 'NewExpression' && /.(?:Error|Fault|Failure)$/.test(nameOf(node['callee'] as SyntaxNode))) {
      const [first, ...rest] = node['arguments'] as SyntaxNode[];
      visit(first, MESSAGE);
      visit(rest, '');
      return;
    }
    const goesOn = /^(ConditionalExpression|LogicalExpression|TSAsExpression|TSSatisfiesExpression|ParenthesizedExpression)$/.test(
      node.type,
    );
    for (const part of Object.values(node)) visit(part, goesOn ? field : '');
  }
  if (file.endsWith('.json')) visitJson(JSON.parse(source), add);
  else visit(parseSync(file, source).program, '');
  return found;
}

function visitJson(value: unknown, add: (text: string, field: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (typeof part === 'string' && FOR_SCHEMAS.test(name)) add(part, name);
    else if (!PASSED_OVER.test(name)) visitJson(part, add);
  }
}

const FOR_SCHEMAS = /^(title|description)$/;

/** What begins with a small letter and ends with a question mark is the signature of a function. */
function isSentence(text: string): boolean {
  return (
    /\S \S/.test(text) && /[.?!]$/.test(text.trim()) && !/^[a-z].*\?$/.test(text) && !/^\s*(?:SELECT|INSERT|UPDATE|DELETE)\b/.test(text)
  );
}

function isName(file: string, field: string): boolean {
  return NAMES.test(field) && !(file.startsWith('runtime/') && FOR_PROGRAMS.test(field));
}

function nameOf(key: SyntaxNode): string {
  return String(key['name'] ?? key['value'] ?? '');
}

function numberedOf(text: string): string {
  let next = 0;
  return text.replaceAll('{}', () => `{${next++}}`);
}

/** Every text that a literal, a template or a sum of them can come to, with `{}` for values; undefined for what is no text. */
function textsOf(node: SyntaxNode): readonly string[] | undefined {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? [node['value']] : undefined;
  if (node.type === 'TemplateLiteral') {
    const quasis = node['quasis'] as { readonly value: { readonly cooked: string } }[];
    const expressions = node['expressions'] as SyntaxNode[];
    return joined(quasis.flatMap(({ value }, i) => [[value.cooked], ...(i < expressions.length ? [choicesOf(expressions[i]!)] : [])]));
  }
  return isSum(node) ? joined([choicesOf(node['left'] as SyntaxNode), choicesOf(node['right'] as SyntaxNode)]) : undefined;
}

function isSum(node: SyntaxNode): boolean {
  if (node.type !== 'BinaryExpression' || node['operator'] !== '+') return false;
  return [node['left'] as SyntaxNode, node['right'] as SyntaxNode].some((side) => textsOf(side) !== undefined);
}

function choicesOf(node: SyntaxNode): readonly string[] {
  if (node.type === 'ParenthesizedExpression') return choicesOf(node['expression'] as SyntaxNode);
  if (node.type === 'ConditionalExpression')
    return [...new Set([...choicesOf(node['consequent'] as SyntaxNode), ...choicesOf(node['alternate'] as SyntaxNode)])];
  return textsOf(node) ?? ['{}'];
}

const MOST_CHOICES = 64;

function joined(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.reduce((texts, part) => texts.flatMap((text) => part.map((more) => text + more)), ['']).slice(0, MOST_CHOICES);
}

/** What is put into a text: texts of its own may be in it. */
function valuesIn(node: SyntaxNode): readonly unknown[] {
  if (node.type === 'TemplateLiteral') return (node['expressions'] as SyntaxNode[]).flatMap(insideOf);
  if (node.type === 'BinaryExpression') return [node['left'] as SyntaxNode, node['right'] as SyntaxNode].flatMap(insideOf);
  return [];
}

function insideOf(node: SyntaxNode): readonly unknown[] {
  if (node.type === 'ParenthesizedExpression') return insideOf(node['expression'] as SyntaxNode);
  if (node.type === 'ConditionalExpression')
    return [node['test'], ...insideOf(node['consequent'] as SyntaxNode), ...insideOf(node['alternate'] as SyntaxNode)];
  return textsOf(node) === undefined ? [node] : valuesIn(node);
}
