/**
 * A text with what its system has for it. The list is asked for when it is opened, by a click, by typing or by the arrow down; whatever
 * it says, what is typed is taken.
 */
import { TextInput, type TextInputProps } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { OfferedOption, OptionsWish } from '#flows/connection-manifest.ts';
import { t } from '../text.ts';
import type { Form } from './field-props.ts';
import { OptionsState } from './options-state.tsx';
import { useOptions } from './use-options.ts';

export interface OptionsFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'form' | 'onKeyDown' | 'onBlur'> {
  readonly form: Form;
  readonly wish: OptionsWish;
  readonly value: string;
  /** Values that are not offered: they stand elsewhere already. */
  readonly without?: readonly string[];
  readonly onChange: (text: string) => void;
  /** One was chosen from the list; left out: as if it was typed. */
  readonly onTake?: (value: string) => void;
  /** What the list does not take itself. */
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly onBlur?: () => void;
}

export function OptionsField({ form, wish, value, without, onChange, onTake, onKeyDown, onBlur, ...rest }: OptionsFieldProps) {
  const [isOpen, setOpen] = useState(false);
  /** What was typed since it was opened: a value that stands there does not hide the others. */
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<number>();
  const found = useOptions(form, wish, isOpen, search);
  const offered = found.kind === 'there' ? found.options.filter((option) => !(without ?? []).includes(option.value)) : [];
  const active = chosen === undefined ? undefined : offered[chosen];
  const id = useId();
  const popup = useRef<HTMLDivElement>(null);
  // The panel scrolls: what is below its edge is nobody's list.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it grows with what is found
  useEffect(() => {
    if (isOpen) popup.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen, found.kind]);
  useEffect(() => {
    if (chosen !== undefined) popup.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  function open(): void {
    if (isOpen) return;
    setOpen(true);
    setSearch('');
    setChosen(undefined);
  }
  function close(): void {
    setOpen(false);
    setChosen(undefined);
  }
  function take(option: OfferedOption): void {
    (onTake ?? onChange)(option.value);
    close();
  }

  function press(event: KeyboardEvent): void {
    // With another key held it is not the list's.
    if (event.altKey || event.ctrlKey || event.metaKey) return onKeyDown?.(event);
    const last = offered.length - 1;
    if (event.key === 'ArrowDown' && !isOpen) open();
    else if (event.key === 'ArrowDown') setChosen(chosen === undefined ? Math.min(0, last) : Math.min(last, chosen + 1));
    else if (event.key === 'ArrowUp' && chosen !== undefined) setChosen(chosen === 0 ? undefined : chosen - 1);
    else if (event.key === 'Enter' && active !== undefined) take(active);
    else if (event.key === 'Enter' && isOpen && found.kind === 'failed') found.again();
    else if (event.key === 'Escape' && isOpen) close();
    else return onKeyDown?.(event);
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="options-field">
      <TextInput
        {...rest}
        role="combobox"
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? (offered.length > 0 ? id : `${id}-state`) : undefined}
        aria-activedescendant={isOpen && active !== undefined ? `${id}-${chosen}` : undefined}
        autoComplete="off"
        spellCheck={false}
        rightSection={<span className="options-sign" data-open={isOpen || undefined} aria-hidden />}
        rightSectionWidth={24}
        rightSectionPointerEvents="none"
        value={value}
        onClick={open}
        onChange={(event) => {
          setOpen(true);
          setSearch(event.currentTarget.value);
          setChosen(undefined);
          onChange(event.currentTarget.value);
        }}
        onBlur={() => {
          close();
          onBlur?.();
        }}
        onKeyDown={press}
      />
      {isOpen && (
        <div ref={popup} id={`${id}-state`} className="suggestions options" onPointerDown={(event) => event.preventDefault()}>
          {offered.length > 0 && (
            <div className="options-list" role="listbox" id={id} aria-label={t('options.list', 'What the system has')}>
              {offered.map((option, i) => (
                // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active option
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
                <div
                  key={option.value}
                  id={`${id}-${i}`}
                  role="option"
                  aria-selected={i === chosen}
                  data-current={option.value === value || undefined}
                  className="suggestion option"
                  onClick={() => take(option)}
                >
                  <span className="mono">{option.value}</span>
                  <OptionAbout option={option} />
                </div>
              ))}
            </div>
          )}
          <OptionsState found={found} count={offered.length} />
        </div>
      )}
    </div>
  );
}

export function OptionAbout({ option: { value, label, type, isKey } }: { readonly option: OfferedOption }) {
  const words = [isKey === true ? t('options.key', 'key') : undefined, type, label === value ? undefined : label];
  const text = words.filter((word) => word !== undefined && word !== '').join(' · ');
  return text === '' ? null : <span className="suggestion-type">{text}</span>;
}
