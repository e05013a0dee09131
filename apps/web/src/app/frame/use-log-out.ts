import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call } from '../../shared/lib/api.ts';
import { appTexts } from '../texts.ts';

/** Ends the session on the server, forgets what was shown, and goes to the log-in. */
export function useLogOut(door: 'auth' | 'admin'): () => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => call(`${door}.log-out`),
    onSuccess: () => {
      client.clear();
      window.location.assign('/log-in');
    },
    onError: async () => {
      const { toast } = await import('../../shared/ui/toast.ts');
      toast.error(appTexts().stillLoggedIn, { description: appTexts().checkConnection });
    },
  });
  return useCallback(() => mutate(), [mutate]);
}
