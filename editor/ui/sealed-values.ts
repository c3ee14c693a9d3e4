/** Sealed values on a page (TRC-3): what stands in their place, and what somebody has looked at. */
import { createContext } from 'react';
import type { Json } from '#flows/json.ts';
import { isSealedToken, kindOfToken } from '#flows/sealed-token.ts';
import { t } from '../text.ts';

export interface SealedValuesOfPage {
  /** Shown until the page is left, by token. */
  readonly revealed: ReadonlyMap<string, Json>;
  /** Left out: this reader may not look. */
  readonly ask?: (token: string) => void;
}

export const SealedContext = createContext<SealedValuesOfPage>({ revealed: new Map() });

/** Secrets are written and never read (S15). */
export function isRevealable(token: string): boolean {
  return kindOfToken(token) !== 'secret';
}

export function kindWord(token: string): string {
  const kind = kindOfToken(token);
  if (kind === 'personal') return t('sealed.personal', 'personal');
  if (kind === 'price') return t('sealed.price', 'price');
  return kind === 'secret' ? t('sealed.secret', 'secret') : t('sealed.other', 'sealed');
}

export function maskText(token: string): string {
  return t('sealed.mask', '••• {kind}', { kind: kindWord(token) });
}

/** JSON text in parts; where a sealed value stands, its token and the name of its field. */
export type JsonPart = string | { readonly token: string; readonly field: string | undefined };

/** Characters that no text has by itself, and that JSON does not escape. */
const BEFORE = '\uE000';
const BEHIND = '\uE001';

export function toJsonParts(value: unknown): readonly JsonPart[] {
  const tokens: string[] = [];
  const text =
    JSON.stringify(value, (_name, part: Json) => (isSealedToken(part) ? `${BEFORE}${tokens.push(part.$sealed) - 1}${BEHIND}` : part), 2) ??
    '';
  if (tokens.length === 0) return [text];
  return text.split(new RegExp(`"${BEFORE}(\\d+)${BEHIND}"`)).map((part, index, all) => {
    if (index % 2 === 0) return part;
    const field = /"([^"]*)": $/.exec(all[index - 1]!)?.[1];
    return { token: tokens[Number(part)] ?? '', field };
  });
}
