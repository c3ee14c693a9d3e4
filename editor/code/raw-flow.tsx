/**
 * The draft as its text: the same document as the drawing, edited at either place. What is no flow stays in the text and out of the draft,
 * and says why.
 */
import { Anchor, Group, Text } from '@mantine/core';
import { Suspense, useMemo } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import type { MarkedText } from './code-editor.tsx';
import { placeAt, placesOfJson } from './json-places.ts';
import { loadCode } from './load-code.ts';
import { readFlowText } from './read-flow-text.ts';

const CodeEditor = later(() => loadCode(() => import('./code-editor.tsx')), 'CodeEditor');

export interface RawFlowProps {
  readonly flow: FlowDocument;
  readonly problems: readonly Problem[];
  /** What was typed, also while something else is looked at: kept by who shows this. */
  readonly typed: TypedFlow | undefined;
  readonly onTyped: (typed: TypedFlow | undefined) => void;
  readonly onChange: (next: (flow: FlowDocument) => FlowDocument, topic: string) => void;
}

/** `flow`: what the text says; while it is no flow, what the draft was when it began to be none. */
export interface TypedFlow {
  readonly text: string;
  readonly flow: FlowDocument;
  readonly why?: readonly Problem[];
}

export function RawFlow({ flow, problems, typed, onTyped, onChange }: RawFlowProps) {
  const written = useMemo(() => JSON.stringify(flow, null, 2), [flow]);
  // Blanks of one's own stay as long as the text says the same as the draft.
  const isOwn = typed !== undefined && (typed.why !== undefined || JSON.stringify(typed.flow, null, 2) === written);
  const text = isOwn ? typed.text : written;
  const refused = isOwn ? typed.why : undefined;
  const isBehind = refused !== undefined && typed?.flow !== flow;
  const marked = useMemo(() => markedIn(text, refused ?? problems), [text, refused, problems]);

  function change(next: string): void {
    const read = readFlowText(next, flow);
    if (read.flow === undefined) return onTyped({ text: next, flow: refused === undefined ? flow : typed!.flow, why: read.problems });
    const { flow: document } = read;
    onTyped({ text: next, flow: document });
    onChange(() => document, 'json');
  }

  return (
    <div className="raw-flow">
      <div className="raw-flow-text">
        <Suspense fallback={<Loading />}>
          <CodeEditor label={t('code.raw', 'Flow as JSON')} kind="flow" value={text} readOnly={false} problems={marked} onChange={change} />
        </Suspense>
      </div>
      <Group gap="xs" mt={4} aria-live="polite">
        {refused === undefined ? (
          <Text size="xs" c="dimmed">
            {t('code.raw-same', 'The same document as the drawing: what is typed here stands there at once.')}
          </Text>
        ) : (
          <Text size="xs" c="red">
            {t('code.raw-refused', 'Not taken into the draft yet: {why}', { why: refused[0]!.message })} {refused[0]!.help}
          </Text>
        )}
        {isBehind && <Text size="xs">{t('code.raw-behind', 'The draft has changed elsewhere meanwhile.')}</Text>}
        {refused !== undefined && (
          <Anchor component="button" type="button" size="xs" onClick={() => onTyped(undefined)}>
            {t('code.raw-anew', 'Show the draft as it is')}
          </Anchor>
        )}
      </Group>
    </div>
  );
}

function markedIn(text: string, problems: readonly Problem[]): readonly MarkedText[] {
  const places = problems.length === 0 ? undefined : placesOfJson(text);
  // Where it is no JSON, the editor marks it itself.
  if (places === undefined) return [];
  return problems.flatMap(({ path, severity, message, help }) => {
    const place = placeAt(places, path);
    // Marks around half the document hide what they are about.
    return place === undefined || place.to - place.from > 4_000 ? [] : [{ ...place, severity, message: `${message} ${help}` }];
  });
}
