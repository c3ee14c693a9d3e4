/**
 * JavaScript of steps in Monaco: coloured by its own words; fields of `input` are offered by the type of the step's input, functions of
 * `lib` by their documentation. It stands in where TypeScript's service (javascript-service.ts) cannot be had.
 */
import type { editor, languages } from 'monaco-editor/editor/editor.api.js';
import { LIBRARY } from '#flows/library/library.ts';
import type { ExpressionLanguage } from '../forms/expression-language.ts';
import { inputChain } from './input-chain.ts';
import type { Monaco } from './monaco.ts';

export const CODE = 'javascript';

export interface CodePlace {
  readonly language: ExpressionLanguage | undefined;
  /** The expression of `input`, without its `=`; undefined where it is fixed. */
  readonly input: string | undefined;
}

const places = new WeakMap<editor.ITextModel, () => CodePlace | undefined>();

/** Undefined: TypeScript's service knows more. */
export function placeCode(model: editor.ITextModel, place: () => CodePlace | undefined): void {
  places.set(model, place);
}

export function registerCode(monaco: Monaco): void {
  const { CompletionItemKind } = monaco.languages;
  monaco.languages.registerCompletionItemProvider(CODE, {
    triggerCharacters: ['.'],
    provideCompletionItems(model, position): languages.CompletionList {
      const place = places.get(model)?.();
      const caret = model.getOffsetAt(position);
      const before = model.getValue().slice(0, caret);
      const word = model.getWordUntilPosition(position);
      const range = new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn);
      if (place === undefined) return { suggestions: [] };
      if (/\blib\s*\.\s*\w*$/.test(before))
        return {
          suggestions: LIBRARY.map(({ name, parameters, summary }) => ({
            label: { label: name, detail: `(${parameters.map((parameter) => parameter.name).join(', ')})` },
            kind: CompletionItemKind.Function,
            insertText: name,
            documentation: { value: summary },
            range,
          })),
        };
      const chain = inputChain(before);
      if (chain === undefined || place.input === undefined) return { suggestions: rootsOf(CompletionItemKind, range, before) };
      const source = `(${place.input}).${chain}`;
      return {
        suggestions: (place.language?.completionsAt(source, source.length).items ?? [])
          // JavaScript reads one name at a time.
          .filter(({ kind, text }) => kind === 'field' && !text.includes('.') && !text.startsWith('`'))
          .map((item) => ({
            label: item.type === undefined ? item.label : { label: item.label, description: item.type },
            kind: CompletionItemKind.Field,
            insertText: item.text,
            ...(item.about === undefined ? {} : { documentation: { value: item.about } }),
            range,
          })),
      };
    },
  });
}

function rootsOf(kinds: Monaco['languages']['CompletionItemKind'], range: languages.CompletionItem['range'], before: string) {
  if (/\.\s*\w*$/.test(before)) return [];
  return ['input', 'lib', 'console'].map(
    (name): languages.CompletionItem => ({ label: name, kind: kinds.Variable, insertText: name, range }),
  );
}
