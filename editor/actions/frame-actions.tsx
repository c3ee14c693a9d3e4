/** What can be done on every page: find and do by name, see the keys. */
import { ActionIcon } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import { keyCaps } from './action-keys.ts';
import { isMac, useActionKeys, useActions } from './use-actions.ts';

const CommandPalette = later(() => import('./command-palette.tsx'), 'CommandPalette');
const ActionHelp = later(() => import('./action-help.tsx'), 'ActionHelp');

export function FrameActions() {
  const [opened, setOpened] = useState<'palette' | 'help'>();
  const close = () => setOpened(undefined);
  useActionKeys();
  useActions({
    title: t('actions.everywhere', 'Everywhere'),
    actions: [
      {
        id: 'palette',
        name: t('actions.palette', 'Find and do by name'),
        keys: ['mod+K'],
        where: 'anywhere',
        run: () => setOpened('palette'),
      },
      { id: 'help', name: t('actions.help', 'Show the keys'), keys: ['?'], where: 'page', run: () => setOpened('help') },
    ],
  });
  const label = t('actions.open', 'Find and do by name ({keys})', { keys: keyCaps('mod+K', isMac).join('+') });
  return (
    <>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={label} title={label} onClick={() => setOpened('palette')}>
        <IconSearch size={18} aria-hidden />
      </ActionIcon>
      <Suspense>
        {opened === 'palette' && <CommandPalette onClose={close} />}
        {opened === 'help' && <ActionHelp onClose={close} />}
      </Suspense>
    </>
  );
}
