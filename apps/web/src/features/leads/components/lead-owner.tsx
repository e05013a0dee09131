import type { LeadView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { useSession } from '../../../shared/lib/session.ts';
import {
  Avatar,
  Button,
  ErrorState,
  Menu,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  Panel,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { leadAssignmentQuery, takersQuery, useGiveLead } from '../api/owner.queries.ts';
import { ownerTexts } from '../owner-texts.ts';
import { ResponseState } from './response-due.tsx';
import { DecisionReasons } from './decision-reasons.tsx';

/** Whose the lead is, why, whose it was before, and how somebody else gets it. */
export function LeadOwner({ lead }: { readonly lead: LeadView }) {
  const texts = ownerTexts();
  const mayAssign = useSession().permissions.includes('leads.assign');
  const [isOpen, setOpen] = useState(false);
  const { assignee } = lead;
  const now = useNow(30_000);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-3">
        {assignee === null ? null : <Avatar name={assignee.name} size="sm" />}
        <div className="min-w-0">
          <p className="font-medium wrap-anywhere">{assignee?.name ?? texts.nobody}</p>
          {assignee === null && lead.outcome === 'open' ? (
            <p className="text-sm text-text-muted">{texts.waits}</p>
          ) : null}
          <ResponseState lead={lead} now={now} />
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {mayAssign ? <GiveMenu lead={lead} /> : null}
        <Button
          variant="ghost"
          size="sm"
          className="h-auto! min-h-9 shrink! text-start whitespace-normal!"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {assignee === null ? texts.whyNobody : texts.why(assignee.name)}
        </Button>
      </div>
      {isOpen ? <Reasons leadId={lead.id} mayReplay={mayAssign} /> : null}
    </div>
  );
}

function GiveMenu({ lead }: { readonly lead: LeadView }) {
  const texts = ownerTexts();
  const query = useQuery(takersQuery());
  const takers = query.data?.members ?? [];
  const give = useGiveLead();
  const others = takers.filter(({ membershipId }) => membershipId !== lead.assignee?.membershipId);
  return (
    <Menu
      trigger={
        <Button size="sm" loading={give.isPending}>
          {lead.assignee === null ? texts.assign : texts.change}
          <ChevronDown size={16} aria-hidden="true" />
        </Button>
      }
    >
      {others.length > 0 ? null : (
        <MenuLabel>
          {query.data !== undefined ? texts.noOthers : query.isError ? texts.teamFailed : texts.teamLoads}
        </MenuLabel>
      )}
      {others.map(({ membershipId, name }) => (
        <MenuItem key={membershipId} onSelect={() => give.mutate({ lead, to: { membershipId, name } })}>
          {name}
        </MenuItem>
      ))}
      {lead.assignee === null ? null : (
        <>
          {others.length === 0 ? null : <MenuSeparator />}
          <MenuItem onSelect={() => give.mutate({ lead, to: null })}>{texts.back}</MenuItem>
        </>
      )}
    </Menu>
  );
}

function Reasons({ leadId, mayReplay }: { readonly leadId: string; readonly mayReplay: boolean }) {
  const texts = ownerTexts();
  const explained = useQuery(leadAssignmentQuery(leadId));
  if (explained.isError && explained.data === undefined)
    return <ErrorState error={explained.error} title={texts.failed} onRetry={() => void explained.refetch()} />;
  if (!explained.data)
    return (
      <div role="status" aria-label={texts.loading}>
        <Skeleton className="h-24 w-full" />
      </div>
    );
  const { decisions, owners } = explained.data;
  return (
    <Panel className="flex flex-col gap-5 p-4">
      <ol className="flex flex-col gap-5">
        {decisions.map((decision) => (
          <DecisionReasons key={decision.id} decision={decision} mayReplay={mayReplay} />
        ))}
      </ol>
      {owners.length === 0 ? null : (
        <div>
          <h3 className="text-xs text-text-muted">{texts.before}</h3>
          <ul>
            {owners.map(({ name, from, until, dueAt, answeredAt }) => (
              <li key={until} className="mt-1 flex flex-wrap gap-x-3">
                <span className="wrap-anywhere">{name}</span>
                <span className="numeric text-sm text-text-muted">
                  {texts.since(formatDateTime(from), formatDateTime(until))}
                  {dueAt === null ? null : ` · ${answerOf(dueAt, answeredAt)}`}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}

function answerOf(dueAt: string, answeredAt: string | null): string {
  const texts = ownerTexts();
  if (answeredAt === null) return texts.notAnswered;
  return answeredAt <= dueAt ? texts.inTime : texts.answeredLate;
}
