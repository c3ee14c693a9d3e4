/** Parts of a page that come when they are wanted. One that cannot be had, in an outage say, takes its own place only, and can be asked for again. */
import { Alert, Button, Group } from '@mantine/core';
import { Component, type ComponentType, lazy, type ReactNode, useCallback, useEffect, useState } from 'react';
import { t } from '../text.ts';

/**
 * What a module exports by that name; below a `Suspense`, as with `lazy`. Asked for again when somebody says so or the browser has a network
 * again.
 */
export function later<Name extends string, Module extends { readonly [name in Name]: (props: never) => ReactNode }>(
  load: () => Promise<Module>,
  name: Name,
): (props: PropsOf<Module[Name]>) => ReactNode {
  type Props = PropsOf<Module[Name]>;
  let file: string | undefined;
  let tries = 0;
  const begin = () =>
    lazy(async () => {
      try {
        tries += 1;
        // Some browsers keep for ever that a file could not be had: by another name it is asked for anew.
        const again = file === undefined ? undefined : await import(/* @vite-ignore */ `${file}?again=${tries}`);
        return { default: again?.[name] ?? (await load())[name] };
      } catch (cause) {
        file = /https?:[^?\s]+\.js/.exec(String(cause))?.[0];
        throw new PartMissing('A part of the page did not come.', { cause });
      }
    }) as unknown as ComponentType<Props>;
  const part = { begin, now: begin() };
  return (props) => <Later part={part} given={props} />;
}

type PropsOf<Shown extends (props: never) => ReactNode> = Parameters<Shown>[0] extends object ? Parameters<Shown>[0] : object;

interface Part<Props> {
  /** The library keeps what it could not have: another try is another part. */
  readonly begin: () => ComponentType<Props>;
  now: ComponentType<Props>;
}

function Later<Props extends object>({ part, given }: { readonly part: Part<Props>; readonly given: Props }) {
  const [tries, setTries] = useState(0);
  const again = useCallback(() => {
    part.now = part.begin();
    setTries((count) => count + 1);
  }, [part]);
  const Now = part.now;
  return (
    <Boundary key={tries} tries={tries} onAgain={again}>
      <Now {...given} />
    </Boundary>
  );
}

class PartMissing extends Error {}

interface MissingProps {
  readonly tries: number;
  readonly onAgain: () => void;
}

class Boundary extends Component<MissingProps & { readonly children: ReactNode }, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    const { children, tries, onAgain } = this.props;
    if (error === undefined) return children;
    // What fails in a part that is there is the page's own to say.
    if (!(error instanceof PartMissing)) throw error;
    return <Missing tries={tries} onAgain={onAgain} />;
  }
}

function Missing({ tries, onAgain }: MissingProps) {
  useEffect(() => {
    addEventListener('online', onAgain);
    return () => removeEventListener('online', onAgain);
  }, [onAgain]);
  return (
    <Alert color="orange" variant="light" role="alert" m="xs" title={t('later.missing', 'This part could not be loaded.')}>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={onAgain}>
          {t('later.again', 'Load again')}
        </Button>
        {/* Where that does not help there may be a newer Millrace, whose files have other names. */}
        {tries > 0 && (
          <Button size="compact-sm" variant="subtle" onClick={() => location.reload()}>
            {t('later.reload', 'Reload the page')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
