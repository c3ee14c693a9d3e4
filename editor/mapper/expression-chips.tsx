/** An expression as chips, to be read at a glance; its text stands behind each. */
import { useMemo } from 'react';
import { chipsOf } from './chips.ts';

export function ExpressionChips({ expression }: { readonly expression: string }) {
  const chips = useMemo(() => chipsOf(expression), [expression]);
  return (
    <span className="mapper-chips" title={expression}>
      {chips.map(({ kind, text, whole }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: chips have no name but their place
        <span key={at} className="mapper-chip" data-kind={kind} title={whole}>
          {text}
        </span>
      ))}
    </span>
  );
}
