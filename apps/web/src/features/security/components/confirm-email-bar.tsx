import { useQuery } from '@tanstack/react-query';
import { MailWarning } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { meQuery } from '../../../shared/lib/session.ts';
import { securityTexts } from '../texts.ts';

/** Above every page until the address is confirmed; on the page where that is done it would say the same twice. */
export function ConfirmEmailBar() {
  const { data: me } = useQuery(meQuery);
  const { pathname } = useLocation();
  if (me == null || me.emailVerified || pathname === '/dashboard/security') return null;
  const { bar } = securityTexts().email;
  return (
    <p
      role="status"
      className="flex items-center gap-3 border-b border-border bg-warning-tint px-4 text-sm text-warning"
    >
      <MailWarning size={16} aria-hidden="true" className="shrink-0" />
      <span className="min-w-0 flex-1 py-2.5 text-text wrap-anywhere">{bar.text(me.email)}</span>
      <Link
        to="/dashboard/security"
        className="inline-flex min-h-11 items-center font-medium underline underline-offset-4"
      >
        {bar.action}
      </Link>
    </p>
  );
}
