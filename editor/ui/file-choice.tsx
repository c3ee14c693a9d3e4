/** A button that asks for a file. The same file can be chosen again: it may have changed meanwhile. */
import { Button, FileButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';

export interface FileChoiceProps {
  /** Endings and media types, separated by commas. */
  readonly accept: string;
  readonly children: ReactNode;
  readonly autoFocus?: boolean;
  readonly onChoose: (file: File) => void;
}

export function FileChoice({ accept, children, autoFocus = false, onChoose }: FileChoiceProps) {
  const reset = useRef<() => void>(null);
  function take(file: File | null): void {
    // Else the browser tells of no second choice of the same file.
    reset.current?.();
    if (file !== null) onChoose(file);
  }
  return (
    <FileButton accept={accept} resetRef={reset} onChange={take}>
      {(props) => (
        <Button variant="default" leftSection={<IconUpload size={14} aria-hidden />} data-autofocus={autoFocus || undefined} {...props}>
          {children}
        </Button>
      )}
    </FileButton>
  );
}
