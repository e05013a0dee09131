import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { Eye } from 'lucide-react';
import { useEffect } from 'react';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { Button } from '../../../shared/ui/index.ts';
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
  const end = useMutation({ mutationFn: () => call('support.end'), onSettled: leave });
  const hasRunOut = left <= 0;
  useEffect(() => {
    if (hasRunOut) leave();
  }, [hasRunOut]);
  const minutes = Math.floor(left / MINUTE_MS);
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-warning bg-warning-tint px-4 py-2 text-sm text-warning"
    >
      <p className="flex min-w-0 flex-1 basis-full items-start gap-3 font-medium sm:basis-0">
        <Eye size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
        <span className="min-w-0 wrap-anywhere">{texts.banner(adminName)}</span>
      </p>
      <span className="numeric ms-7 flex-1 whitespace-nowrap sm:ms-0 sm:flex-none">
        {minutes < 1 ? texts.lastMinute : texts.left(minutes)}
      </span>
      <Button size="sm" loading={end.isPending} onClick={() => end.mutate()}>
        {texts.end}
      </Button>
    </div>
  );
}

/** Away with a new page: nothing of what was seen stays in the tab. */
const leave = () => window.location.replace('/support#over');
