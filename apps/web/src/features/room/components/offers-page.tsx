import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { useSession } from '../../../shared/lib/session.ts';
import { buttonStyles, Page, PageHeader, PageTitle, Panel, Section } from '../../../shared/ui/index.ts';
import { roomSessionQuery } from '../api/room.queries.ts';
import { offerTexts } from '../offer-texts.ts';
import { pollTexts } from '../poll-texts.ts';
import { OfferList } from './offer-list.tsx';
import { PollList } from './poll-list.tsx';

/** Newer numbers are told in the room alone. */
const NOTHING = {};

/** Offers and polls of one masterclass in the dashboard: to prepare before, to look at after. */
export function OffersPage() {
  const { sessionId = '' } = useParams();
  const session = useQuery(roomSessionQuery(sessionId));
  const texts = offerTexts().panel;
  const title = session.data?.title;
  const isLive = session.data?.status === 'live';
  const mayExport = useSession().operations.includes('polls.export');
  return (
    <Page>
      <Link
        to={`/dashboard/sessions/${sessionId}`}
        className={`${buttonStyles({ variant: 'ghost', size: 'sm' })} -ms-3 mb-3 max-w-full`}
      >
        <ArrowLeft size={16} aria-hidden="true" />
        <span className="truncate">{title ?? '…'}</span>
      </Link>
      <PageTitle>{texts.pageTitle}</PageTitle>
      <PageHeader title={texts.pageTitle} description={texts.pageDescription} />
      <Section title={texts.tab} description={texts.description}>
        <Panel>
          <OfferList sessionId={sessionId} isLive={isLive} mayPrepare counts={NOTHING} />
        </Panel>
      </Section>
      <Section title={pollTexts().panel.title} description={pollTexts().panel.description} className="mt-8">
        <Panel>
          <PollList sessionId={sessionId} isLive={isLive} tallies={NOTHING} mayPrepare mayExport={mayExport} />
        </Panel>
      </Section>
    </Page>
  );
}
