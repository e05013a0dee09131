import type { SessionId } from '@stageline/contracts';
import { useMutation } from '@tanstack/react-query';
import { UserRoundSearch } from 'lucide-react';
import { useNavigate } from 'react-router';
import { call } from '../../../shared/lib/api.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, toast } from '../../../shared/ui/index.ts';
import { sessionsTexts } from '../texts.ts';

/** Leads from a masterclass that is over to who was there and what to write to them. */
export function FollowUpButton({ sessionId }: { readonly sessionId: SessionId }) {
  const navigate = useNavigate();
  const { operations } = useSession();
  const score = useMutation({ mutationFn: () => call('webinars.score-session', { body: { sessionId } }) });
  if (!operations.includes('webinars.score-session')) return null;
  return (
    <Button
      loading={score.isPending}
      onClick={() =>
        score.mutate(undefined, {
          onSuccess: ({ id }) => void navigate(`/dashboard/follow-up/${id}`),
          onError: ({ message }) => toast.error(message),
        })
      }
    >
      <UserRoundSearch size={16} aria-hidden="true" />
      {sessionsTexts().followUp}
    </Button>
  );
}
