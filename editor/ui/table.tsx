/** Tables as plain elements. The library's own brings what menus float with, for a scroll bar that browsers have. */
import { Box, type BoxProps } from '@mantine/core';
import type { ComponentPropsWithoutRef, ReactNode } from 'react';

type Part<Tag extends 'table' | 'thead' | 'tbody' | 'tr' | 'th' | 'td'> = BoxProps & Omit<ComponentPropsWithoutRef<Tag>, keyof BoxProps>;

export interface TableProps extends Part<'table'> {
  readonly highlightOnHover?: boolean;
  readonly withColumnBorders?: boolean;
}

function TableRoot({ highlightOnHover = false, withColumnBorders = false, className = '', ...rest }: TableProps) {
  return (
    <Box
      component="table"
      className={`table ${className}`}
      data-hover={highlightOnHover || undefined}
      data-columns={withColumnBorders || undefined}
      {...rest}
    />
  );
}

export const Table = Object.assign(TableRoot, {
  Thead: (props: Part<'thead'>) => <Box component="thead" {...props} />,
  Tbody: (props: Part<'tbody'>) => <Box component="tbody" {...props} />,
  Tr: (props: Part<'tr'>) => <Box component="tr" {...props} />,
  Th: (props: Part<'th'>) => <Box component="th" {...props} />,
  Td: (props: Part<'td'>) => <Box component="td" {...props} />,
  /** Scrolls sideways where there is no room for that width. */
  ScrollContainer: ({ minWidth, children }: { readonly minWidth: number; readonly children: ReactNode }) => (
    <div className="table-scroll">
      <div style={{ minWidth }}>{children}</div>
    </div>
  ),
});
