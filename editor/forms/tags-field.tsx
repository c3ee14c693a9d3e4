/** Texts in a row, each one removed by itself; where a system knows which there are, they are offered. */
import { TagsInput, type TagsInputProps } from '@mantine/core';
import { useState } from 'react';
import type { OptionsWish } from '#flows/connection-manifest.ts';
import type { Form } from './field-props.ts';
import { OptionAbout } from './options-field.tsx';
import { OptionsState } from './options-state.tsx';
import { useOptions } from './use-options.ts';

export interface TagsFieldProps extends Omit<TagsInputProps, 'form'> {
  readonly form: Form;
  readonly wish: OptionsWish | undefined;
}

export function TagsField({ form, wish, ...rest }: TagsFieldProps) {
  if (wish === undefined || form.options === undefined || form.readOnly) return <TagsInput {...rest} />;
  return <OfferedTags {...rest} form={form} wish={wish} />;
}

function OfferedTags({ form, wish, ...rest }: TagsFieldProps & { readonly wish: OptionsWish }) {
  const [isOpen, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const found = useOptions(form, wish, isOpen, search);
  const offered = found.kind === 'there' ? found.options : [];
  const byValue = new Map(offered.map((option) => [option.value, option]));
  return (
    <div>
      <TagsInput
        {...rest}
        data={offered.map(({ value }) => value)}
        filter={({ options }) => options}
        // A list that scrolls by itself is reached by the field's keys; an area round it is not.
        withScrollArea={false}
        comboboxProps={{ withinPortal: false }}
        renderOption={({ option: { value } }) => (
          <span className="option tag-option">
            <span className="mono">{value}</span>
            {byValue.has(value) && <OptionAbout option={byValue.get(value)!} />}
          </span>
        )}
        searchValue={search}
        onSearchChange={setSearch}
        onDropdownOpen={() => setOpen(true)}
        onDropdownClose={() => setOpen(false)}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
      />
      {isOpen && <OptionsState found={found} count={offered.length} />}
    </div>
  );
}
