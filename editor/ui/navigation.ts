/** The pages that the navigation leads to, in its order. A page with a right is shown to who has it. */
import {
  IconActivity,
  IconAlertTriangle,
  IconApi,
  IconChecklist,
  IconFlask,
  IconHistory,
  IconHome,
  IconParking,
  IconPlugConnected,
  IconRocket,
  IconSitemap,
  IconUsers,
  IconVariable,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Right } from '#flows/policy.ts';
import { t } from '../text.ts';

interface NavigationPage {
  readonly to: string;
  readonly label: string;
  readonly Icon: ComponentType<{ readonly size?: number | string; readonly 'aria-hidden'?: boolean }>;
  readonly right?: Right;
}

export const NAVIGATION: readonly { readonly label: string; readonly pages: readonly NavigationPage[] }[] = [
  { label: '', pages: [{ to: '/', label: t('nav.home', 'Home'), Icon: IconHome }] },
  {
    label: t('nav.design', 'Design'),
    pages: [
      { to: '/flows', label: t('nav.flows', 'Flows'), Icon: IconSitemap },
      { to: '/deployments', label: t('nav.deployments', 'Deployments'), Icon: IconRocket },
      { to: '/connections', label: t('nav.connections', 'Connections'), Icon: IconPlugConnected },
      { to: '/services', label: t('nav.services', 'Services'), Icon: IconApi },
    ],
  },
  {
    label: t('nav.operate', 'Operate'),
    pages: [
      { to: '/runs', label: t('nav.runs', 'Runs'), Icon: IconActivity },
      { to: '/parking', label: t('nav.parking', 'Parking board'), Icon: IconParking },
      { to: '/exceptions', label: t('nav.exceptions', 'Exceptions'), Icon: IconAlertTriangle },
      { to: '/approvals', label: t('nav.approvals', 'Approvals'), Icon: IconChecklist },
      { to: '/sandbox', label: t('nav.sandbox', 'Sandbox'), Icon: IconFlask, right: 'sandbox.use' },
    ],
  },
  {
    label: t('nav.administration', 'Administration'),
    pages: [
      { to: '/reference', label: t('nav.reference', 'Reference data'), Icon: IconVariable },
      { to: '/people', label: t('nav.people', 'People and tokens'), Icon: IconUsers },
      { to: '/audit', label: t('nav.audit', 'Audit'), Icon: IconHistory, right: 'audit.read' },
    ],
  },
];
