/** A link to a page in a certain state: what the page shows is said in its address. */
import { Anchor, type AnchorProps } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PageSearch } from './search-text.ts';

export interface PageLinkProps extends AnchorProps {
  readonly to: string;
  readonly search?: PageSearch;
  readonly children: ReactNode;
}

export function PageLink({ to, search = {}, children, ...look }: PageLinkProps) {
  return (
    <Anchor component={Link} to={to} search={search as never} size="sm" {...look}>
      {children}
    </Anchor>
  );
}
