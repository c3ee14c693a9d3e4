/** Above the mapper: the way back, what the map is to give, and how it is looked at. No key in a row concerns it. */
import { ActionIcon, Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconArrowLeft, IconHelp } from '@tabler/icons-react';
import { memo } from 'react';
import type { Json } from '#flows/json.ts';
import { t } from '../text.ts';
import { schemaChoices } from './map-node.ts';

export interface MapperHeaderActions {
  leave(): void;
  choose(schemaRef: string): void;
  view(view: 'text' | undefined): void;
  help(isOpen: boolean): void;
}

export interface MapperHeaderProps {
  readonly name: string;
  /** That the map names itself. */
  readonly schema: Json | undefined;
  /** What it is to give otherwise. */
  readonly asked: string;
  readonly readOnly: boolean;
  readonly isText: boolean;
  readonly isHalfWritten: boolean;
  readonly isHelpOpen: boolean;
  /** Stays the same. */
  readonly on: MapperHeaderActions;
}

export const MapperHeader = memo(function MapperHeader(props: MapperHeaderProps) {
  const { name, schema, asked, readOnly, isText, isHalfWritten, isHelpOpen, on } = props;
  const config = schema === undefined ? {} : { schema };
  return (
    <header className="mapper-header">
      <Button size="xs" variant="default" leftSection={<IconArrowLeft size={14} aria-hidden />} onClick={on.leave}>
        {t('mapper.back', 'Back to the drawing')}
      </Button>
      <h2>{name}</h2>
      <NativeSelect
        size="xs"
        className="mapper-shape"
        aria-label={t('mapper.shape', 'What it is to give')}
        disabled={readOnly}
        value={typeof schema === 'object' ? schemaChoices.valueOf(config) : ''}
        data={[{ value: '', label: asked }, ...schemaChoices.all(config)]}
        onChange={(event) => on.choose(event.currentTarget.value)}
      />
      <span className="mapper-grow" />
      <SegmentedControl
        size="xs"
        aria-label={t('mapper.view', 'View')}
        value={isText ? 'text' : 'rows'}
        data={[
          { value: 'rows', label: t('mapper.rows', 'Fields') },
          { value: 'text', label: isHalfWritten ? t('mapper.text-half', 'JSONata, half written') : 'JSONata' },
        ]}
        onChange={(view) => on.view(view === 'text' ? 'text' : undefined)}
      />
      <ActionIcon
        aria-label={t('mapper.help', 'How it works')}
        title={t('mapper.help', 'How it works')}
        aria-expanded={isHelpOpen}
        onClick={() => on.help(!isHelpOpen)}
      >
        <IconHelp size={18} />
      </ActionIcon>
    </header>
  );
});
