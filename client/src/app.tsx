import { createBrowserRouter, type LoaderFunctionArgs, Navigate } from 'react-router';
import { queryClient } from './platform/query-client.ts';
import { meQuery } from './platform/session.ts';
import { Shell } from './shell/shell.tsx';
import { StartRedirect } from './shell/start-redirect.tsx';
import { NothingHere, PageBroken } from './ui/page-broken.tsx';

// Asked for while the code of a page is fetched. Nothing waits for it here: the page says what became of it.

function fetchMe(): null {
  void queryClient.prefetchQuery(meQuery);
  return null;
}

function fetchCase({ params: { caseId = '' } }: LoaderFunctionArgs): null {
  void import('./case/case-data.ts').then(
    ({ fetchCaseEarly }) => fetchCaseEarly(queryClient, caseId),
    () => {},
  );
  return null;
}

/** Every address of the page. What is not the shell or the queue is fetched when it is first opened. */
export const router = createBrowserRouter([
  {
    errorElement: <PageBroken />,
    hydrateFallbackElement: <></>,
    children: [
      {
        path: '/sign-in',
        lazy: async () => ({ Component: (await import('./sign-in/sign-in-page.tsx')).SignInPage }),
      },
      {
        path: '/invite/:token',
        lazy: async () => ({ Component: (await import('./sign-in/invitation-page.tsx')).InvitationPage }),
      },
      {
        element: <Shell />,
        loader: fetchMe,
        shouldRevalidate: () => false,
        children: [
          {
            errorElement: <PageBroken />,
            children: [
              { index: true, element: <StartRedirect /> },
              {
                lazy: async () => ({ Component: (await import('./shell/work.tsx')).Work }),
                children: [
                  {
                    path: 'queue',
                    lazy: async () => ({ Component: (await import('./queue/no-case.tsx')).NoCase }),
                  },
                  { path: 'cases', element: <Navigate to="/queue" replace /> },
                  {
                    path: 'cases/new',
                    lazy: async () => ({ Component: (await import('./case/new-case-page.tsx')).NewCasePage }),
                  },
                  {
                    path: 'cases/:caseId',
                    loader: fetchCase,
                    lazy: async () => ({ Component: (await import('./case/case-page.tsx')).CasePage }),
                  },
                  {
                    path: 'cases/:caseId/notes/:noteId/history',
                    lazy: async () => ({ Component: (await import('./case/note-history.tsx')).NoteHistory }),
                  },
                ],
              },
              {
                path: 'messages/many',
                lazy: async () => ({
                  Component: (await import('./interim/bulk/list-page.tsx')).BulkListPage,
                }),
              },
              {
                path: 'messages/many/new',
                lazy: async () => ({
                  Component: (await import('./interim/bulk/compose-page.tsx')).BulkComposePage,
                }),
              },
              {
                path: 'messages/many/:bulkId',
                lazy: async () => ({
                  Component: (await import('./interim/bulk/send-page.tsx')).BulkSendPage,
                }),
              },
              {
                path: 'cases/:caseId/report',
                lazy: async () => ({
                  Component: (await import('./case/report-page.tsx')).ReportPage,
                }),
              },
              {
                path: 'floor',
                lazy: async () => ({ Component: (await import('./floor/floor-page.tsx')).FloorPage }),
              },
              {
                path: 'admin',
                lazy: async () => ({ Component: (await import('./admin/admin-page.tsx')).AdminPage }),
                children: [
                  {
                    index: true,
                    lazy: async () => ({ Component: (await import('./admin/admin-page.tsx')).AdminStart }),
                  },
                  {
                    path: 'people',
                    lazy: async () => ({ Component: (await import('./admin/people-page.tsx')).PeoplePage }),
                  },
                  {
                    path: 'programs',
                    lazy: async () => ({
                      Component: (await import('./admin/programs-page.tsx')).ProgramsPage,
                    }),
                  },
                  {
                    path: 'timers',
                    lazy: async () => ({ Component: (await import('./admin/timers-page.tsx')).TimersPage }),
                  },
                  {
                    path: 'crm',
                    lazy: async () => ({ Component: (await import('./crm/crm-page.tsx')).CrmPage }),
                  },
                  {
                    path: 'crm/connected',
                    lazy: async () => ({
                      Component: (await import('./crm/connected-page.tsx')).ConnectedPage,
                    }),
                  },
                  {
                    path: 'guidance',
                    lazy: async () => ({
                      Component: (await import('./guidance/guidance-page.tsx')).GuidancePage,
                    }),
                  },
                  {
                    path: 'templates',
                    lazy: async () => ({
                      Component: (await import('./template/templates-page.tsx')).TemplatesPage,
                    }),
                  },
                  {
                    path: 'import',
                    lazy: async () => ({ Component: (await import('./intake/import-page.tsx')).ImportPage }),
                  },
                  {
                    path: 'incoming',
                    lazy: async () => ({
                      Component: (await import('./intake/incoming-page.tsx')).IncomingPage,
                    }),
                  },
                  {
                    path: 'webhooks',
                    lazy: async () => ({
                      Component: (await import('./webhook/webhooks-page.tsx')).WebhooksPage,
                    }),
                  },
                  {
                    path: 'services',
                    lazy: async () => ({
                      Component: (await import('./token/service-accounts-page.tsx')).ServiceAccountsPage,
                    }),
                  },
                  {
                    path: 'tokens',
                    lazy: async () => ({
                      Component: (await import('./token/tokens-page.tsx')).AllTokensPage,
                    }),
                  },
                  {
                    path: 'messages',
                    lazy: async () => ({
                      Component: (await import('./interim/settings-page.tsx')).InterimSettingsPage,
                    }),
                  },
                  {
                    path: 'summaries',
                    lazy: async () => ({
                      Component: (await import('./summary/settings-page.tsx')).SummarySettingsPage,
                    }),
                  },
                  {
                    path: 'tags',
                    lazy: async () => ({ Component: (await import('./tag/tags-page.tsx')).TagsPage }),
                  },
                ],
              },
              {
                path: 'audit',
                lazy: async () => ({ Component: (await import('./audit/audit-page.tsx')).AuditPage }),
              },
              {
                path: 'search',
                lazy: async () => ({ Component: (await import('./search/search-page.tsx')).SearchPage }),
              },
              {
                path: 'inbox',
                lazy: async () => ({ Component: (await import('./inbox/inbox-page.tsx')).InboxPage }),
              },
              {
                path: 'follow-ups',
                lazy: async () => ({
                  Component: (await import('./follow-up/follow-up-page.tsx')).FollowUpPage,
                }),
              },
              {
                path: 'quality',
                lazy: async () => ({ Component: (await import('./quality/quality-page.tsx')).QualityPage }),
                children: [
                  {
                    index: true,
                    lazy: async () => ({
                      Component: (await import('./quality/quality-page.tsx')).QualityStart,
                    }),
                  },
                  {
                    path: 'work',
                    lazy: async () => ({ Component: (await import('./quality/work-list.tsx')).WorkList }),
                  },
                  {
                    path: 'reviews',
                    lazy: async () => ({ Component: (await import('./quality/review-list.tsx')).ReviewList }),
                  },
                  {
                    path: 'disputes',
                    lazy: async () => ({
                      Component: (await import('./quality/review-list.tsx')).DisputeList,
                    }),
                  },
                  {
                    path: 'calibrations',
                    lazy: async () => ({
                      Component: (await import('./quality/calibration-list.tsx')).CalibrationList,
                    }),
                  },
                  {
                    path: 'coaching',
                    lazy: async () => ({
                      Component: (await import('./quality/coaching-page.tsx')).CoachingPage,
                    }),
                  },
                  {
                    path: 'scorecards',
                    lazy: async () => ({
                      Component: (await import('./quality/scorecards-page.tsx')).ScorecardsPage,
                    }),
                  },
                ],
              },
              {
                path: 'quality/calibrations/:calibrationId',
                lazy: async () => ({
                  Component: (await import('./quality/calibration-page.tsx')).CalibrationPage,
                }),
              },
              {
                path: 'quality/reviews/:reviewId',
                lazy: async () => ({ Component: (await import('./quality/review-page.tsx')).ReviewPage }),
              },
              {
                lazy: async () => ({ Component: (await import('./answer/answers-page.tsx')).AnswersPage }),
                children: [
                  {
                    path: 'answers',
                    lazy: async () => ({ Component: (await import('./answer/library.tsx')).Library }),
                  },
                  {
                    path: 'answers/new',
                    lazy: async () => ({
                      Component: (await import('./answer/new-card-page.tsx')).NewCardPage,
                    }),
                  },
                  {
                    path: 'answers/:cardId',
                    lazy: async () => ({ Component: (await import('./answer/library.tsx')).Library }),
                  },
                  {
                    path: 'examples',
                    lazy: async () => ({
                      Component: (await import('./answer/examples-page.tsx')).ExamplesPage,
                    }),
                  },
                ],
              },
              {
                path: 'rechecks',
                lazy: async () => ({ Component: (await import('./recheck/recheck-page.tsx')).RecheckPage }),
              },
              {
                path: 'handover',
                lazy: async () => ({
                  Component: (await import('./handover/handovers-page.tsx')).HandoversPage,
                }),
              },
              {
                path: 'handover/:handoverId',
                lazy: async () => ({ Component: (await import('./handover/packet-page.tsx')).PacketPage }),
              },
              {
                path: 'handover/:handoverId/record',
                lazy: async () => ({ Component: (await import('./handover/record-page.tsx')).RecordPage }),
              },
              {
                path: 'insight',
                lazy: async () => ({ Component: (await import('./insight/insight-page.tsx')).InsightPage }),
              },
              {
                path: 'insight/releases',
                lazy: async () => ({
                  Component: (await import('./insight/releases-page.tsx')).ReleasesPage,
                }),
              },
              {
                path: 'insight/cases',
                lazy: async () => ({
                  Component: (await import('./insight/drill-page.tsx')).InsightCasesPage,
                }),
              },
              {
                path: 'preferences',
                lazy: async () => ({
                  Component: (await import('./preferences/preferences-page.tsx')).PreferencesPage,
                }),
              },
              {
                path: 'tokens',
                lazy: async () => ({ Component: (await import('./token/tokens-page.tsx')).TokensPage }),
              },
              {
                path: 'developers',
                lazy: async () => ({
                  Component: (await import('./developers/developers-page.tsx')).DevelopersPage,
                }),
              },
              { path: '*', element: <NothingHere /> },
            ],
          },
        ],
      },
    ],
  },
]);
