/** The menu of the right mouse button: what can be done with what is selected. */
import { Paper } from '@mantine/core';
import { useClickOutside } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { t } from '../text.ts';
import { canRun } from './action.ts';
import { Keys } from './action-help.tsx';
import './command-palette.css';
import { currentGroups } from './use-actions.ts';

export interface ContextMenuProps {
  /** On the screen. */
  readonly at: readonly [x: number, y: number];
  readonly onClose: () => void;
}

const WIDTH = 300;
const ROW = 30;

export function ContextMenu({ at: [x, y], onClose }: ContextMenuProps) {
  // As it was when the menu was asked for.
  const [actions] = useState(() =>
    currentGroups()
      .toReversed()
      .flatMap((group) => group.actions)
      .filter((action) => action.inMenu === true)
      .filter(canRun),
  );
  const box = useClickOutside<HTMLDivElement>(onClose);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.querySelector('button')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [box]);

  function press(event: KeyboardEvent<HTMLElement>): void {
    const items = [...event.currentTarget.querySelectorAll('button')];
    const here = items.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (event.key === 'ArrowDown') items[(here + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items[(here - 1 + items.length) % items.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <Paper
      ref={box}
      className="context-menu"
      withBorder
      shadow="md"
      role="menu"
      aria-label={t('actions.menu', 'What can be done here')}
      style={{
        left: Math.max(8, Math.min(x, innerWidth - WIDTH - 8)),
        top: Math.max(8, Math.min(y, innerHeight - actions.length * ROW - 24)),
        width: WIDTH,
      }}
      onKeyDown={press}
      onContextMenu={(event) => event.preventDefault()}
    >
      {actions.map(({ id, name, keys = [], run }) => (
        <button
          key={id}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className="context-item"
          onClick={() => {
            onClose();
            setTimeout(run);
          }}
        >
          <span>{name}</span>
          <Keys keys={keys.slice(0, 1)} />
        </button>
      ))}
    </Paper>
  );
}
