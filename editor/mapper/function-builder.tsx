/** What a row's expression can be wrapped with: value maps of the environment, functions with their docs and an example. */
import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ExpressionField } from '../forms/expression-field.tsx';
import type { ExpressionLanguage } from '../forms/expression-language.ts';
import { t } from '../text.ts';
import { Markdown } from '../ui/markdown.tsx';
import { askedParameters, type BuilderFunction, findFunctions, isComplete, signatureOf, withValueMap, wrapWith } from './functions.ts';

export interface FunctionBuilderProps {
  readonly expression: string;
  readonly language: ExpressionLanguage | undefined;
  /** For each item of what it is computed. */
  readonly within: string | undefined;
  /** Names, and how many entries each has. */
  readonly valueMaps: readonly { readonly name: string; readonly entries: number }[];
  readonly takesFocus: boolean;
  readonly onChange: (expression: string) => void;
}

export function FunctionBuilder({ expression, language, within, valueMaps, takesFocus, onChange }: FunctionBuilderProps) {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<BuilderFunction>();
  const [given, setGiven] = useState<{ readonly [index: number]: string }>({});
  const input = useRef<HTMLInputElement>(null);
  const found = useMemo(() => findFunctions(search), [search]);
  const maps = valueMaps.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
  useEffect(() => {
    if (takesFocus) input.current?.focus();
  }, [takesFocus]);

  function choose(one: BuilderFunction): void {
    setChosen(one);
    setGiven({});
  }

  function apply(one: BuilderFunction, values = given): void {
    onChange(wrapWith(one, expression, values));
    setGiven({});
  }

  const asked = chosen === undefined ? [] : askedParameters(chosen, expression);
  return (
    <div className="mapper-builder">
      <div className="mapper-builder-list">
        <TextInput
          ref={input}
          size="xs"
          leftSection={<IconSearch size={14} aria-hidden />}
          aria-label={t('mapper.find-function', 'Find a function or value map')}
          placeholder={t('mapper.find-function', 'Find a function or value map')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className="mapper-functions" tabIndex={0} aria-label={t('mapper.function-list', 'Functions and value maps')}>
          {maps.length > 0 && <h3>{t('mapper.value-maps', 'Value maps')}</h3>}
          {maps.map(({ name, entries }) => (
            <button key={name} type="button" disabled={expression.trim() === ''} onClick={() => onChange(withValueMap(name, expression))}>
              <span className="mono">{name}</span>
              <span className="mapper-type">
                {t('mapper.entries', '{count, plural, one {# entry} other {# entries}}', { count: entries })}
              </span>
            </button>
          ))}
          {found.map((one, at) => (
            <div key={one.name} role="presentation">
              {one.group !== found[at - 1]?.group && <h3>{one.group}</h3>}
              <button
                type="button"
                aria-pressed={chosen?.name === one.name}
                onClick={() => choose(one)}
                onDoubleClick={() => isComplete(one, expression, {}) && apply(one, {})}
              >
                <span className="mono">{one.name}</span>
                <span className="mapper-type mapper-short">{one.summary.split('\n')[0]!.replaceAll('`', '')}</span>
              </button>
            </div>
          ))}
        </section>
      </div>
      <div className="mapper-builder-docs">
        {chosen === undefined ? (
          <p className="mapper-hint">
            {t(
              'mapper.builder-help',
              'Choose a function to read what it does. A value map is applied at once. What is there already becomes its first value.',
            )}
          </p>
        ) : (
          <>
            <code className="mapper-signature">{signatureOf(chosen)}</code>
            <Markdown text={chosen.summary} />
            {chosen.example !== '' && <code className="mapper-example">{chosen.example}</code>}
            {asked.map((at) => {
              const { name, optional, summary } = chosen.parameters[at]!;
              return (
                <ExpressionField
                  key={`${chosen.name} ${name}`}
                  label={optional ? t('mapper.optional', '{name} (may be left out)', { name }) : name}
                  description={summary.replaceAll('`', '')}
                  readOnly={false}
                  language={language}
                  within={within}
                  placeholder='"…"'
                  value={given[at] ?? ''}
                  onChange={(text) => setGiven((old) => ({ ...old, [at]: (text ?? '').replace(/^=\s?/, '') }))}
                />
              );
            })}
            <Button size="compact-xs" disabled={!isComplete(chosen, expression, given)} onClick={() => apply(chosen)}>
              {t('mapper.apply', 'Apply {name}', { name: chosen.name })}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
