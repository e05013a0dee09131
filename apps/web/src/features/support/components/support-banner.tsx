import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Eye } from 'lucide-react';
import { useEffect, useState } from 'react';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { Button, Dialog } from '../../../shared/ui/index.ts';
import { supportTexts } from '../texts.ts';

const visitQuery = queryOptions({
  queryKey: queryKeys.supportVisit(),
  queryFn: ({ signal }) => call('support.visit', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
const MINUTE_MS = 60_000;

/** Above every page of a visit: that it is one, how long it lasts, and the way out. Nothing for the team. */
export function SupportBanner() {
  const visit = useQuery(visitQuery).data?.visit ?? null;
  return visit === null ? null : <Running adminName={visit.adminName} endsAt={visit.endsAt} />;
}

function Running({ adminName, endsAt }: { readonly adminName: string; readonly endsAt: string }) {
  const texts = supportTexts();
  const left = Date.parse(endsAt) - useNow(5000);
  const [isOver, setIsOver] = useState(false);
  const client = useQueryClient();
  const leave = () => {
    setIsOver(true);
    // What was seen of the site does not stay in the tab.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'support' && queryKey[0] !== 'me' });
  };
  const end = useMutation({ mutationFn: () => call('support.end'), onSettled: leave });
  const hasRunOut = left <= 0;
  useEffect(() => {
    if (hasRunOut) setIsOver(true);
  }, [hasRunOut]);
  const minutes = Math.floor(left / MINUTE_MS);
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-warning bg-warning-tint px-4 py-1.5 text-sm text-warning"
    >
      <Eye size={16} aria-hidden="true" className="shrink-0" />
      <p className="min-w-0 flex-1 font-medium wrap-anywhere">{texts.banner(adminName)}</p>
      <span className="numeric whitespace-nowrap">{minutes < 1 ? texts.lastMinute : texts.left(minutes)}</span>
      <Button size="sm" loading={end.isPending} onClick={() => end.mutate()}>
        {texts.end}
      </Button>
      {isOver ? (
        <Dialog open title={texts.over} onOpenChange={() => window.location.assign('/')}>
          <p className="text-sm text-text-muted">{texts.overText}</p>
        </Dialog>
      ) : null}
    </div>
  );
}
