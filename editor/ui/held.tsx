/** What lies below something that covers it: nobody sees it change, so it is drawn anew when it is uncovered, and as it is by then. */
import { memo, type ReactNode } from 'react';

export interface HeldProps {
  readonly isCovered: boolean;
  readonly children: ReactNode;
}

export const Held = memo(
  function Held({ children }: HeldProps) {
    return children;
  },
  (before, after) => before.isCovered && after.isCovered,
);
