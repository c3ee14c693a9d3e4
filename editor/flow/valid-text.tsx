/** A text that the document cannot be without: what is not valid stays in the field, and the last valid one stands. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { SuggestField } from '../forms/suggest-field.tsx';

export interface ValidTextProps {
  readonly label: string;
  readonly required?: boolean;
  readonly readOnly: boolean;
  readonly maxLength: number;
  readonly value: string;
  /** Texts that are there already, to choose from. */
  readonly known?: readonly string[];
  readonly problemOf: (text: string) => string | undefined;
  readonly onChange: (text: string) => void;
}

export function ValidText({ value, known, problemOf, onChange, ...common }: ValidTextProps) {
  const [refused, setRefused] = useState<{ readonly text: string; readonly over: string }>();
  const held = refused !== undefined && refused.over === value ? refused.text : undefined;
  function change(text: string): void {
    if (problemOf(text) === undefined) {
      setRefused(undefined);
      onChange(text);
    } else setRefused({ text, over: value });
  }
  const field = { ...common, value: held ?? value, error: held === undefined ? undefined : problemOf(held) };
  return known === undefined ? (
    <TextInput {...field} onChange={(event) => change(event.currentTarget.value)} />
  ) : (
    <SuggestField {...field} choices={known.map((text) => ({ value: text, label: text }))} onChange={change} />
  );
}
