/** Which value maps an expression reads, so that only these travel: the name in `$valueMap("uom", unit)` must be a text. */
import { parseExpression } from '#flows/expressions/parse-expression.ts';

export type ValueMapNames = { readonly names: readonly string[] } | { readonly fault: string };

export function findValueMapNames(text: string): ValueMapNames {
  if (!text.includes('valueMap')) return { names: [] };
  const names = new Set<string>();
  const rest: unknown[] = [parseExpression(text).tree];
  while (rest.length > 0) {
    const node = rest.pop();
    if (typeof node !== 'object' || node === null) continue;
    const call = node as {
      readonly type?: unknown;
      readonly procedure?: { readonly value?: unknown };
      readonly arguments?: readonly unknown[];
    };
    if ((call.type === 'function' || call.type === 'partial') && call.procedure?.value === 'valueMap') {
      const first = call.arguments?.[0] as { readonly type?: unknown; readonly value?: unknown } | undefined;
      if (first?.type !== 'string') return { fault: 'The first argument of $valueMap must be the name of a value map, written as a text.' };
      names.add(String(first.value));
    }
    rest.push(...Object.values(node));
  }
  return { names: [...names] };
}
