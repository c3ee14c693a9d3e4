/** What a field can be filled with, asked of its system when somebody opens the list. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { OptionsView } from '#flows/api/connections.ts';
import type { OfferedOption, OptionsWish } from '#flows/connection-manifest.ts';
import { findOptions } from '#flows/find-options.ts';
import { problemOf } from '../server/api-client.ts';
import { t } from '../text.ts';
import type { Form } from './field-props.ts';
import { asObject, fieldOf, givenFor } from './form-model.ts';

export type Options =
  | {
      readonly kind: 'there';
      readonly options: readonly OfferedOption[];
      readonly more: boolean;
      readonly askedAt: string;
      readonly from: string;
    }
  | { readonly kind: 'waiting'; readonly from: string }
  /** Nothing can be asked yet, and why. */
  | { readonly kind: 'not-yet'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string; readonly help: string | undefined; readonly again: () => void };

/** One question for what is typed in a row. */
const AFTER_LAST_KEY_MS = 200;
const FRESH_MS = 60_000;
const MOST_SHOWN = 100;

/** `isOpen`: nothing is asked before. */
export function useOptions({ options: source, whole }: Form, wish: OptionsWish, isOpen: boolean, search: string): Options {
  const settled = useSettled(search);
  const known = givenFor(wish, whole.value);
  const given = known.kind === 'known' ? known.given : undefined;
  const ask = (text: string) => ({
    queryKey: ['options', source?.id, wish.list, given, text],
    queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<OptionsView> => source!.ask(wish.list, given ?? {}, text, signal),
    staleTime: FRESH_MS,
    retry: false,
  });
  const canAsk = isOpen && source?.name !== undefined && given !== undefined;
  const first = useQuery({ ...ask(''), enabled: canAsk });
  // A list that came whole is searched here.
  const isSearchedThere = first.data?.more === true && settled !== '';
  const searched = useQuery({ ...ask(settled), enabled: canAsk && isSearchedThere });

  const from = source?.name;
  if (from === undefined)
    return { kind: 'not-yet', why: t('options.no-connection', 'Choose a connection first: its system names what there is.') };
  if (known.kind !== 'known') {
    const { label } = fieldOf(known.field, asObject(asObject(whole.schema['properties'])[known.field]), false);
    return {
      kind: 'not-yet',
      why:
        known.kind === 'computed'
          ? t('options.computed', '"{field}" is computed: what there is for it is known in a run only.', { field: label })
          : t('options.missing', 'Fill "{field}" first.', { field: label }),
    };
  }
  const answer = isSearchedThere ? searched : first;
  if (answer.isError) {
    const { detail, help } = problemOf(answer.error);
    return { kind: 'failed', why: detail, help, again: () => void answer.refetch() };
  }
  if (answer.data === undefined) return { kind: 'waiting', from };
  const { options, more, askedAt } = answer.data;
  const shown = isSearchedThere ? { options, more } : { ...findOptions(options, search, MOST_SHOWN) };
  return { kind: 'there', options: shown.options, more: more || shown.more, askedAt, from };
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), AFTER_LAST_KEY_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
