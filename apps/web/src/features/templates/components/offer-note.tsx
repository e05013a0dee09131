import { useQuery } from '@tanstack/react-query';
import { LayoutTemplate } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { meQuery } from '../../../shared/lib/session.ts';
import { templateStateQuery } from '../api/templates.queries.ts';
import { templateTexts } from '../texts.ts';

/** Comparing costs the server three reads, and versions come a few times a year. */
const FRESH_MS = 30 * 60_000;
const PLACES: readonly string[] = ['/dashboard', '/dashboard/site'];

/** On the first page and beside the site's settings: a newer version of the template is there to be looked at. */
export function OfferNote() {
  const { pathname } = useLocation();
  const mayEdit = useQuery(meQuery).data?.operations.includes('templates.apply') === true;
  const isHere = mayEdit && PLACES.includes(pathname);
  const { data } = useQuery({ ...templateStateQuery(), enabled: isHere, staleTime: FRESH_MS });
  if (!isHere || data?.offer == null) return null;
  const texts = templateTexts();
  return (
    <p className="flex shrink-0 items-center gap-3 border-b border-border bg-primary-tint px-4 py-1 text-sm text-primary-text">
      <LayoutTemplate size={16} aria-hidden="true" className="shrink-0" />
      <span className="min-w-0 flex-1 py-2 wrap-anywhere">{texts.note(data.offer.note)}</span>
      <Link to="/dashboard/template" className="tap-target shrink-0 font-medium underline underline-offset-4">
        {texts.look}
      </Link>
    </p>
  );
}
