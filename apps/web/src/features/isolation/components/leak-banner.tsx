import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { canaryRunsQuery } from '../api/isolation.queries.ts';
import { isolationTexts } from '../texts.ts';

/** Across the top of every admin page while the last run of the canary found a leak. */
export function LeakBanner() {
  const texts = isolationTexts();
  const last = useQuery(canaryRunsQuery()).data?.items[0];
  if (last?.state !== 'leak') return null;
  return (
    <p role="alert" className="bg-danger-tint px-4 py-3 text-sm font-medium text-danger">
      {texts.banner}{' '}
      <Link to="/isolation" className="underline underline-offset-4">
        {texts.bannerLink}
      </Link>
    </p>
  );
}
