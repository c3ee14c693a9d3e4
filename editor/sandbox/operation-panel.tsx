/** One operation of the plan: for which order it is, when it is due, and what has to be done before. */
import { Group, Title } from '@mantine/core';
import { t } from '../text.ts';
import { PageLink } from '../ui/page-link.tsx';
import { durationText, instantText } from '../ui/time-text.ts';
import { Fact, Facts } from './facts.tsx';
import { bareNumber, quantityText } from './sap-order.ts';
import { predecessorsOf, type ScheduledOperation } from './schedule-bars.ts';

export function OperationPanel({
  operation,
  all,
}: {
  readonly operation: ScheduledOperation;
  readonly all: readonly ScheduledOperation[];
}) {
  const { demandId, item, material, description, quantity, unit, start, end, setUpMs, due, revision, late, reason, blocking } = operation;
  const { inRouting, onMachine } = predecessorsOf(operation, all);
  return (
    <section className="operation-panel" aria-label={t('operation.title', 'Operation {operation}', { operation: operation.operation })}>
      <Group gap="md" align="baseline" mb={6}>
        <Title order={2}>
          {t('operation.of', 'Order {order}, item {item}, operation {operation}', {
            order: bareNumber(demandId),
            item: bareNumber(item),
            operation: operation.operation,
          })}
        </Title>
        <PageLink to="/sandbox" search={{ tab: 'sap', order: demandId }}>
          {t('operation.in-sap', 'Order in SAP')}
        </PageLink>
        <PageLink to="/sandbox" search={{ tab: 'crm', order: demandId }}>
          {t('operation.in-crm', 'Order in CRM')}
        </PageLink>
      </Group>
      <Facts>
        <Fact name={t('operation.makes', 'Makes')}>
          {quantityText(quantity)} {unit} {description} ({material})
        </Fact>
        <Fact name={t('operation.on', 'On')}>{operation.resource}</Fact>
        <Fact name={t('operation.from-to', 'From – to')}>
          {instantText(start)} – {instantText(end)}
          {setUpMs > 0 && ` (${t('operation.set-up', '{time} of it to set up', { time: durationText(setUpMs) })})`}
        </Fact>
        <Fact name={t('operation.due', 'Due')}>
          {due}
          {late && ` · ${t('schedule.late', 'late')}`}
          {reason !== undefined && `: ${reason}${blocking === undefined || blocking === '' ? '' : ` (${blocking})`}`}
        </Fact>
        <Fact name={t('operation.demand', 'Demand')}>{t('operation.revision', 'revision {revision}', { revision })}</Fact>
        <Fact name={t('operation.before', 'Has to be done before')}>
          {inRouting === undefined
            ? t('operation.first', 'nothing, it is the first operation')
            : t('operation.before-is', 'operation {operation} on {resource}, until {end}', {
                operation: inRouting.operation,
                resource: inRouting.resource,
                end: instantText(inRouting.end),
              })}
        </Fact>
        <Fact name={t('operation.on-machine', 'The machine makes before')}>
          {onMachine === undefined
            ? t('operation.nothing', 'nothing')
            : t('operation.machine-is', 'order {order}, item {item}, until {end}', {
                order: bareNumber(onMachine.demandId),
                item: bareNumber(onMachine.item),
                end: instantText(onMachine.end),
              })}
        </Fact>
      </Facts>
    </section>
  );
}
