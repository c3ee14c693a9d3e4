/** What stands round every page: where one is, which environment it concerns, and the way to all other pages. */
import { AppShell, Burger, Group, NavLink, ScrollArea, Select, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEnvironments } from '../server/queries.ts';
import { t } from '../text.ts';
import { environmentTone } from './environment-tone.ts';
import { NAVIGATION } from './navigation.ts';
import { useEnvironmentName, usePageSearch } from './page-search.ts';
import { UserMenu } from './user-menu.tsx';

export function PageFrame() {
  const [opened, { toggle, close }] = useDisclosure(false);
  return (
    <AppShell header={{ height: 46 }} navbar={{ width: 190, breakpoint: 'sm', collapsed: { mobile: !opened } }} padding="md">
      <a href="#main" className="skip-link">
        {t('frame.skip', 'Skip to the page')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="sm" gap="sm" wrap="nowrap" justify="space-between">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('frame.menu', 'Menu')} />
            <img src="/millrace.svg" alt="" width={20} height={20} />
            <Text fw={700}>Millrace</Text>
          </Group>
          <EnvironmentBand />
          <UserMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar>
        <ScrollArea>
          <Navigation onGo={close} />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="main">
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

/** Always visible: a coloured band with the environment's name, which is also how one goes to another. */
function EnvironmentBand() {
  const environments = useEnvironments().data?.items ?? [];
  const name = useEnvironmentName();
  const [, setSearch] = usePageSearch();
  return (
    <div className="environment-band" data-tone={environmentTone(environments, name)}>
      <Select
        variant="unstyled"
        w={150}
        aria-label={t('frame.environment', 'Environment')}
        allowDeselect={false}
        value={name}
        data={environments.map((environment) => ({ value: environment.name, label: environment.label }))}
        onChange={(env) => env !== null && setSearch({ env })}
      />
    </div>
  );
}

function Navigation({ onGo }: { readonly onGo: () => void }) {
  const { pathname } = useLocation();
  return (
    <nav aria-label={t('frame.navigation', 'Pages')}>
      {NAVIGATION.map(({ label, pages }) => (
        <div key={label} className="nav-group">
          {label !== '' && <div className="nav-heading">{label}</div>}
          {pages.map(({ to, label: page, Icon }) => {
            const active = to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`);
            return (
              <NavLink
                key={to}
                component={Link}
                to={to}
                label={page}
                active={active}
                aria-current={active ? 'page' : undefined}
                leftSection={<Icon size={16} aria-hidden />}
                onClick={onGo}
                py={4}
              />
            );
          })}
        </div>
      ))}
    </nav>
  );
}
