import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import { nextAddress } from '../../../shared/lib/next-address.ts';
import { adminMeQuery } from '../../../shared/lib/session.ts';
import type { Finished } from './use-log-in.ts';

/** Goes where an administrator who has just logged in wanted to go. */
export function useEnterAdmin(): (answer: Finished) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { search } = useLocation();
  return async (answer) => {
    if (!('role' in answer)) return;
    client.setQueryData(adminMeQuery.queryKey, answer);
    await navigate(nextAddress(search, '/tenants'), { replace: true });
  };
}
