/** Expressions in Monaco: their words, and what the language service says of them. */
import type { editor, languages } from 'monaco-editor/editor/editor.api.js';
import type { Completion } from '#flows/expressions/language/completions.ts';
import type { ExpressionLanguage } from '../forms/expression-language.ts';
import type { Monaco } from './monaco.ts';

export const EXPRESSION = 'jsonata';

/** What stands behind a text: it changes while the text stays. */
export interface ExpressionPlace {
  readonly language: ExpressionLanguage | undefined;
  readonly within: string | undefined;
}

const places = new WeakMap<editor.ITextModel, () => ExpressionPlace>();

export function placeExpression(model: editor.ITextModel, place: () => ExpressionPlace): void {
  places.set(model, place);
}

export function registerExpressions(monaco: Monaco): void {
  const { languages } = monaco;
  languages.register({ id: EXPRESSION });
  languages.setLanguageConfiguration(EXPRESSION, {
    brackets: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '(', close: ')' },
      { open: '"', close: '"', notIn: ['string', 'comment'] },
    ],
    comments: { blockComment: ['/*', '*/'] },
    wordPattern: /\$?[A-Za-z_][\w]*|`[^`]*`?|\$+/,
  });
  languages.setMonarchTokensProvider(EXPRESSION, WORDS);
  languages.registerCompletionItemProvider(EXPRESSION, { triggerCharacters: ['.', '$', '[', '(', '{'], provideCompletionItems });
  languages.registerHoverProvider(EXPRESSION, { provideHover });
  languages.registerSignatureHelpProvider(EXPRESSION, {
    signatureHelpTriggerCharacters: ['(', ','],
    signatureHelpRetriggerCharacters: [')'],
    provideSignatureHelp,
  });
  languages.registerDocumentFormattingEditProvider(EXPRESSION, {
    provideDocumentFormattingEdits(model) {
      const text = model.getValue();
      const formatted = places.get(model)?.().language?.format(text) ?? text;
      return formatted === text ? [] : [{ range: model.getFullModelRange(), text: formatted }];
    },
  });

  function provideCompletionItems(
    model: editor.ITextModel,
    position: { readonly lineNumber: number; readonly column: number },
  ): languages.CompletionList {
    const { language, within } = places.get(model)?.() ?? {};
    const found = language?.completionsAt(model.getValue(), model.getOffsetAt(position), within);
    if (found === undefined) return { suggestions: [] };
    const range = monaco.Range.fromPositions(model.getPositionAt(found.from), model.getPositionAt(found.to));
    return {
      incomplete: true,
      suggestions: found.items.map(
        (item, at): languages.CompletionItem => ({
          label: item.type === undefined ? item.label : { label: item.label, description: item.type },
          kind: kindOf(item, languages),
          insertText: snippetOf(item),
          insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
          filterText: item.text,
          sortText: String(at).padStart(4, '0'),
          range,
          ...(item.about === undefined ? {} : { documentation: { value: item.about } }),
        }),
      ),
    };
  }

  function provideHover(
    model: editor.ITextModel,
    position: { readonly lineNumber: number; readonly column: number },
  ): languages.Hover | undefined {
    const { language, within } = places.get(model)?.() ?? {};
    const hover = language?.hoverAt(model.getValue(), model.getOffsetAt(position), within);
    if (hover === undefined) return undefined;
    const { from, to, title, about, example, path } = hover;
    const value = path === undefined ? undefined : language?.sampleValue?.(path, within);
    const parts = [
      `\`\`\`${EXPRESSION}\n${title}\n\`\`\``,
      ...(about === undefined ? [] : [about]),
      ...(example === undefined ? [] : [`\`${example}\``]),
      ...(value !== undefined && 'text' in value ? [`\`${value.text}\``] : []),
    ];
    return {
      range: monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to)),
      contents: parts.map((text) => ({ value: text })),
    };
  }

  function provideSignatureHelp(
    model: editor.ITextModel,
    position: { readonly lineNumber: number; readonly column: number },
  ): languages.SignatureHelpResult | undefined {
    const call = places.get(model)?.().language?.signatureAt(model.getValue(), model.getOffsetAt(position));
    if (call === undefined) return undefined;
    const { label, parameters, active, summary, example } = call;
    return {
      value: {
        activeSignature: 0,
        activeParameter: active,
        signatures: [
          {
            label,
            parameters: parameters.map(({ name, optional, summary: said }) => ({
              label: optional === true ? `${name}?` : name,
              ...(said === undefined ? {} : { documentation: { value: said } }),
            })),
            documentation: { value: [summary, example === undefined ? undefined : `\`${example}\``].filter(Boolean).join('\n\n') },
          },
        ],
      },
      dispose() {},
    };
  }
}

/** `$` means something in a snippet; `$0` is where the caret goes. */
function snippetOf({ text, caret }: Completion): string {
  const plain = (part: string) => part.replaceAll(/[\\$}]/g, String.raw`\$&`);
  return `${plain(text.slice(0, caret))}$0${plain(text.slice(caret))}`;
}

function kindOf({ kind }: Completion, { CompletionItemKind }: Monaco['languages']): languages.CompletionItemKind {
  switch (kind) {
    case 'function':
      return CompletionItemKind.Function;
    case 'variable':
      return CompletionItemKind.Variable;
    case 'constant':
      return CompletionItemKind.Constant;
    default:
      return CompletionItemKind.Field;
  }
}

/** As flows/expressions/language/tokens.ts cuts them; a regular expression only where one can begin. */
const WORDS: languages.IMonarchLanguage = {
  defaultToken: '',
  tokenizer: {
    root: [
      [/\/\*/, 'comment', '@comment'],
      [/"/, 'string', '@double'],
      [/'/, 'string', '@single'],
      [/`[^`]*`/, 'identifier'],
      [/\$[A-Za-z_]\w*(?=\s*\()/, 'function'],
      [/\$[A-Za-z_]\w*|\$+/, 'variable'],
      [/\b(true|false|null|and|or|in|function)\b/, 'keyword'],
      [/(0|[1-9]\d*)(\.\d+)?([Ee][-+]?\d+)?/, 'number'],
      [/([(,:=~]\s*)(\/(?:\\.|[^/\\\n])+\/[im]*)/, ['', 'regexp']],
      [/[A-Za-z_]\w*/, 'identifier'],
      [/[{}[\]()]/, '@brackets'],
      [/[-+*/%&|=<>!?:;,.~^@#]/, 'delimiter'],
    ],
    comment: [
      [/\*\//, 'comment', '@pop'],
      [/[^*]+|\*/, 'comment'],
    ],
    double: [
      [/\\./, 'string.escape'],
      [/"/, 'string', '@pop'],
      [/[^"\\]+/, 'string'],
    ],
    single: [
      [/\\./, 'string.escape'],
      [/'/, 'string', '@pop'],
      [/[^'\\]+/, 'string'],
    ],
  },
};
