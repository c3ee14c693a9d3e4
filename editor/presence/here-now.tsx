/** The others at a place, by their initials; a click or a key writes their names out. */
import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { PersonPresent } from '#flows/trace-protocol.ts';
import { formatLocale } from '../locale.ts';
import { useSession } from '../server/queries.ts';
import { useLive } from '../server/use-live.ts';
import { t } from '../text.ts';
import { initialsOf } from './initials.ts';
import './here-now.css';

/** More are counted: the head of a page is narrow. */
const MOST_SHOWN = 4;

export function HereNow({ place }: { readonly place: string }) {
  const me = useSession().data?.user.userId;
  const [people, setPeople] = useState<readonly PersonPresent[]>([]);
  const isLive = useLive({ presence: place }, { onPresence: setPeople }) === 'live';
  // After a cut nobody is there until the server has said so anew.
  useEffect(() => {
    if (!isLive) setPeople([]);
  }, [isLive]);
  const [isOpen, setOpen] = useState(false);
  // Until it is known who looks, it could be them.
  const others = isLive && me !== undefined ? people.filter(({ userId }) => userId !== me) : [];
  return <span role="status">{others.length > 0 && <Others others={others} isOpen={isOpen} onOpen={setOpen} />}</span>;
}

interface OthersProps {
  readonly others: readonly PersonPresent[];
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

function Others({ others, isOpen, onOpen }: OthersProps) {
  const names = new Intl.ListFormat(formatLocale).format(others.map(({ name }) => name));
  const said = t('presence.here', '{count, plural, one {{names} is here too} other {{names} are here too}}', {
    count: others.length,
    names,
  });
  const more = others.length - MOST_SHOWN;
  return (
    <UnstyledButton className="here-now" aria-expanded={isOpen} title={said} onClick={() => onOpen(!isOpen)}>
      <span aria-hidden>
        {others.slice(0, MOST_SHOWN).map(({ userId, name }) => (
          <span key={userId} className="here-now-person">
            {initialsOf(name)}
          </span>
        ))}
        {more > 0 && <span className="here-now-person">+{more}</span>}
      </span>
      {isOpen ? <span className="here-now-names">{said}</span> : <VisuallyHidden>{said}</VisuallyHidden>}
    </UnstyledButton>
  );
}
