import { Inbox } from 'lucide-react';
import type { LeadView } from '@stageline/contracts';
import { Link } from 'react-router';
import { usePipelines } from '../../../shared/lib/pipelines.ts';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { Avatar, buttonStyles, EmptyState, Panel, Section, StageBadge } from '../../../shared/ui/index.ts';
import { dashboardTexts } from '../texts.ts';

/** The newest leads, one tap from their page. */
export function LatestLeads({ leads }: { leads: readonly LeadView[] }) {
  const texts = dashboardTexts().latest;
  const now = useNow(30_000);
  return (
    <Section
      title={texts.title}
      description={texts.description}
      actions={
        leads.length > 0 ? (
          <Link
            to="/dashboard/leads"
            className="tap-target text-sm font-medium text-primary-text underline-offset-4 hover:underline"
          >
            {texts.seeAll}
          </Link>
        ) : undefined
      }
    >
      <Panel>
        {leads.length === 0 ? (
          <EmptyState
            icon={<Inbox size={20} />}
            title={texts.emptyTitle}
            action={
              <a href="/" target="_blank" rel="noreferrer" className={buttonStyles({})}>
                {dashboardTexts().viewSite}
              </a>
            }
          >
            {texts.empty}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-border">
            {leads.map((lead) => (
              <LatestLead key={lead.id} lead={lead} now={now} />
            ))}
          </ul>
        )}
      </Panel>
    </Section>
  );
}

function LatestLead({ lead, now }: { lead: LeadView; now: number }) {
  const name = `${lead.person.firstName} ${lead.person.lastName}`;
  const { stageOf } = usePipelines();
  return (
    <li className="animate-fade">
      <Link
        to={`/dashboard/leads/${lead.id}`}
        className="flex min-h-15 items-center gap-3 px-4 py-2 transition-colors hover:bg-muted focus-visible:-outline-offset-2"
      >
        <Avatar name={name} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-xs text-text-muted">{lead.person.company ?? lead.person.email}</span>
        </span>
        <span className="flex shrink-0 flex-col items-end gap-1">
          <StageBadge stage={stageOf(lead)} />
          <time dateTime={lead.createdAt} className="text-xs text-text-muted">
            {formatRelative(lead.createdAt, now)}
          </time>
        </span>
      </Link>
    </li>
  );
}
