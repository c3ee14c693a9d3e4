/** Every page and its address. Pages are loaded when they are first gone to. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { askForDraft } from './server/queries.ts';
import { SessionGate } from './session/session-gate.tsx';
import { loadSpoken } from './spoken.ts';
import { ErrorPanel } from './ui/error-panel.tsx';
import { Loading } from './ui/loading.tsx';
import { NotFoundPage } from './ui/not-found-page.tsx';
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

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./session/setup-page.tsx'), 'SetupPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./session/invitation-page.tsx'), 'InvitationPage'),
});

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
/** What cannot be had now is asked for again where it is shown. */
const loadDraftEditor = () => import('./flow/draft-editor-view.tsx').catch(() => undefined);

/** A page that is loaded when it is first gone to, with the styles that home does without. */
function page<Module extends Record<Name, unknown>, Name extends keyof Module & string>(load: () => Promise<Module>, name: Name) {
  return lazyRouteComponent(async () => {
    // Before the page: it may say something as it begins.
    await loadSpoken();
    return (await Promise.all([load(), import('./styles/page-styles.ts')]))[0];
  }, name);
}

const pages = [
  createRoute({ getParentRoute: inFrame, path: '/', component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage') }),
  createRoute({
    getParentRoute: inFrame,
    path: '/flows',
    component: page(() => import('./flows/flows-page.tsx'), 'FlowsPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/fields',
    component: page(() => import('./fields/field-uses-page.tsx'), 'FieldUsesPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/flows/$flowId',
    component: page(() => import('./flow/flow-page.tsx'), 'FlowPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/flows/$flowId/drafts/$draftId',
    // The page, what edits on it and the draft come at once, none after the other.
    loader: ({ params }) => askForDraft(params.flowId, params.draftId),
    component: page(async () => (await Promise.all([import('./flow/flow-page.tsx'), loadDraftEditor()]))[0], 'FlowPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/flows/$flowId/live',
    component: page(() => import('./flow-live/flow-live-page.tsx'), 'FlowLivePage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/runs',
    component: page(() => import('./operations/runs-page.tsx'), 'RunsPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/runs/$runId',
    component: page(() => import('./run/run-page.tsx'), 'RunPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/parking',
    component: page(() => import('./operations/parking-page.tsx'), 'ParkingPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/exceptions',
    component: page(() => import('./operations/exceptions-page.tsx'), 'ExceptionsPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/approvals',
    component: page(() => import('./operations/approvals-page.tsx'), 'ApprovalsPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/objects/$type/$key',
    component: page(() => import('./operations/object-page.tsx'), 'ObjectPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/connections',
    component: page(() => import('./connections/connections-page.tsx'), 'ConnectionsPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/services',
    component: page(() => import('./services/services-page.tsx'), 'ServicesPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/deployments',
    component: page(() => import('./deployments/deployments-page.tsx'), 'DeploymentsPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/sandbox',
    component: page(() => import('./sandbox/sandbox-page.tsx'), 'SandboxPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/reference',
    component: page(() => import('./reference/reference-page.tsx'), 'ReferencePage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/people',
    component: page(() => import('./admin/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({ getParentRoute: inFrame, path: '$', component: NotFoundPage }),
  createRoute({
    getParentRoute: inFrame,
    path: '/audit',
    component: page(() => import('./admin/audit-page.tsx'), 'AuditPage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([setup, invitation, signedIn.addChildren(pages)]),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <ErrorPanel error={error} onRetry={reset} />,
  defaultNotFoundComponent: NotFoundPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
