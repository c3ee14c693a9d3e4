/** Who is signed in, light or dark, and the way out. */
import { Button, Menu, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { callApi } from '../server/api-client.ts';
import { useSession } from '../server/queries.ts';
import { t } from '../text.ts';

const SCHEMES = [
  { value: 'light', label: t('scheme.light', 'Light'), Icon: IconSun },
  { value: 'dark', label: t('scheme.dark', 'Dark'), Icon: IconMoon },
  { value: 'auto', label: t('scheme.system', 'As the system'), Icon: IconDeviceDesktop },
] as const;

export function UserMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const user = useSession().data?.user;
  async function signOut(): Promise<void> {
    await callApi('DELETE', '/api/session');
    location.assign('/');
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" color="gray" leftSection={<IconUserCircle size={18} aria-hidden />}>
          {user?.name ?? t('user.unknown', 'Account')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {user !== undefined && <Menu.Label>{user.email}</Menu.Label>}
        {SCHEMES.map(({ value, label, Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={16} aria-hidden />}
            aria-current={colorScheme === value}
            rightSection={colorScheme === value ? '✓' : undefined}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {t('user.sign-out', 'Sign out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
