/** Every text that the pages ask for, read from their source: for the tests of translations. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

export interface PageText {
  readonly id: string;
  readonly english: string;
  /** Below `editor/`. */
  readonly file: string;
}

interface SyntaxNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

const editor = fileURLToPath(new URL('../../editor/', import.meta.url));

/** @throws Error for a call of `t` whose id or English is computed: such a text cannot be translated. */
export function readPageTexts(): readonly PageText[] {
  return readdirSync(editor, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && file !== 'text.ts')
    .toSorted()
    .flatMap((file) => textsIn(file, readFileSync(editor + file, 'utf8')));
}

/** Exported for its test. */
export function textsIn(file: string, source: string): readonly PageText[] {
  const found: PageText[] = [];
  function visit(value: unknown): void {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    const node = value as SyntaxNode;
    if (
      node.type === 'CallExpression' &&
      (node['callee'] as SyntaxNode).type === 'Identifier' &&
      (node['callee'] as SyntaxNode)['name'] === 't'
    ) {
      const [id, english] = (node['arguments'] as SyntaxNode[]).map(literal);
      if (id === undefined || english === undefined) throw new Error(`${file}: t() wants its id and its English as literals.`);
      found.push({ id, english, file });
    }
    for (const field of Object.values(node)) if (typeof field === 'object') visit(field);
  }
  visit(parseSync(file, source).program);
  return found;
}

function literal(node: SyntaxNode): string | undefined {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  const quasis = node['quasis'] as { value: { cooked: string } }[] | undefined;
  return node.type === 'TemplateLiteral' && quasis?.length === 1 ? quasis[0]!.value.cooked : undefined;
}
