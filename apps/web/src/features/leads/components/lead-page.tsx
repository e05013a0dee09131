import { LeadId, type LeadView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Mail, Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, Navigate, useLocation, useParams } from 'react-router';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { formatMinutes } from '../../../shared/lib/time-in-words.ts';
import {
  Avatar,
  buttonStyles,
  EmptyState,
  ErrorState,
  PageTitle,
  Section,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { leadQuery } from '../api/leads.queries.ts';
import { leadName } from '../api/move-lead.ts';
import { filterTexts } from '../filter-texts.ts';
import { heatTexts } from '../../../shared/lib/heat-texts.ts';
import { ownerTexts } from '../owner-texts.ts';
import { registrationTexts } from '../registration-texts.ts';
import { sponsorTexts } from '../sponsor-texts.ts';
import { leadsTexts } from '../texts.ts';
import { entryOfHash } from '../lib/timeline.ts';
import { mailLogTexts } from '../../../shared/mail-log/index.ts';
import { timelineTexts } from '../timeline-texts.ts';
import { LeadContacts } from './lead-contacts.tsx';
import { LeadHeat } from './lead-heat.tsx';
import { LeadMails } from './lead-mails.tsx';
import { LeadMenu } from './lead-menu.tsx';
import { LeadMerges } from './lead-merges.tsx';
import { LeadOwner } from './lead-owner.tsx';
import { LeadRegistrations } from './lead-registrations.tsx';
import { LeadShares } from './lead-shares.tsx';
import { LeadSponsor } from './lead-sponsor.tsx';
import { LeadTimeline } from './lead-timeline.tsx';
import { PipelineMenu } from './pipeline-menu.tsx';

import { StageSteps } from './stage-steps.tsx';

/** One lead: who it is, how to reach them, where they stand, and how they got there. */
export function LeadPage() {
  const { leadId = '' } = useParams();
  const { search, hash, key } = useLocation();
  const place = entryOfHash(hash);
  const target = place === null ? null : { ...place, key };
  // What is no lead's id may be the address of something else in the api.
  const isId = LeadId.safeParse(leadId).success;
  const lead = useQuery({ ...leadQuery(leadId), enabled: isId });
  const { permissions } = useSession();
  const mayCorrect = permissions.includes('leads.assign');
  const seesContacts = permissions.includes('contacts.read');
  // A link may name what has become part of this lead since.
  if (lead.data !== undefined && lead.data.id !== leadId)
    return <Navigate to={{ pathname: `/dashboard/leads/${lead.data.id}`, search, hash }} replace />;
  return (
    <div className="mx-auto w-full max-w-xl px-4 py-4 sm:px-6 lg:px-8 lg:py-8">
      <div className="mb-3 flex items-center justify-between gap-2">
        <Link
          to={{ pathname: '/dashboard/leads', search }}
          className={`${buttonStyles({ variant: 'ghost', size: 'sm' })} -ms-3`}
        >
          <ArrowLeft size={16} aria-hidden="true" />
          {leadsTexts().allLeads}
        </Link>
        {lead.data ? <LeadMenu lead={lead.data} /> : null}
      </div>
      {lead.data ? (
        <div key={lead.data.id} className="flex animate-fade flex-col gap-8">
          <PageTitle>{leadName(lead.data)}</PageTitle>
          <Head lead={lead.data} />
          <LeadMerges lead={lead.data} />
          <Section title={leadsTexts().stage}>
            <div className="flex flex-col gap-2">
              <StageSteps lead={lead.data} />
              <PipelineMenu lead={lead.data} />
            </div>
          </Section>
          <Section title={heatTexts().title}>
            <LeadHeat leadId={lead.data.id} />
          </Section>
          <Section title={ownerTexts().title}>
            <LeadOwner lead={lead.data} />
          </Section>
          <Section title={filterTexts().shares}>
            <LeadShares lead={lead.data} />
          </Section>
          {mayCorrect ? (
            <Section title={sponsorTexts().title}>
              <LeadSponsor lead={lead.data} />
            </Section>
          ) : null}
          <Section title={leadsTexts().contact}>
            <div className="flex flex-col gap-6">
              {seesContacts ? <LeadContacts leadId={lead.data.id} /> : <HiddenContacts />}
              <Facts lead={lead.data} />
            </div>
          </Section>
          {seesContacts ? (
            <Section title={registrationTexts().title}>
              <LeadRegistrations leadId={lead.data.id} />
            </Section>
          ) : null}
          {seesContacts ? (
            <Section title={mailLogTexts().mails}>
              <LeadMails lead={lead.data} />
            </Section>
          ) : null}
          <Section title={timelineTexts().title}>
            <LeadTimeline leadId={lead.data.id} target={target} />
          </Section>
        </div>
      ) : !isId ? (
        <EmptyState title={leadsTexts().missing} />
      ) : lead.isError ? (
        <ErrorState
          error={lead.error}
          onRetry={() => void lead.refetch()}
          title={isMissing(lead.error) ? leadsTexts().missing : leadsTexts().notLoaded}
        />
      ) : (
        <LeadSkeleton />
      )}
    </div>
  );
}

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && error.status === 404;

function Head({ lead }: { lead: LeadView }) {
  return (
    <header>
      <div className="flex items-center gap-4">
        <Avatar name={leadName(lead)} size="lg" />
        <div className="min-w-0">
          <h1 className="display text-xl font-semibold wrap-anywhere">{leadName(lead)}</h1>
          {lead.person.company === null ? null : <p className="text-text-muted wrap-anywhere">{lead.person.company}</p>}
        </div>
      </div>
      <div className="mt-5 flex flex-wrap gap-2">
        {lead.person.phone === null ? null : (
          <a href={`tel:${lead.person.phone}`} className={buttonStyles({ variant: 'primary' })}>
            <Phone size={16} aria-hidden="true" />
            {leadsTexts().call}
          </a>
        )}
        {lead.person.email === null ? null : (
          <a
            href={`mailto:${lead.person.email}`}
            className={buttonStyles({ variant: lead.person.phone === null ? 'primary' : 'secondary' })}
          >
            <Mail size={16} aria-hidden="true" />
            {leadsTexts().writeEmail}
          </a>
        )}
      </div>
    </header>
  );
}

const HiddenContacts = () => (
  <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
    <Fact label={leadsTexts().email}>{leadsTexts().hidden}</Fact>
    <Fact label={leadsTexts().phone}>{leadsTexts().hidden}</Fact>
  </dl>
);

function Facts({ lead }: { lead: LeadView }) {
  return (
    <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      <Fact label={leadsTexts().registered}>{formatDateTime(lead.createdAt)}</Fact>
      <Fact label={leadsTexts().attended}>
        {lead.attendedMinutes === 0 ? leadsTexts().notYet : formatMinutes(lead.attendedMinutes)}
      </Fact>
    </dl>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-xs text-text-muted">{label}</dt>
    <dd className="numeric mt-0.5 wrap-anywhere">{children}</dd>
  </div>
);

function LeadSkeleton() {
  return (
    <div role="status" aria-label={leadsTexts().loadingOne} className="flex flex-col gap-8">
      <div className="flex items-center gap-4">
        <Skeleton className="size-16 rounded-full" />
        <div className="flex-1">
          <Skeleton className="h-7 w-52 max-w-full" />
          <Skeleton className="mt-2 h-4 w-32" />
        </div>
      </div>
      <Skeleton className="h-11 w-full max-w-sm" />
      <div className="grid gap-4 sm:grid-cols-2">
        {[0, 1, 2, 3].map((index) => (
          <Skeleton key={index} className="h-9 w-40" />
        ))}
      </div>
    </div>
  );
}
