/** What stands round every page: where one is, which environment it concerns, and the way to all other pages. */
import { Burger, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { FrameActions } from '../actions/frame-actions.tsx';
import { RecoveryBanner } from '../recovery/recovery-banner.tsx';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { EnvironmentMenu } from './environment-menu.tsx';
import { useNarrowNavigation } from './narrow-navigation.ts';
import { NAVIGATION } from './navigation.ts';
import { UserMenu } from './user-menu.tsx';

export function PageFrame() {
  const { pathname } = useLocation();
  /** On a small screen the navigation comes when it is asked for. */
  const [opened, { toggle, close }] = useDisclosure(false);
  const [wantsNarrow, setNarrow] = useNarrowNavigation(pathname);
  const narrow = wantsNarrow && !opened;
  return (
    <div className="frame" data-narrow={narrow || undefined} data-opened={opened || undefined}>
      <a href="#main" className="skip-link">
        {t('frame.skip', 'Skip to the page')}
      </a>
      <header className="frame-header">
        <div className="frame-brand">
          <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('frame.menu', 'Menu')} />
          <img src="/millrace.svg" alt="" width={20} height={20} />
          <Text fw={700}>Millrace</Text>
        </div>
        <EnvironmentMenu />
        <div className="frame-user">
          <FrameActions />
          <UserMenu />
        </div>
      </header>
      <nav className="frame-navigation" aria-label={t('frame.navigation', 'Pages')}>
        <Pages pathname={pathname} narrow={narrow} onGo={close} />
        <NavigationWidth narrow={narrow} onChange={setNarrow} />
      </nav>
      <main className="frame-main" id="main" tabIndex={-1}>
        <RecoveryBanner />
        <Outlet />
      </main>
    </div>
  );
}

interface PagesProps {
  readonly pathname: string;
  readonly narrow: boolean;
  readonly onGo: () => void;
}

function Pages({ pathname, narrow, onGo }: PagesProps) {
  const may = useMay();
  return (
    <div className="nav-pages">
      {NAVIGATION.map(({ label, pages }) => (
        <div key={label} className="nav-group">
          {label !== '' && !narrow && <div className="nav-heading">{label}</div>}
          {pages
            .filter(({ right }) => right === undefined || may(right))
            .map(({ to, label: page, Icon }) => {
              const active = to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`);
              return (
                <NavLink
                  key={to}
                  component={Link}
                  to={to}
                  {...named(page, narrow)}
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
    </div>
  );
}

function NavigationWidth({ narrow, onChange }: { readonly narrow: boolean; readonly onChange: (narrow: boolean) => void }) {
  const Icon = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <NavLink
      component="button"
      type="button"
      visibleFrom="sm"
      {...named(narrow ? t('frame.widen', 'Show the names of the pages') : t('frame.narrow', 'Show icons only'), narrow)}
      leftSection={<Icon size={16} aria-hidden />}
      onClick={() => onChange(!narrow)}
      c="dimmed"
      py={6}
    />
  );
}

/** As an icon only, the name is said on hover and to screen readers. */
function named(label: string, narrow: boolean) {
  return narrow ? { 'aria-label': label, title: label } : { label };
}
