/** The simulated systems: what listens, what is broken on purpose, what arrives, what they hold. */
import { Badge, Button, Group, Tabs, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading } from '../ui/loading.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { FaultPanel } from './fault-panel.tsx';
import { actInSandbox, type SandboxView, useSandbox } from './sandbox-api.ts';
import { systemName } from './system-name.ts';
import { TrafficPanel } from './traffic-panel.tsx';
import './sandbox.css';
import { later } from '../ui/later.tsx';

const RecordView = later(() => import('./record-view.tsx'), 'RecordView');
const SapView = later(() => import('./sap-view.tsx'), 'SapView');
const CrmView = later(() => import('./crm-view.tsx'), 'CrmView');
const ScheduleView = later(() => import('./schedule-view.tsx'), 'ScheduleView');
const PlantView = later(() => import('./plant-view.tsx'), 'PlantView');
const ShopFloorView = later(() => import('./shop-floor-view.tsx'), 'ShopFloorView');
const ChangeForm = later(() => import('./change-form.tsx'), 'ChangeForm');

export function SandboxPage() {
  const may = useMay();
  return may('sandbox.use') ? (
    <KnownSandbox />
  ) : (
    <>
      <PageHeader title={t('sandbox.title', 'Sandbox')} />
      <EmptyState
        title={t('sandbox.not-allowed', 'You may not use the sandbox')}
        why={t('sandbox.not-allowed-why', 'Operators and analysts break and feed the simulated systems here.')}
      />
    </>
  );
}

function KnownSandbox() {
  const query = useSandbox();
  return (
    <QueryView query={query}>
      {(sandbox) =>
        sandbox.running ? (
          <Sandbox sandbox={sandbox} />
        ) : (
          <>
            <PageHeader title={t('sandbox.title', 'Sandbox')} />
            <EmptyState
              title={t('sandbox.off', 'This installation runs without the sandbox')}
              why={t('sandbox.off-why', 'Start it with MILLRACE_SANDBOX=on to try flows against simulated SAP, CRM and scheduler.')}
            />
          </>
        )
      }
    </QueryView>
  );
}

function Sandbox({ sandbox }: { readonly sandbox: SandboxView }) {
  const [{ tab = 'control' }, setSearch] = usePageSearch();
  return (
    <>
      <PageHeader title={t('sandbox.title', 'Sandbox')} about={<Systems sandbox={sandbox} />} actions={<ResetButton />} />
      <Tabs
        value={tab}
        onChange={(value) => setSearch({ tab: value === 'control' ? undefined : (value ?? undefined) })}
        keepMounted={false}
      >
        <Tabs.List mb="sm">
          <Tabs.Tab value="control">{t('sandbox.control', 'Faults and traffic')}</Tabs.Tab>
          <Tabs.Tab value="change">{t('sandbox.change', 'Send a change')}</Tabs.Tab>
          <Tabs.Tab value="record">{t('sandbox.record', 'What arrived')}</Tabs.Tab>
          <Tabs.Tab value="sap">{t('sandbox.sap', 'SAP orders')}</Tabs.Tab>
          <Tabs.Tab value="crm">{t('sandbox.crm', 'CRM')}</Tabs.Tab>
          <Tabs.Tab value="schedule">{t('sandbox.schedule', 'Schedule')}</Tabs.Tab>
          <Tabs.Tab value="floor">{t('sandbox.floor', 'Shop floor')}</Tabs.Tab>
          <Tabs.Tab value="plant">{t('sandbox.plant', 'Plant by file')}</Tabs.Tab>
        </Tabs.List>
        <Suspense fallback={<Loading />}>
          <Tabs.Panel value="control">
            <div className="sandbox-control">
              <FaultPanel faults={sandbox.faults} />
              <TrafficPanel status={sandbox.traffic} />
            </div>
          </Tabs.Panel>
          <Tabs.Panel value="change">
            <ChangeForm />
          </Tabs.Panel>
          <Tabs.Panel value="record">
            <RecordView lastSeq={sandbox.recordSeq ?? 0} />
          </Tabs.Panel>
          <Tabs.Panel value="sap">
            <SapView />
          </Tabs.Panel>
          <Tabs.Panel value="crm">
            <CrmView />
          </Tabs.Panel>
          <Tabs.Panel value="schedule">
            <ScheduleView />
          </Tabs.Panel>
          <Tabs.Panel value="floor">
            <ShopFloorView />
          </Tabs.Panel>
          <Tabs.Panel value="plant">
            <PlantView />
          </Tabs.Panel>
        </Suspense>
      </Tabs>
    </>
  );
}

function Systems({ sandbox: { systems, deliveries } }: { readonly sandbox: SandboxView }) {
  return (
    <Group gap="xs">
      {systems.map(({ system, url, listening }) => {
        const Icon = listening ? IconCircleCheck : IconCircleX;
        return (
          <Badge
            key={system}
            color={listening ? 'green' : 'red'}
            variant="light"
            autoContrast
            className="state-badge"
            leftSection={<Icon size={12} aria-hidden />}
          >
            {systemName(system)} :{new URL(url).port} {listening ? t('system.up', 'up') : t('system.down', 'down')}
          </Badge>
        );
      })}
      {deliveries !== undefined && (
        <Text size="xs" c="dimmed" className="number">
          {t('sandbox.deliveries', 'messages: {delivered} delivered, {waiting} waiting, {refused} refused', {
            delivered: deliveries.delivered,
            waiting: deliveries.waiting,
            refused: deliveries.refused,
          })}
        </Text>
      )}
    </Group>
  );
}

function ResetButton() {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('sandbox.reset', 'Reset')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('sandbox.reset-title', 'Reset the sandbox')}
          effect={t(
            'sandbox.reset-effect',
            'Orders, change requests and schedule go back to the seeded data; faults, traffic and waiting messages are gone. Runs keep what they know.',
          )}
          confirmLabel={t('sandbox.reset', 'Reset')}
          danger
          onConfirm={() => actInSandbox('POST', 'reset')}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
