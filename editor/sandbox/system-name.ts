import { t } from '../text.ts';

const NAMES: { readonly [system: string]: string } = {
  sap: t('system.sap', 'SAP'),
  crm: t('system.crm', 'CRM'),
  scheduler: t('system.scheduler', 'Scheduler'),
  plant: t('system.plant', 'Plant by file'),
};

export function systemName(system: string): string {
  return NAMES[system] ?? system;
}
