/** A text in a window of its own, large: an expression, code, JSON. What is typed stands in the field at once; closing leaves it there. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import type { ExpressionLanguage } from '../forms/expression-language.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import type { CodeEditorProps, LineMark, MarkedText } from './code-editor.tsx';
import { loadCode } from './load-code.ts';

const CodeEditor = later(() => loadCode(() => import('./code-editor.tsx')), 'CodeEditor');
/** With the service of the language, and without it where it cannot be had. */
const ServedCodeEditor = later(async () => {
  const [{ CodeEditor: Editor }, service] = await Promise.all([
    loadCode(() => import('./code-editor.tsx')),
    import('./javascript-service.ts').catch(() => undefined),
  ]);
  return { default: (props: CodeEditorProps) => <Editor {...props} service={service} /> };
}, 'default');

export interface CodeDialogProps {
  readonly label: string;
  readonly kind: 'expression' | 'javascript' | 'json' | 'schema';
  readonly value: string;
  readonly readOnly: boolean;
  /** Of the field: what the server or the field itself says of it. */
  readonly error?: string | undefined;
  readonly language?: ExpressionLanguage | undefined;
  readonly within?: string | undefined;
  /** Of code: the expression that gives its input. */
  readonly input?: string | undefined;
  readonly onChange: (text: string) => void;
  readonly onClose: () => void;
}

/** Soon enough to be seen beside what is typed, late enough not to blink. */
const AFTER_LAST_KEY_MS = 120;
/** Of a text that is wrong from its first line on, the rest follows. */
const MOST_MARKS = 8;
const NONE: readonly MarkedText[] = [];

export function CodeDialog({ label, kind, value, readOnly, error, language, within, input, onChange, onClose }: CodeDialogProps) {
  const settled = useSettled(value);
  const problems = useMemo(
    () => (kind === 'expression' ? (language?.findingsIn(settled, within) ?? NONE) : NONE),
    [kind, language, settled, within],
  );
  const type = useMemo(() => (kind === 'expression' ? language?.typeOf(settled, within) : undefined), [kind, language, settled, within]);
  const sample = useMemo(
    () => (kind === 'expression' ? language?.sampleValue?.(settled, within) : undefined),
    [kind, language, settled, within],
  );

  const [marks, setMarks] = useState<readonly LineMark[]>([]);
  const Editor = kind === 'javascript' ? ServedCodeEditor : CodeEditor;

  function format(): void {
    if (kind === 'expression') onChange(language?.format(value) ?? value);
    else if (kind !== 'javascript') onChange(formattedJson(value));
  }

  return (
    <Modal opened onClose={onClose} title={label} size="80rem" closeOnEscape={false}>
      {/* Escape in the text closes first what is open in it. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears what its parts leave over */}
      <div onKeyDown={(event) => event.key === 'Escape' && !(event.target as Element).closest('.monaco-editor') && onClose()}>
        <Stack gap="xs">
          <div className="code-dialog-text">
            <Suspense fallback={<Loading />}>
              <Editor
                label={label}
                kind={kind}
                value={value}
                readOnly={readOnly}
                problems={problems}
                expression={{ language, within }}
                code={{ language, input }}
                autoFocus
                onMarks={setMarks}
                onEscape={onClose}
                onChange={onChange}
              />
            </Suspense>
          </div>
          <div className="code-dialog-foot" aria-live="polite">
            {problems.map(({ from, message, severity, ...finding }) => (
              <Finding key={`${from} ${message}`} severity={severity}>
                {message} {'help' in finding ? String(finding.help) : ''}
              </Finding>
            ))}
            {marks.slice(0, MOST_MARKS).map(({ line, message, severity }) => (
              <Finding key={`${line} ${message}`} severity={severity}>
                {t('code.at-line', 'Line {line}: {message}', { line, message })}
              </Finding>
            ))}
            {problems.length === 0 && error !== undefined && (
              <Text size="xs" c="red">
                {error}
              </Text>
            )}
            {type !== undefined && (
              <Text size="xs" c="dimmed">
                {t('form.gives', 'Gives')} <span className="mono">{type}</span>
              </Text>
            )}
            {sample !== undefined && 'text' in sample && (
              <Text size="xs" c="dimmed">
                {t('form.sample-value', 'With the values of the last try:')} <span className="mono">{sample.text}</span>
              </Text>
            )}
          </div>
          <Group justify="space-between">
            <Text size="xs" c="dimmed">
              {t('code.keys', 'Ctrl+Space offers what could be written; Tab leaves the text.')}
            </Text>
            <Group gap="xs">
              {!readOnly && kind !== 'javascript' && (
                <Button variant="default" onClick={format}>
                  {t('code.format', 'Format')}
                </Button>
              )}
              <Button onClick={onClose}>{t('code.done', 'Done')}</Button>
            </Group>
          </Group>
        </Stack>
      </div>
    </Modal>
  );
}

function Finding({ severity, children }: { readonly severity: MarkedText['severity']; readonly children: ReactNode }) {
  return (
    <div className="code-problem">
      <span className={`problem-${severity}`}>
        {severity === 'info' ? t('code.hint', 'Hint') : severity === 'warning' ? t('code.warning', 'Warning') : t('code.error', 'Error')}
      </span>
      <span>{children}</span>
    </div>
  );
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), AFTER_LAST_KEY_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function formattedJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
