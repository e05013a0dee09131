import { useQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { Link } from 'react-router';
import { useSession } from '../../../shared/lib/session.ts';
import { duplicateCountQuery } from '../api/merge.queries.ts';
import { mergeTexts } from '../merge-texts.ts';

/** Above the list, where some leads may be the same person: how many, and the way to them. */
export function DuplicatesLink() {
  const texts = mergeTexts();
  const mayMerge = useSession().operations.includes('duplicates.count');
  const { data } = useQuery({ ...duplicateCountQuery(), enabled: mayMerge });
  if (data === undefined || data.count === 0) return null;
  return (
    <Link
      to="/dashboard/leads/duplicates"
      className="group mt-3 flex min-h-11 items-center gap-2.5 rounded-md bg-muted px-3 text-sm text-text-muted hover:text-text"
    >
      <UsersRound size={16} aria-hidden="true" className="shrink-0" />
      <span className="min-w-0 flex-1">{texts.pairs(data.count, data.isMore)}</span>
      <span className="shrink-0 font-medium text-primary-text group-hover:underline">{texts.review}</span>
    </Link>
  );
}
