import { lazy, Suspense } from 'react';
import { withMessages } from '../../shared/i18n/index.ts';

// None of them is there as a rule: the frame does not wait for their code.
const SupportBanner = lazy(() =>
  import('../../features/support/components/support-banner.tsx')
    .then((module) => withMessages(module.SupportBanner))
    .then((loaded) => ({ default: loaded })),
);
const NoticeBar = lazy(() =>
  import('../../features/notices/components/notice-bar.tsx')
    .then((module) => withMessages(module.NoticeBar))
    .then((loaded) => ({ default: loaded })),
);
const ConfirmEmailBar = lazy(() =>
  import('../../features/security/components/confirm-email-bar.tsx')
    .then((module) => withMessages(module.ConfirmEmailBar))
    .then((loaded) => ({ default: loaded })),
);

const BillingBar = lazy(() =>
  import('../../features/billing/components/billing-bar.tsx')
    .then((module) => withMessages(module.BillingBar))
    .then((loaded) => ({ default: loaded })),
);
const TalkBar = lazy(() =>
  import('../../features/calls/components/talk-bar.tsx')
    .then((module) => withMessages(module.TalkBar))
    .then((loaded) => ({ default: loaded })),
);
const OfferNote = lazy(() =>
  import('../../features/templates/components/offer-note.tsx')
    .then((module) => withMessages(module.OfferNote))
    .then((loaded) => ({ default: loaded })),
);

/**
 * What stands above every page of a dashboard: a visit of support, somebody who wants to talk now, an address to confirm, a plan that needs attention, what the platform has to say, and
 * a new version of the template.
 */
export const AboveEveryPage = () => (
  <>
    {/* It must not wait for the code of the others. */}
    <Suspense fallback={null}>
      <SupportBanner />
    </Suspense>
    <Suspense fallback={null}>
      <TalkBar />
      <ConfirmEmailBar />
      <BillingBar />
      <NoticeBar />
      <OfferNote />
    </Suspense>
  </>
);
