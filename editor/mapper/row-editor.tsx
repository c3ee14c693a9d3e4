/** A line that is edited: its expression to type, what a list is repeated over, its note; and the functions to wrap it with. */
import { ActionIcon, Group, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ExpressionField } from '../forms/expression-field.tsx';
import type { ExpressionLanguage } from '../forms/expression-language.ts';
import { t } from '../text.ts';
import { FunctionBuilder, type FunctionBuilderProps } from './function-builder.tsx';

export interface RowEditorProps {
  readonly name: string;
  /** Left out: only what the list is repeated over. */
  readonly expression: string | undefined;
  readonly note: string | undefined;
  /** Of a row that writes nowhere: its target, to be mended. */
  readonly target: string | undefined;
  readonly scope: string | undefined;
  readonly error: string | undefined;
  readonly language: ExpressionLanguage | undefined;
  /** For each item of what it is computed. */
  readonly within: string | undefined;
  /** Of the list itself. */
  readonly scopeWithin: string | undefined;
  readonly valueMaps: FunctionBuilderProps['valueMaps'];
  readonly mode: 'text' | 'functions';
  readonly onChange: (change: {
    readonly expression?: string;
    readonly scope?: string;
    readonly note?: string;
    readonly target?: string;
  }) => void;
  readonly onClose: () => void;
}

export function RowEditor(props: RowEditorProps) {
  const { name, expression, note, target, scope, error, language, within, scopeWithin, valueMaps, mode, onChange, onClose } = props;
  const place = useRef<HTMLDivElement>(null);
  const [builds, setBuilds] = useState(mode === 'functions');
  const plain = (text: string | undefined): string => (text ?? '').replace(/^=\s?/, '');
  useEffect(() => {
    setBuilds(mode === 'functions');
    if (mode === 'functions') return;
    const field = place.current?.querySelector<HTMLTextAreaElement>('textarea');
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }, [mode]);

  /** Enter in a single line is done; with Shift it is a new line. */
  function press(event: KeyboardEvent): void {
    const isField = event.target instanceof HTMLTextAreaElement;
    if (event.key === 'Escape' || (event.key === 'Enter' && isField && !event.shiftKey)) {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields in it
    <div ref={place} className="mapper-row-editor" onKeyDown={press} onClick={(event) => event.stopPropagation()}>
      <Group gap={6} wrap="nowrap" align="flex-start">
        <div className="mapper-grow">
          {target !== undefined && (
            <TargetInput name={name} target={target} onTarget={(next) => onChange({ target: next })} onDone={onClose} />
          )}
          {scope !== undefined && (
            <ExpressionField
              label={t('mapper.scope', 'For each of')}
              language={language}
              within={scopeWithin}
              readOnly={false}
              placeholder="trigger.body.items"
              value={scope}
              onChange={(text) => onChange({ scope: plain(text) })}
            />
          )}
          {expression !== undefined && (
            <ExpressionField
              bare={scope === undefined}
              label={scope === undefined ? name : t('mapper.whole', 'Value')}
              language={language}
              within={within}
              readOnly={false}
              error={error}
              value={expression}
              onChange={(text) => onChange({ expression: plain(text) })}
            />
          )}
        </div>
        {!builds && expression !== undefined && (
          <button type="button" className="mapper-mend" onClick={() => setBuilds(true)}>
            {t('mapper.open-functions', 'Functions …')}
          </button>
        )}
        <ActionIcon
          size={24}
          aria-label={t('mapper.close-editor', 'Done with {name}', { name })}
          title={t('mapper.close-title', 'Done (Esc)')}
          onClick={onClose}
        >
          <IconX size={14} />
        </ActionIcon>
      </Group>
      {builds && expression !== undefined && (
        <FunctionBuilder
          expression={expression}
          language={language}
          within={within}
          valueMaps={valueMaps}
          takesFocus={mode === 'functions'}
          onChange={(text) => onChange({ expression: text })}
        />
      )}
      {expression !== undefined && (
        <TextInput
          size="xs"
          mt={4}
          aria-label={t('mapper.note-of', 'Note on {name}', { name })}
          placeholder={t('mapper.note-place', 'Note, for who reads this next')}
          maxLength={2000}
          value={note ?? ''}
          onChange={(event) => onChange({ note: event.currentTarget.value })}
        />
      )}
    </div>
  );
}

interface TargetInputProps {
  readonly name: string;
  readonly target: string;
  readonly onTarget: (target: string) => void;
  /** Takes the focus away. */
  readonly onDone: () => void;
}

/** It counts when one leaves the field: half a name may be another field's, and the line would be that one's in the middle of a word. */
function TargetInput({ name, target, onTarget, onDone }: TargetInputProps) {
  const [typed, setTyped] = useState<string>();
  function leave(): void {
    if (typed !== undefined && typed !== target) onTarget(typed);
    setTyped(undefined);
  }
  return (
    <TextInput
      mb={4}
      aria-label={t('map.target', 'Target field of {name}', { name })}
      classNames={{ input: 'mono' }}
      value={typed ?? target}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && onDone()}
    />
  );
}
