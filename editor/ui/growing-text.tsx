/**
 * A field for texts of several lines that is as high as what is written in it. The browser sees to that where it can: the library measures
 * with every drawing, and each measure is a layout of the whole page.
 */
import { Textarea, type TextareaProps } from '@mantine/core';
import type { CSSProperties, Ref } from 'react';
import './growing-text.css';

export interface GrowingTextProps extends Omit<TextareaProps, 'autosize' | 'style' | 'className'> {
  readonly ref?: Ref<HTMLTextAreaElement>;
  readonly minRows?: number;
  /** More than that scrolls; left out: nothing does. */
  readonly maxRows?: number;
}

const BROWSER_GROWS = CSS.supports('field-sizing', 'content');

export function GrowingText({ minRows = 1, maxRows, ...rest }: GrowingTextProps) {
  if (!BROWSER_GROWS) return <Textarea {...rest} autosize minRows={minRows} {...(maxRows === undefined ? {} : { maxRows })} />;
  const rows = { '--min-rows': minRows, ...(maxRows === undefined ? {} : { '--max-rows': maxRows }) };
  return <Textarea {...rest} className="growing-text" style={rows as CSSProperties} />;
}
