/** Below an expression while one writes it: the call around the caret, the type of what comes out, and its value for the chosen sample. */
import { useDeferredValue, useMemo } from 'react';
import type { SignatureHelp } from '#flows/expressions/language/signature-at.ts';
import { t } from '../text.ts';
import type { ExpressionLanguage } from './expression-language.ts';

export interface ExpressionAboutProps {
  readonly language: ExpressionLanguage;
  readonly text: string;
  readonly caret: number;
  readonly within: string | undefined;
}

export function ExpressionAbout({ language, text, caret, within }: ExpressionAboutProps) {
  // Typing goes first.
  const [shown, knowing] = [useDeferredValue(text), useDeferredValue(language)];
  const type = useMemo(() => knowing.typeOf(shown, within), [knowing, shown, within]);
  const value = useMemo(() => knowing.sampleValue?.(shown, within), [knowing, shown, within]);
  const call = language.signatureAt(text, caret);
  if (type === undefined && call === undefined) return null;
  return (
    <div className="expression-about">
      {call !== undefined && <Call call={call} />}
      {type !== undefined && (
        <div>
          {t('form.gives', 'Gives')} <span className="mono">{type}</span>
        </div>
      )}
      {value !== undefined && (
        <div>
          {'text' in value ? (
            <>
              {t('form.sample-value', 'With the values of the last try:')} <span className="mono">{value.text}</span>
            </>
          ) : (
            t('form.sample-failed', 'With the values of the last try it fails: {why}', { why: value.failed })
          )}
        </div>
      )}
    </div>
  );
}

function Call({ call: { label, parameters, active, summary } }: { readonly call: SignatureHelp }) {
  const name = label.slice(0, label.indexOf('('));
  return (
    <div>
      <span className="mono">
        {name}(
        {parameters.map((parameter, at) => (
          <span key={parameter.name} className={at === active ? 'expression-argument' : undefined}>
            {at > 0 && ', '}
            {parameter.name}
            {parameter.optional === true && '?'}
          </span>
        ))}
        )
      </span>{' '}
      {parameters[active]?.summary ?? summary}
    </div>
  );
}
