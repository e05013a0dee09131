import type { LeadView, MembershipId } from '@stageline/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronDown, X } from 'lucide-react';
import { call } from '../../../shared/lib/api.ts';
import { Button, ErrorState, Menu, MenuItem, Skeleton, toast } from '../../../shared/ui/index.ts';
import { sharesQuery } from '../api/leads.queries.ts';
import { filterTexts } from '../filter-texts.ts';

interface Share {
  readonly membershipId: MembershipId;
  readonly name: string;
  readonly isShared: boolean;
}

function useShare(lead: LeadView) {
  const texts = filterTexts();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ membershipId, isShared }: Share) => {
      const params = { leadId: lead.id, membershipId };
      return isShared ? call('leads.share', { params }) : call('leads.unshare', { params });
    },
    onSuccess: (shares, { name, isShared }) => {
      client.setQueryData(sharesQuery(lead.id).queryKey, shares);
      toast(isShared ? texts.sharedNow(name) : texts.unsharedNow(name));
    },
    onError: (error) => toast.error(texts.notShared, { description: error.message }),
  });
}

/** Who else sees the lead, and how somebody comes to: for those whose it is to share. */
export function LeadShares({ lead }: { readonly lead: LeadView }) {
  const texts = filterTexts();
  const shares = useQuery(sharesQuery(lead.id));
  const share = useShare(lead);
  if (shares.isError && shares.data === undefined)
    return <ErrorState error={shares.error} onRetry={() => void shares.refetch()} />;
  if (shares.data === undefined) return <Skeleton className="h-9 w-48" />;
  const { sharedWith, candidates } = shares.data;
  return (
    <div className="flex flex-col items-start gap-3">
      {sharedWith.length === 0 ? (
        <p className="text-sm text-text-muted">{texts.sharedWithNobody}</p>
      ) : (
        <ul className="flex flex-wrap gap-2">
          {sharedWith.map(({ membershipId, name }) => (
            <li
              key={membershipId}
              className="flex min-h-9 items-center gap-1 rounded-md border border-border bg-raised px-3 text-sm"
            >
              <span className="wrap-anywhere">{name}</span>
              {candidates === null ? null : (
                <Button
                  variant="ghost"
                  size="icon-sm"
                  className="-me-2"
                  aria-label={texts.unshare(name)}
                  onClick={() => share.mutate({ membershipId, name, isShared: false })}
                >
                  <X size={16} aria-hidden="true" />
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {candidates === null || candidates.length === 0 ? null : (
        <Menu
          align="start"
          trigger={
            <Button size="sm" loading={share.isPending}>
              {texts.share}
              <ChevronDown size={16} aria-hidden="true" />
            </Button>
          }
        >
          {candidates.map(({ membershipId, name }) => (
            <MenuItem key={membershipId} onSelect={() => share.mutate({ membershipId, name, isShared: true })}>
              {name}
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  );
}
