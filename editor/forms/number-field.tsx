/** A number in the browser's own field; empty means: leave it out. */
import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';

export interface NumberFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'type'> {
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

export function NumberField({ value, onChange, ...rest }: NumberFieldProps) {
  // What is typed stays as it is typed (`1.`, `-`) until it is a number that says something else than the value.
  const [typed, setTyped] = useState('');
  const shown = typed !== '' && Number(typed) === value ? typed : (value?.toString() ?? '');
  return (
    <TextInput
      step="any"
      {...rest}
      type="number"
      value={shown}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        onChange(text === '' ? undefined : Number(text));
      }}
    />
  );
}
