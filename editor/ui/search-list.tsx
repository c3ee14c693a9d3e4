/**
 * A field that is searched by, and what is found below it. The field keeps the focus and names the active option: arrows and the pointer
 * say which that is, Enter or a click takes it.
 */
import { Text } from '@mantine/core';
import { type ChangeEvent, type KeyboardEvent, type ReactNode, useId, useState } from 'react';

export interface SearchListOptions<Entry> {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly found: readonly Entry[];
  readonly onChoose: (entry: Entry) => void;
}

export interface SearchList<Entry> extends Pick<SearchListOptions<Entry>, 'found' | 'onChoose'> {
  readonly id: string;
  /** What Enter takes; undefined when nothing was found. */
  readonly active: Entry | undefined;
  activate(index: number): void;
  /** For the field; its keys are the caller's, who gives them on to `press`. */
  readonly field: {
    readonly role: 'combobox';
    readonly 'aria-expanded': true;
    readonly 'aria-controls': string;
    readonly 'aria-activedescendant': string | undefined;
    readonly value: string;
    readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  };
  /** True when the key was one for the list. */
  press(event: KeyboardEvent): boolean;
}

export function useSearchList<Entry>({ search, onSearch, found, onChoose }: SearchListOptions<Entry>): SearchList<Entry> {
  const [at, activate] = useState(0);
  const id = useId();
  const index = Math.min(at, found.length - 1);
  const active = found[index];
  return {
    id,
    found,
    onChoose,
    active,
    activate,
    field: {
      role: 'combobox',
      'aria-expanded': true,
      'aria-controls': id,
      'aria-activedescendant': active === undefined ? undefined : `${id}-${index}`,
      value: search,
      onChange(event) {
        onSearch(event.currentTarget.value);
        activate(0);
      },
    },
    press(event) {
      if (event.key === 'ArrowDown') activate(Math.min(found.length - 1, index + 1));
      else if (event.key === 'ArrowUp') activate(Math.max(0, index - 1));
      else if (event.key === 'Enter' && active !== undefined) onChoose(active);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}

export interface FoundListProps<Entry> {
  readonly list: SearchList<Entry>;
  readonly label: string;
  readonly className: string;
  readonly optionClassName: string;
  readonly keyOf: (entry: Entry) => string;
  /** Said when nothing was found. */
  readonly nothing: string;
  readonly children: (entry: Entry, index: number) => ReactNode;
}

export function FoundList<Entry>({ list, label, className, optionClassName, keyOf, nothing, children }: FoundListProps<Entry>) {
  return (
    <div className={className} role="listbox" id={list.id} aria-label={label}>
      {list.found.map((entry, i) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the search field has the focus and names the active option
        // biome-ignore lint/a11y/useKeyWithClickEvents: the search field hears the keys
        <div
          key={keyOf(entry)}
          id={`${list.id}-${i}`}
          role="option"
          aria-selected={entry === list.active}
          className={optionClassName}
          ref={entry === list.active ? scrollTo : undefined}
          onPointerMove={() => list.activate(i)}
          onClick={() => list.onChoose(entry)}
        >
          {children(entry, i)}
        </div>
      ))}
      {list.found.length === 0 && (
        <Text c="dimmed" p="sm">
          {nothing}
        </Text>
      )}
    </div>
  );
}

function scrollTo(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
