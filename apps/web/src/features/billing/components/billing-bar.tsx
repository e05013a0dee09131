import { useQuery } from '@tanstack/react-query';
import { CreditCard } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDate } from '../../../shared/lib/format.ts';
import { meQuery } from '../../../shared/lib/session.ts';
import { billingNoticeQuery } from '../api/billing.queries.ts';
import { billingTexts } from '../texts.ts';

/** Above every page while the plan needs attention; on its own page that is said already. */
export function BillingBar() {
  const { data: me } = useQuery(meQuery);
  const { data } = useQuery(billingNoticeQuery);
  const { pathname } = useLocation();
  const notice = data?.notice ?? null;
  if (me == null || notice === null || pathname === '/dashboard/billing') return null;
  const texts = billingTexts();
  const isUrgent = notice.kind === 'restricted' || notice.kind === 'grace';
  return (
    <p
      role="status"
      aria-label={texts.bar}
      className={cn(
        'flex items-center gap-3 border-b border-border px-4 text-sm',
        isUrgent ? 'bg-danger-tint text-danger' : 'bg-warning-tint text-warning',
      )}
    >
      <CreditCard size={16} aria-hidden="true" className="shrink-0" />
      <span className="min-w-0 flex-1 py-2.5 text-text wrap-anywhere">
        {texts.bars[notice.kind](notice.at === null ? '' : formatDate(notice.at))}
      </span>
      {me.operations.includes('billing.get') ? (
        <Link
          to="/dashboard/billing"
          className="inline-flex min-h-11 items-center font-medium underline underline-offset-4"
        >
          {texts.look}
        </Link>
      ) : null}
    </p>
  );
}
