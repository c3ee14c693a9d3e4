/** Always visible: a coloured band with the environment's name, which is also how one goes to another. */
import { Button } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useEnvironments } from '../server/queries.ts';
import { t } from '../text.ts';
import { environmentTone } from './environment-tone.ts';
import { MenuButton } from './menu-button.tsx';
import { useEnvironmentName, usePageSearch } from './page-search.ts';

export function EnvironmentMenu() {
  const environments = useEnvironments().data?.items ?? [];
  const name = useEnvironmentName();
  const [, setSearch] = usePageSearch();
  const label = environments.find((environment) => environment.name === name)?.label ?? name;
  return (
    <MenuButton
      position="bottom"
      button={
        <Button
          className="environment-band"
          data-tone={environmentTone(environments, name)}
          variant="default"
          justify="space-between"
          rightSection={<IconSelector size={14} aria-hidden />}
          aria-label={t('frame.environment-now', 'Environment: {label}', { label })}
        >
          {label}
        </Button>
      }
      entries={environments.map((environment) => ({
        key: environment.name,
        label: environment.label,
        icon: <span className="environment-dot" data-tone={environmentTone(environments, environment.name)} aria-hidden />,
        current: environment.name === name,
        onChoose: () => setSearch({ env: environment.name }),
      }))}
    />
  );
}
