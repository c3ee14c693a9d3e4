/** A text with suggestions, in the browser's own list. */
import { TextInput, type TextInputProps } from '@mantine/core';
import { useId } from 'react';
import type { Choice } from './field-props.ts';

export interface SuggestFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'list'> {
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (text: string) => void;
}

export function SuggestField({ choices, value, onChange, ...rest }: SuggestFieldProps) {
  const id = useId();
  return (
    <>
      <TextInput {...rest} list={id} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      <datalist id={id}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} label={choice.label} />
        ))}
      </datalist>
    </>
  );
}
