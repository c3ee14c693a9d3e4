/** What flows look up in an environment: variables, value maps that lead from one system's codes to another's, master data. */
import { Tabs } from '@mantine/core';
import { Suspense } from 'react';
import { wholeEnvironment } from '#flows/policy.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useEnvironmentName, usePageSearch } from '../ui/page-search.ts';
import { ValueMapList } from './value-map-list.tsx';
import { VariableList } from './variable-list.tsx';

const PlantList = later(() => import('./plant-list.tsx'), 'PlantList');
const CalendarList = later(() => import('./calendar-list.tsx'), 'CalendarList');
const WorkCentreList = later(() => import('./work-centre-list.tsx'), 'WorkCentreList');
const CustomerList = later(() => import('./customer-list.tsx'), 'CustomerList');
const UnitList = later(() => import('./unit-list.tsx'), 'UnitList');

export function ReferencePage() {
  const environment = useEnvironmentName();
  const [{ tab = 'variables' }, setSearch] = usePageSearch();
  const mayWrite = useMay()('reference-data.write', wholeEnvironment(environment));
  return (
    <>
      <PageHeader
        title={t('reference.title', 'Reference data')}
        about={t('reference.about', 'what flows look up in {environment}; a run keeps what it began with', { environment })}
      />
      <Tabs
        value={tab}
        onChange={(value) => setSearch({ tab: value ?? undefined, map: undefined, calendar: undefined })}
        keepMounted={false}
      >
        <Tabs.List mb="sm">
          <Tabs.Tab value="variables">{t('reference.variables', 'Variables')}</Tabs.Tab>
          <Tabs.Tab value="maps">{t('reference.maps', 'Value maps')}</Tabs.Tab>
          <Tabs.Tab value="plants">{t('reference.plants', 'Plants')}</Tabs.Tab>
          <Tabs.Tab value="calendars">{t('reference.calendars', 'Calendars')}</Tabs.Tab>
          <Tabs.Tab value="units">{t('reference.units', 'Material units')}</Tabs.Tab>
          <Tabs.Tab value="work-centres">{t('reference.work-centres', 'Work centres')}</Tabs.Tab>
          <Tabs.Tab value="customers">{t('reference.customers', 'Customers')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="variables">
          <VariableList key={environment} environment={environment} mayWrite={mayWrite} />
        </Tabs.Panel>
        <Tabs.Panel value="maps">
          <ValueMapList key={environment} environment={environment} mayWrite={mayWrite} />
        </Tabs.Panel>
        <Suspense fallback={<Loading />}>
          <Tabs.Panel value="plants">
            <PlantList key={environment} environment={environment} mayWrite={mayWrite} />
          </Tabs.Panel>
          <Tabs.Panel value="calendars">
            <CalendarList key={environment} environment={environment} mayWrite={mayWrite} />
          </Tabs.Panel>
          <Tabs.Panel value="units">
            <UnitList key={environment} environment={environment} mayWrite={mayWrite} />
          </Tabs.Panel>
          <Tabs.Panel value="work-centres">
            <WorkCentreList key={environment} environment={environment} mayWrite={mayWrite} />
          </Tabs.Panel>
          <Tabs.Panel value="customers">
            <CustomerList key={environment} environment={environment} mayWrite={mayWrite} />
          </Tabs.Panel>
        </Suspense>
      </Tabs>
    </>
  );
}
