import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense } from 'react';
import { router } from './routes.tsx';
import { queryClient } from './server/query-client.ts';
import { theme } from './theme.ts';
import { later } from './ui/later.tsx';
import { useAnyNotice } from './ui/notify.ts';

const Notices = later(() => import('./ui/notices.tsx'), 'Notices');

export function App() {
  const anyNotice = useAnyNotice(({ any }) => any);
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          {anyNotice && (
            <Suspense>
              <Notices />
            </Suspense>
          )}
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  );
}
