import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { PhoneCall } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiProblem, call, type Answer } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { meQuery } from '../../../shared/lib/session.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { Button, toast } from '../../../shared/ui/index.ts';
import { callsTexts } from '../texts.ts';

/** A hint tells at once; this is for whoever missed it. */
const LOOK_MS = 15_000;
const talksQuery = queryOptions({
  queryKey: queryKeys.talks(),
  queryFn: ({ signal }) => call('talk-now.list', { signal }),
  refetchInterval: LOOK_MS,
});
type Talk = Answer<'talk-now.list'>['items'][number];

/** Above every page while somebody wants to talk now and this member could: the first of the team to take it has the call. */
export function TalkBar() {
  const { data: me } = useQuery(meQuery);
  const mayTake = me?.operations.includes('talk-now.accept') === true;
  const { data, dataUpdatedAt } = useQuery({ ...talksQuery, enabled: mayTake });
  const [later, setLater] = useState<readonly string[]>([]);
  if (!mayTake || data === undefined || data.items.length === 0) return null;
  // By the server's clock, as far as this page knows it.
  const ahead = Date.parse(data.now) - dataUpdatedAt;
  return <Ringing items={data.items} ahead={ahead} later={later} onLater={(id) => setLater([...later, id])} />;
}

interface RingingProps {
  readonly items: readonly Talk[];
  /** Milliseconds that the server's clock is ahead of this one. */
  readonly ahead: number;
  readonly later: readonly string[];
  readonly onLater: (id: string) => void;
}
function Ringing({ items, ahead, later, onLater }: RingingProps) {
  const serverNow = useNow(1000) + ahead;
  const ringing = items.filter(({ id, until }) => Date.parse(until) > serverNow && !later.includes(id));
  if (ringing.length === 0) return null;
  return (
    <ul aria-label={callsTexts().talkNow.region} aria-live="assertive" className="shrink-0">
      {ringing.map((talk) => (
        <TalkItem
          key={talk.id}
          talk={talk}
          left={Math.ceil((Date.parse(talk.until) - serverNow) / 1000)}
          onLater={() => onLater(talk.id)}
        />
      ))}
    </ul>
  );
}

interface TalkItemProps {
  readonly talk: Talk;
  readonly left: number;
  readonly onLater: () => void;
}
function TalkItem({ talk: { id, guest, call: name }, left, onLater }: TalkItemProps) {
  const texts = callsTexts().talkNow;
  const client = useQueryClient();
  const navigate = useNavigate();
  const accept = useMutation({
    mutationFn: () => call('talk-now.accept', { params: { requestId: id }, body: {} }),
    onSuccess: (taken) => void navigate(`/dashboard/calls/${taken.id}`),
    onError: (error) => toast.error(error instanceof ApiProblem ? error.message : texts.failed),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.talks() }),
  });
  return (
    <li className="flex animate-fade flex-wrap items-center gap-x-3 gap-y-2 border-b border-border bg-primary-tint px-4 py-2 text-sm">
      <PhoneCall size={16} aria-hidden="true" className="shrink-0 text-primary-text" />
      <p className="min-w-0 flex-[1_1_14rem] wrap-anywhere">
        <strong className="font-semibold text-text">{texts.wants(guest)}</strong>{' '}
        <span className="text-text-muted">{name}</span>{' '}
        <span className="numeric text-text-muted" aria-hidden="true">
          {texts.left(left)}
        </span>
      </p>
      <div className="flex gap-2">
        <Button variant="primary" size="sm" loading={accept.isPending} onClick={() => accept.mutate()}>
          {texts.accept}
        </Button>
        <Button size="sm" onClick={onLater}>
          {texts.later}
        </Button>
      </div>
    </li>
  );
}
