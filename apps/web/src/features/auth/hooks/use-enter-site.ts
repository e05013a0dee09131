import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import { nextAddress } from '../../../shared/lib/next-address.ts';
import { meQuery } from '../../../shared/lib/session.ts';
import type { Finished } from './use-log-in.ts';

/** Goes where somebody who has just logged in to this site wanted to go. */
export function useEnterSite(): (answer: Finished) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { search } = useLocation();
  return async (answer) => {
    if (!('membershipId' in answer)) return;
    client.setQueryData(meQuery.queryKey, answer);
    await navigate(nextAddress(search, '/dashboard'), { replace: true });
  };
}
