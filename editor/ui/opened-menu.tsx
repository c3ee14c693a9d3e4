import { Menu } from '@mantine/core';
import { Fragment } from 'react';
import type { MenuButtonProps } from './menu-button.tsx';

/** The button with its menu, open at first. */
export function OpenedMenu({ button, position, heading, entries }: MenuButtonProps) {
  return (
    <Menu defaultOpened position={position} withinPortal>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {heading !== undefined && <Menu.Label>{heading}</Menu.Label>}
        {entries.map(({ key, label, icon, current = false, apart = false, onChoose }) => (
          <Fragment key={key}>
            {apart && <Menu.Divider />}
            <Menu.Item leftSection={icon} aria-current={current} rightSection={current ? '✓' : undefined} onClick={onChoose}>
              {label}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
