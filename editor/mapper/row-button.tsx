/** What can be done with a line. A plain button: lines come by the dozen while somebody scrolls. */
import type { ReactNode } from 'react';

export interface RowButtonProps {
  readonly label: string;
  readonly title: string;
  /** Of the line: only there Tab stops at it. */
  readonly isActive: boolean;
  readonly isMain?: boolean;
  readonly onClick: () => void;
  /** The icon. */
  readonly children: ReactNode;
}

export function RowButton({ label, title, isActive, isMain = false, onClick, children }: RowButtonProps) {
  return (
    <button
      type="button"
      className="mapper-button"
      data-main={isMain || undefined}
      tabIndex={isActive ? 0 : -1}
      aria-label={label}
      title={title}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
