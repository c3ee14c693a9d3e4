/** The mark in an expression's field: computed in process, or in a process of its own. */
import { IconBolt, IconBox } from '@tabler/icons-react';
import type { ExpressionCheck } from '#flows/check-expression.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';

export function ExpressionWay({ check: { path, because } }: { readonly check: ExpressionCheck }) {
  const label = path === 'fast' ? t('form.fast-path', 'Fast path: computed in process.') : spoken(because ?? '');
  const Icon = path === 'fast' ? IconBolt : IconBox;
  return (
    <span className="expression-way" role="img" aria-label={label} title={label}>
      <Icon size={12} aria-hidden />
    </span>
  );
}
