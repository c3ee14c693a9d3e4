/** Copy, cut and paste of nodes, as plain text through the system's clipboard: from flow to flow, and into a mail. */
import { useEffect, useRef } from 'react';
import { focusOf } from '../actions/use-actions.ts';

export interface NodeClipboard {
  /** The text of what is selected; undefined: nothing is. */
  copy(): string | undefined;
  remove(): void;
  paste(text: string): void;
}

export function useClipboard(clipboard: NodeClipboard): void {
  const current = useRef(clipboard);
  current.current = clipboard;
  useEffect(() => {
    function take(event: ClipboardEvent): void {
      const text = isOnCanvas(event) && String(getSelection()) === '' ? current.current.copy() : undefined;
      if (text === undefined) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') current.current.remove();
    }
    function put(event: ClipboardEvent): void {
      if (isOnCanvas(event)) current.current.paste(event.clipboardData?.getData('text/plain') ?? '');
    }
    document.addEventListener('copy', take);
    document.addEventListener('cut', take);
    document.addEventListener('paste', put);
    return () => {
      document.removeEventListener('copy', take);
      document.removeEventListener('cut', take);
      document.removeEventListener('paste', put);
    };
  }, []);
}

/** The clipboard means the drawing only while nothing else has the focus: never a dialog or a panel. */
function isOnCanvas({ target }: Pick<Event, 'target'>): boolean {
  return ['drawing', 'nothing'].includes(focusOf(target));
}
