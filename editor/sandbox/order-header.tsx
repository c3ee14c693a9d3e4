/** Above one order, whichever system shows it: its name, the way back, and the same order in the other systems. */
import { Group, Title } from '@mantine/core';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { SANDBOX_ENVIRONMENT } from './sandbox-api.ts';
import { bareNumber } from './sap-order.ts';

export interface OrderHeaderProps {
  readonly title: string;
  /** Ten digits. */
  readonly order: string;
  readonly tab: 'sap' | 'crm';
}

export function OrderHeader({ title, order, tab }: OrderHeaderProps) {
  return (
    <Group gap="md" align="baseline" mb="sm">
      <Title order={2}>{title}</Title>
      <PageLink to="/sandbox" search={tab === 'crm' ? { tab, crm: 'orders' } : { tab }}>
        {t('order.all', 'All orders')}
      </PageLink>
      {tab !== 'sap' && (
        <PageLink to="/sandbox" search={{ tab: 'sap', order }}>
          {t('operation.in-sap', 'Order in SAP')}
        </PageLink>
      )}
      {tab !== 'crm' && (
        <PageLink to="/sandbox" search={{ tab: 'crm', order }}>
          {t('operation.in-crm', 'Order in CRM')}
        </PageLink>
      )}
      <PageLink to="/sandbox" search={{ tab: 'schedule', order }}>
        {t('order.schedule', 'Schedule')}
      </PageLink>
      <PageLink to={`/objects/sales-order/${order}`} search={{ env: SANDBOX_ENVIRONMENT }}>
        {t('change.timeline', 'Timeline of this order')}
      </PageLink>
      <PageLink to="/sandbox" search={{ tab: 'change', order }}>
        {t('order.change', 'Send a change')}
      </PageLink>
    </Group>
  );
}

/** Where somebody typed a number that the system has not. */
export function NoSuchOrder({ order, tab }: Omit<OrderHeaderProps, 'title'>) {
  return (
    <EmptyState
      title={t('order.none', 'There is no order {order} here', { order: bareNumber(order) })}
      why={t('order.none-why', 'Orders of the sandbox begin with 4711; a reset takes newer ones away.')}
      action={
        <PageLink to="/sandbox" search={tab === 'crm' ? { tab, crm: 'orders' } : { tab }}>
          {t('order.all', 'All orders')}
        </PageLink>
      }
    />
  );
}
