/** Descriptions of services that the flows were drawn with: taken when they are not here, or when somebody wants theirs. */
import { Checkbox, Stack, Text } from '@mantine/core';
import type { BundledServiceLook } from '#flows/api/bundles.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';

export interface ServiceChoicesProps {
  readonly services: readonly BundledServiceLook[];
  /** Names. */
  readonly taken: readonly string[];
  readonly onChange: (taken: readonly string[]) => void;
}

export function ServiceChoices({ services, taken, onChange }: ServiceChoicesProps) {
  if (services.length === 0) return null;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {t('bundle-in.services', 'Services for the palette')}
      </Text>
      {services.map((service) => (
        <Checkbox
          key={service.name}
          label={t('bundle-in.service', '{name}, version {version}', { name: service.name, version: service.version })}
          description={aboutText(service)}
          disabled={service.standing === 'same' || service.unreadable !== undefined || !service.mayTake}
          checked={taken.includes(service.name)}
          onChange={({ currentTarget: { checked } }) =>
            onChange(checked ? [...taken, service.name] : taken.filter((name) => name !== service.name))
          }
        />
      ))}
    </Stack>
  );
}

function aboutText({ standing, versionHere, unreadable, mayTake }: BundledServiceLook): string {
  if (unreadable !== undefined) return spoken(unreadable);
  if (!mayTake) return t('bundle-in.service-of-others', 'Flows in folders that you may not draw in use it.');
  if (standing === 'new') return t('bundle-in.service-new', 'It is not here yet.');
  if (standing === 'same') return t('bundle-in.service-same', 'The same is here.');
  return t('bundle-in.service-differs', 'Here is version {version}. Taken, theirs stands over it; flows keep what they were drawn with.', {
    version: versionHere ?? '',
  });
}
