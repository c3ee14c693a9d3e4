/** Every page and its address. Pages are loaded when they are first gone to. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { SessionGate } from './session/session-gate.tsx';
import { SetupPage } from './session/setup-page.tsx';
import { t } from './text.ts';
import { EmptyState } from './ui/empty-state.tsx';
import { ErrorPanel } from './ui/error-panel.tsx';
import { Loading } from './ui/loading.tsx';
import { PageFrame } from './ui/page-frame.tsx';
import { type PageSearch, readSearch, writeSearch } from './ui/search-text.ts';

const root = createRootRoute({
  component: Outlet,
  validateSearch: (search): PageSearch => search as PageSearch,
  search: {
    middlewares: [
      // The environment goes along from page to page.
      ({ search, next }) => {
        const result = next(search);
        return result.env === undefined && search.env !== undefined ? { ...result, env: search.env } : result;
      },
    ],
  },
});

const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: SetupPage });

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: () => (
    <SessionGate>
      <PageFrame />
    </SessionGate>
  ),
});

const inFrame = () => signedIn;
const flowPage = lazyRouteComponent(() => import('./flow/flow-page.tsx'), 'FlowPage');

const pages = [
  createRoute({ getParentRoute: inFrame, path: '/', component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage') }),
  createRoute({
    getParentRoute: inFrame,
    path: '/flows',
    component: lazyRouteComponent(() => import('./flows/flows-page.tsx'), 'FlowsPage'),
  }),
  createRoute({ getParentRoute: inFrame, path: '/flows/$flowId', component: flowPage }),
  createRoute({ getParentRoute: inFrame, path: '/flows/$flowId/drafts/$draftId', component: flowPage }),
  createRoute({
    getParentRoute: inFrame,
    path: '/runs',
    component: lazyRouteComponent(() => import('./operations/runs-page.tsx'), 'RunsPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/runs/$runId',
    component: lazyRouteComponent(() => import('./run/run-page.tsx'), 'RunPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/parking',
    component: lazyRouteComponent(() => import('./operations/parking-page.tsx'), 'ParkingPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/exceptions',
    component: lazyRouteComponent(() => import('./operations/exceptions-page.tsx'), 'ExceptionsPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/approvals',
    component: lazyRouteComponent(() => import('./operations/approvals-page.tsx'), 'ApprovalsPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/objects/$type/$key',
    component: lazyRouteComponent(() => import('./operations/object-page.tsx'), 'ObjectPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/connections',
    component: lazyRouteComponent(() => import('./connections/connections-page.tsx'), 'ConnectionsPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/deployments',
    component: lazyRouteComponent(() => import('./deployments/deployments-page.tsx'), 'DeploymentsPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/sandbox',
    component: lazyRouteComponent(() => import('./sandbox/sandbox-page.tsx'), 'SandboxPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/people',
    component: lazyRouteComponent(() => import('./admin/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/audit',
    component: lazyRouteComponent(() => import('./admin/audit-page.tsx'), 'AuditPage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([setup, signedIn.addChildren(pages)]),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <ErrorPanel error={error} onRetry={reset} />,
  defaultNotFoundComponent: () => (
    <EmptyState
      title={t('not-found.title', 'There is no such page')}
      why={t('not-found.why', 'The address is wrong or the page has moved.')}
    />
  ),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
