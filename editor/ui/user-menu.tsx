/** Who is signed in, light or dark, the language, and the way out. */
import { Button, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconLanguage, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { chooseLanguage, languageChoice } from '../locale.ts';
import { callApi } from '../server/api-client.ts';
import { useSession } from '../server/queries.ts';
import { t } from '../text.ts';
import { MenuButton } from './menu-button.tsx';

const SCHEMES = [
  { value: 'light', label: t('scheme.light', 'Light'), Icon: IconSun },
  { value: 'dark', label: t('scheme.dark', 'Dark'), Icon: IconMoon },
  { value: 'auto', label: t('scheme.system', 'As the system'), Icon: IconDeviceDesktop },
] as const;

const LANGUAGES = [
  { value: 'system', label: t('language.system', 'Language of the browser') },
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
] as const;

export function UserMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const user = useSession().data?.user;
  async function signOut(): Promise<void> {
    await callApi('DELETE', '/api/session');
    location.assign('/');
  }
  return (
    <MenuButton
      position="bottom-end"
      heading={user?.email}
      button={
        <Button variant="subtle" color="gray" leftSection={<IconUserCircle size={18} aria-hidden />}>
          {user?.name ?? t('user.unknown', 'Account')}
        </Button>
      }
      entries={[
        ...SCHEMES.map(({ value, label, Icon }) => ({
          key: value,
          label,
          icon: <Icon size={16} aria-hidden />,
          current: colorScheme === value,
          onChoose: () => setColorScheme(value),
        })),
        ...LANGUAGES.map(({ value, label }, i) => ({
          key: `language-${value}`,
          label,
          icon: <IconLanguage size={16} aria-hidden />,
          apart: i === 0,
          current: languageChoice() === value,
          onChoose: () => chooseLanguage(value),
        })),
        {
          key: 'sign-out',
          label: t('user.sign-out', 'Sign out'),
          icon: <IconLogout size={16} aria-hidden />,
          apart: true,
          onChoose: () => void signOut(),
        },
      ]}
    />
  );
}
