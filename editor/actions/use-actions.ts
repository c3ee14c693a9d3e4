/** The actions that the parts of the page have now, and the keys that do them. */
import { useEffect, useRef } from 'react';
import type { ActionGroup } from './action.ts';
import { actionFor, type Focus } from './action-keys.ts';

/** A place in the flow at hand that can be gone to. */
export interface FoundPlace {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  readonly go: () => void;
}

export interface PageActions extends ActionGroup {
  /** What the palette can go to on this page: nodes of the flow. Asked for when somebody looks for one. */
  readonly places?: () => readonly FoundPlace[];
}

const groups = new Map<symbol, { current: PageActions }>();

/** The group is there while the component stands; it may change at every render. */
export function useActions(group: PageActions): void {
  const latest = useRef(group);
  latest.current = group;
  useEffect(() => {
    const key = Symbol(latest.current.title);
    groups.set(key, latest);
    return () => {
      groups.delete(key);
    };
  }, []);
}

/** As they stand at this moment. */
export function currentGroups(): readonly PageActions[] {
  return [...groups.values()].map(({ current }) => current);
}

/** Once for the whole page. */
export function useActionKeys(): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      const action = actionFor(currentGroups(), event, focusOf(event.target));
      if (action === undefined) return;
      event.preventDefault();
      action.run();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return 'nothing';
  if (target.closest('[role="dialog"], [role="menu"]') !== null) return 'dialog';
  if (target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]') !== null) return 'field';
  if (target.closest('.canvas, .outline') !== null) return 'drawing';
  return target === document.body || target.id === 'main' ? 'nothing' : 'other';
}

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
