/** Whether an expression is computed in process, or contained, and then why. The language comes when the first one is looked at. */
import { useEffect, useState } from 'react';
import type { ExpressionCheck } from '#flows/check-expression.ts';

const AFTER_LAST_KEY_MS = 250;

/** `text` without its `=`. Undefined while nothing is known, and for what cannot be read: that is said elsewhere. */
export function useExpressionCheck(text: string): ExpressionCheck | undefined {
  const [known, setKnown] = useState<{ readonly text: string; readonly check: ExpressionCheck }>();
  useEffect(() => {
    if (text === '') return;
    let wanted = true;
    const timer = setTimeout(() => {
      import('#flows/check-expression.ts').then(
        ({ checkExpressionText }) => wanted && setKnown({ text, check: checkExpressionText(`=${text}`) }),
        // Without a connection nothing is said.
        () => undefined,
      );
    }, AFTER_LAST_KEY_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text]);
  return known?.text === text && known.check.problems.length === 0 ? known.check : undefined;
}
