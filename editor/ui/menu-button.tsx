/** A button that opens a menu. The menu is loaded when somebody comes near the button, not with every page. */
import { cloneElement, type ReactElement, type ReactNode, Suspense, useState } from 'react';
import { later } from './later.tsx';

export interface MenuEntry {
  readonly key: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** The one that holds now. */
  readonly current?: boolean;
  /** A line above it. */
  readonly apart?: boolean;
  readonly onChoose: () => void;
}

export interface MenuButtonProps {
  readonly button: ReactElement<object>;
  readonly position: 'bottom' | 'bottom-end';
  readonly heading?: string | undefined;
  readonly entries: readonly MenuEntry[];
}

const load = () => import('./opened-menu.tsx');
const OpenedMenu = later(() => load(), 'OpenedMenu');

export function MenuButton(props: MenuButtonProps) {
  const [wanted, setWanted] = useState(false);
  const closed = cloneElement(props.button, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => setWanted(true),
  } as object);
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenedMenu {...props} />
    </Suspense>
  );
}
