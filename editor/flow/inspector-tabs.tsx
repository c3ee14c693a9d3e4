/**
 * The tabs of a node's settings. What they lead to stands beside them and not within: the library tells all that stands within whenever
 * it is drawn, and a key in a form of hundreds of fields would go through all of them.
 */
import { Box, Tabs } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { t } from '../text.ts';

export interface InspectorTabsProps {
  /** Of the tabs and what they lead to. */
  readonly id: string;
  readonly tab: string;
  readonly isStep: boolean;
  readonly mayTry: boolean;
  readonly onTab: ((tab: string) => void) | undefined;
}

export const InspectorTabs = memo(function InspectorTabs({ id, tab, isStep, mayTry, onTab }: InspectorTabsProps) {
  const toPanel = (value: string) => ({ value, 'aria-controls': value === tab ? panelId(id, value) : undefined });
  return (
    <Tabs id={id} className="inspector-tabs" value={tab} onChange={(next) => onTab?.(next ?? 'form')}>
      <Tabs.List>
        <Tabs.Tab {...toPanel('form')}>{t('inspector.form', 'Form')}</Tabs.Tab>
        <Tabs.Tab {...toPanel('ways')}>{t('inspector.ways', 'Ways out')}</Tabs.Tab>
        {isStep && <Tabs.Tab {...toPanel('retry')}>{t('inspector.retry', 'Retry')}</Tabs.Tab>}
        <Tabs.Tab {...toPanel('schema')}>{t('inspector.schema', 'Schema')}</Tabs.Tab>
        {mayTry && <Tabs.Tab {...toPanel('test')}>{t('inspector.test', 'Test')}</Tabs.Tab>}
        <Tabs.Tab {...toPanel('help')}>{t('inspector.help', 'Help')}</Tabs.Tab>
      </Tabs.List>
    </Tabs>
  );
});

export function InspectorPanel({ id, tab, children }: Pick<InspectorTabsProps, 'id' | 'tab'> & { readonly children: ReactNode }) {
  return (
    <Box role="tabpanel" id={panelId(id, tab)} aria-labelledby={`${id}-tab-${tab}`}>
      {children}
    </Box>
  );
}

/** As the library would call it. */
function panelId(id: string, tab: string): string {
  return `${id}-panel-${tab}`;
}
