import { Badge } from '@mantine/core';
import { lookOf } from './states.ts';

/** Icon and word; the colour only repeats them. `label` replaces the word where the list has its own. */
export function StateBadge({ state, label }: { readonly state: string; readonly label?: string }) {
  const { label: word, color, Icon } = lookOf(state);
  return (
    <Badge color={color} variant="light" leftSection={<Icon size={12} aria-hidden />} autoContrast className="state-badge">
      {label ?? word}
    </Badge>
  );
}
