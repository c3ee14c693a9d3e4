/** A sealed value in its place: masked, with a way to look at it for who may; or what it stands for, once somebody looked. */
import { UnstyledButton } from '@mantine/core';
import { use } from 'react';
import { t } from '../text.ts';
import { isRevealable, kindWord, maskText, SealedContext } from './sealed-values.ts';

export function SealedChip({ token, field }: { readonly token: string; readonly field?: string | undefined }) {
  const { revealed, ask } = use(SealedContext);
  const value = revealed.get(token);
  if (value !== undefined) return <mark className="sealed-shown">{JSON.stringify(value)}</mark>;
  if (ask === undefined || !isRevealable(token)) return <span className="sealed">{maskText(token)}</span>;
  const label =
    field === undefined
      ? t('sealed.reveal', 'Reveal: {kind}', { kind: kindWord(token) })
      : t('sealed.reveal-field', 'Reveal {field}: {kind}', { field, kind: kindWord(token) });
  return (
    <UnstyledButton className="sealed" fz="inherit" ff="inherit" aria-label={label} title={label} onClick={() => ask(token)}>
      {maskText(token)}
    </UnstyledButton>
  );
}
