/** What can be done on the page, as data: the one table behind keys, menus, the command palette and the help. */

export interface Action {
  readonly id: string;
  /** An infinitive: `Tidy the drawing`. */
  readonly name: string;
  /** `mod+shift+Z`, `?`, `F8`; `mod` is Ctrl, on a Mac ⌘. Several do the same. */
  readonly keys?: readonly string[];
  /**
   * Where its keys count: `anywhere`, also in fields; `page`, outside of fields; `drawing`, while the drawing has the focus or nothing
   * else does.
   */
  readonly where: 'anywhere' | 'page' | 'drawing';
  /** In the menu of the right mouse button. */
  readonly inMenu?: boolean;
  /** Left out: now. */
  readonly possible?: boolean;
  /** Left out: the drawing does it by itself; it stands here for the help. */
  readonly run?: () => void;
}

/** A set of actions as the help shows it. */
export interface ActionGroup {
  readonly title: string;
  readonly actions: readonly Action[];
}

export function canRun(action: Action): action is Action & { readonly run: () => void } {
  return action.run !== undefined && action.possible !== false;
}
