import { ShieldAlert } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { useAdmin } from '../../../shared/lib/session.ts';
import { adminsTexts } from '../texts.ts';

/** Above every page of an administrator without a second factor; not where they set one up. */
export function FactorBar() {
  const { hasSecondFactor } = useAdmin();
  const { pathname } = useLocation();
  if (hasSecondFactor || pathname === '/security') return null;
  const { text, action } = adminsTexts().factorBar;
  return (
    <p
      role="status"
      className="flex items-center gap-3 border-b border-border bg-warning-tint px-4 text-sm text-warning"
    >
      <ShieldAlert size={16} aria-hidden="true" className="shrink-0" />
      <span className="min-w-0 flex-1 py-2.5 text-text wrap-anywhere">{text}</span>
      <Link
        to="/security"
        className="inline-flex min-h-11 shrink-0 items-center font-medium underline underline-offset-4"
      >
        {action}
      </Link>
    </p>
  );
}
