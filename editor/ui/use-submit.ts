/** Sending a form, once: a second Enter or click may come before the page has drawn that the first is on its way. */
import { type SyntheticEvent, useRef } from 'react';
import { useStable } from './use-stable.ts';

/** `send` gives what it waits for, or undefined where it cannot be sent yet. What goes wrong is shown by who sends. */
export function useSubmit(send: () => Promise<unknown> | undefined): (event: SyntheticEvent) => void {
  const isUnderWay = useRef(false);
  return useStable((event: SyntheticEvent) => {
    event.preventDefault();
    if (isUnderWay.current) return;
    const sent = send();
    if (sent === undefined) return;
    isUnderWay.current = true;
    const end = () => {
      isUnderWay.current = false;
    };
    sent.then(end, end);
  });
}
