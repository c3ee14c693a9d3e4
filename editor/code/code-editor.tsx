/**
 * A text in Monaco. The field that opened it stays the master of its value; what is typed goes there at once. Tab leads out of it, as out
 * of any field, and Escape closes what is open in it before anything around it.
 */
import { useComputedColorScheme } from '@mantine/core';
import type { editor, Uri } from 'monaco-editor/editor/editor.api.js';
import { useEffect, useMemo, useRef } from 'react';
import { CODE, type CodePlace, placeCode } from './code-language.ts';
import { EXPRESSION, type ExpressionPlace, placeExpression } from './expression-monaco.ts';
import { FLOW_SUFFIX, monaco, SCHEMA_SUFFIX } from './monaco.ts';
import { THEMES } from './themes.ts';
import './code.css';

export interface MarkedText {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

export interface LineMark {
  readonly line: number;
  readonly severity: MarkedText['severity'];
  readonly message: string;
}

export interface CodeEditorProps {
  readonly label: string;
  readonly kind: 'expression' | 'javascript' | 'json' | 'flow' | 'schema';
  readonly value: string;
  readonly readOnly: boolean;
  readonly problems: readonly MarkedText[];
  readonly expression?: ExpressionPlace;
  readonly code?: CodePlace;
  /** Of code: TypeScript's own; left out: what we know ourselves of its input. */
  readonly service?: { readonly serveTypes: (declarations: string) => void } | undefined;
  readonly autoFocus?: boolean;
  /** What the language's own service marks in the text, by line. */
  readonly onMarks?: (marks: readonly LineMark[]) => void;
  readonly onChange: (text: string) => void;
  /** Escape, while nothing is open in the text. */
  readonly onEscape?: () => void;
}

const LANGUAGES = { expression: EXPRESSION, javascript: CODE, json: 'json', flow: 'json', schema: 'json' } as const;
const SUFFIXES = { expression: '.expression', javascript: '.js', json: '.json', flow: FLOW_SUFFIX, schema: SCHEMA_SUFFIX } as const;
/** Names of Monaco's own. */
const NOTHING_OPEN = '!suggestWidgetVisible && !findWidgetVisible && !parameterHintsVisible';
const NOWHERE: CodePlace = { language: undefined, input: undefined };
/** Who put a mark: ours are shown by whoever gave them. */
const OWN_MARKS = 'millrace';
let opened = 0;

export function CodeEditor(props: CodeEditorProps) {
  const { label, kind, value, readOnly, problems, autoFocus = false } = props;
  const scheme = useComputedColorScheme('light');
  const host = useRef<HTMLDivElement>(null);
  const made = useRef<editor.IStandaloneCodeEditor>(undefined);
  const now = useRef(props);
  now.current = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes is handed on below
  useEffect(() => {
    opened += 1;
    const uri = monaco.Uri.parse(`inmemory://texts/${opened}${SUFFIXES[kind]}`);
    const model = monaco.editor.createModel(value, LANGUAGES[kind], uri);
    placeExpression(model, () => now.current.expression ?? { language: undefined, within: undefined });
    placeCode(model, () => (now.current.service === undefined ? (now.current.code ?? NOWHERE) : undefined));
    const view = monaco.editor.create(host.current!, {
      model,
      ariaLabel: label,
      readOnly,
      theme: THEMES[scheme],
      automaticLayout: true,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      tabFocusMode: true,
      tabSize: 2,
      fontSize: 13,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mantine-font-family-monospace'),
      wordWrap: kind === 'expression' ? 'on' : 'off',
      lineNumbersMinChars: 3,
      // What a window has shifted carries its fixed parts along.
      fixedOverflowWidgets: kind === 'flow',
      wordBasedSuggestions: 'off',
      quickSuggestions: { other: true, comments: false, strings: LANGUAGES[kind] === 'json' },
      'semanticHighlighting.enabled': false,
      bracketPairColorization: { enabled: false },
      renderLineHighlight: 'none',
      overviewRulerLanes: 0,
      hideCursorInOverviewRuler: true,
      occurrencesHighlight: 'off',
      contextmenu: false,
      editContext: false,
      accessibilitySupport: 'auto',
    });
    made.current = view;
    const listening = model.onDidChangeContent(() => {
      const text = model.getValue();
      if (text !== now.current.value) now.current.onChange(text);
    });
    if (now.current.onEscape !== undefined) view.addCommand(monaco.KeyCode.Escape, () => now.current.onEscape?.(), NOTHING_OPEN);
    if (autoFocus) view.focus();
    const marking = monaco.editor.onDidChangeMarkers((uris) => {
      if (uris.some((one) => one.toString() === uri.toString())) now.current.onMarks?.(marksOf(uri));
    });
    return () => {
      listening.dispose();
      marking.dispose();
      view.dispose();
      model.dispose();
    };
  }, []);

  const { service, code: { language, input } = NOWHERE } = props;
  const declarations = useMemo(() => (service === undefined ? undefined : language?.codeTypes?.(input)), [service, language, input]);
  useEffect(() => {
    if (declarations !== undefined) service?.serveTypes(declarations);
  }, [service, declarations]);
  useEffect(() => monaco.editor.setTheme(THEMES[scheme]), [scheme]);
  useEffect(() => made.current?.updateOptions({ readOnly }), [readOnly]);
  // Undone, or changed by somebody else.
  useEffect(() => {
    const model = made.current?.getModel();
    if (model != null && model.getValue() !== value)
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text: value }], () => null);
  }, [value]);
  useEffect(() => {
    const model = made.current?.getModel();
    if (model == null) return;
    const { MarkerSeverity: severities } = monaco;
    monaco.editor.setModelMarkers(
      model,
      OWN_MARKS,
      problems.map(({ from, to, severity, message }) => {
        const range = monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
        return {
          ...range,
          message,
          severity: severity === 'error' ? severities.Error : severity === 'warning' ? severities.Warning : severities.Info,
        };
      }),
    );
  }, [problems]);

  return <div ref={host} className="code-editor" />;
}

function marksOf(resource: Uri): readonly LineMark[] {
  const severities = monaco.MarkerSeverity;
  const marks = monaco.editor
    .getModelMarkers({ resource })
    .filter(({ owner }) => owner !== OWN_MARKS)
    .map(({ startLineNumber, severity, message }) => ({
      line: startLineNumber,
      severity:
        severity === severities.Error ? ('error' as const) : severity === severities.Warning ? ('warning' as const) : ('info' as const),
      message,
    }))
    .toSorted((one, other) => one.line - other.line);
  // The same mistake twice in a line is said once.
  return [...new Map(marks.map((mark) => [`${mark.line} ${mark.message}`, mark])).values()];
}
