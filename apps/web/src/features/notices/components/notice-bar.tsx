import type { NoticeLevel, NoticeView } from '@stageline/contracts';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Info, type LucideIcon, OctagonAlert, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../../shared/lib/api.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { buttonStyles } from '../../../shared/ui/index.ts';
import { noticesTexts } from '../texts.ts';

const REFRESH_MS = 5 * 60_000;
const noticesQuery = queryOptions({
  queryKey: queryKeys.notices(),
  queryFn: ({ signal }) => call('notices.list', { signal }),
  refetchInterval: REFRESH_MS,
  staleTime: 60_000,
});

const looks: Readonly<Record<NoticeLevel, { readonly icon: LucideIcon; readonly className: string }>> = {
  info: { icon: Info, className: 'bg-primary-tint text-primary-text' },
  warning: { icon: TriangleAlert, className: 'bg-warning-tint text-warning' },
  critical: { icon: OctagonAlert, className: 'bg-danger-tint text-danger' },
};

/** What the platform has to say to this site, above every page; each member puts it away for themselves. */
export function NoticeBar() {
  const { data } = useQuery(noticesQuery);
  if (data === undefined || data.items.length === 0) return null;
  return (
    <ul aria-label={noticesTexts().region} className="max-h-[40dvh] shrink-0 overflow-y-auto">
      {data.items.map((notice) => (
        <NoticeItem key={notice.id} notice={notice} />
      ))}
    </ul>
  );
}

/** Whether the two lines that are shown at first may not hold it. */
const isLong = (text: string): boolean => text.length > 140 || text.split('\n').length > 2;

function NoticeItem({ notice: { id, title, text, level } }: { readonly notice: NoticeView }) {
  const [isOpen, setIsOpen] = useState(false);
  const dismiss = useDismiss();
  const { icon: Icon, className } = looks[level];
  const texts = noticesTexts();
  return (
    <li className={cn('flex animate-fade items-start gap-3 border-b border-border py-1 ps-4 pe-1 text-sm', className)}>
      <Icon size={16} aria-hidden="true" className="mt-3 shrink-0" />
      <div className="min-w-0 flex-1 py-2.5">
        <p className="font-medium wrap-anywhere">{title}</p>
        <p className={cn('whitespace-pre-line text-text wrap-anywhere', !isOpen && 'line-clamp-2')}>{text}</p>
        {isLong(text) ? (
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
            className="tap-target mt-1 font-medium underline underline-offset-4"
          >
            {isOpen ? texts.less : texts.more}
          </button>
        ) : null}
      </div>
      <button
        type="button"
        aria-label={texts.dismiss(title)}
        onClick={() => dismiss.mutate(id)}
        className={buttonStyles({ variant: 'ghost', size: 'icon-sm' })}
      >
        <X size={16} aria-hidden="true" />
      </button>
    </li>
  );
}

/** Away at once; back when the server could not be told. */
function useDismiss() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (broadcastId: string) => call('notices.dismiss', { params: { broadcastId } }),
    onMutate: (broadcastId) => {
      const before = client.getQueryData(noticesQuery.queryKey);
      client.setQueryData(noticesQuery.queryKey, (shown) => ({
        items: shown?.items.filter(({ id }) => id !== broadcastId) ?? [],
      }));
      return before;
    },
    onError: (_error, _id, before) => client.setQueryData(noticesQuery.queryKey, before),
  });
}
