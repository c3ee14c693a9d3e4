/** What flows look up in an environment: variables, and value maps that lead from one system's codes to another's. */
import { Tabs } from '@mantine/core';
import { wholeEnvironment } from '#flows/policy.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { useEnvironmentName, usePageSearch } from '../ui/page-search.ts';
import { ValueMapList } from './value-map-list.tsx';
import { VariableList } from './variable-list.tsx';

export function ReferencePage() {
  const environment = useEnvironmentName();
  const [{ tab = 'variables' }, setSearch] = usePageSearch();
  const mayWrite = useMay()('reference-data.write', wholeEnvironment(environment));
  return (
    <>
      <PageHeader
        title={t('reference.title', 'Variables and value maps')}
        about={t('reference.about', 'what flows look up in {environment}; a run keeps what it began with', { environment })}
      />
      <Tabs value={tab} onChange={(value) => setSearch({ tab: value ?? undefined, map: undefined })} keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="variables">{t('reference.variables', 'Variables')}</Tabs.Tab>
          <Tabs.Tab value="maps">{t('reference.maps', 'Value maps')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="variables">
          <VariableList key={environment} environment={environment} mayWrite={mayWrite} />
        </Tabs.Panel>
        <Tabs.Panel value="maps">
          <ValueMapList key={environment} environment={environment} mayWrite={mayWrite} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
