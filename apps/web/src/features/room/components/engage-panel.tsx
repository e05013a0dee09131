import { useQuery, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { useDispatch } from 'react-redux';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { meQuery } from '../../../shared/lib/session.ts';
import { Button, Tabs, TabsContent, TabsList, TabsTrigger } from '../../../shared/ui/index.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { offerTexts } from '../offer-texts.ts';
import { materialTexts } from '../material-texts.ts';
import { pollTexts } from '../poll-texts.ts';
import { roomActions, useRoom } from '../slice.ts';
import { DeckPanel } from './deck-panel.tsx';
import { OfferList } from './offer-list.tsx';
import { PollList } from './poll-list.tsx';

interface EngagePanelProps {
  readonly session: RoomSession;
  readonly sessionId: string;
}

/** Beside the stage, for hosts and co-hosts: what is offered and asked, and what came of it. */
export function EngagePanel({ session, sessionId }: EngagePanelProps) {
  const dispatch = useDispatch();
  const texts = offerTexts().panel;
  const body = 'min-h-0 flex-1 overflow-y-auto pt-0! data-[state=inactive]:hidden';
  return (
    <section aria-label={texts.title} className="flex h-full min-h-0 flex-col bg-raised">
      <Tabs defaultValue="offers" className="flex min-h-0 flex-1 flex-col">
        <div className="flex h-12 shrink-0 items-center justify-between border-b border-border px-1">
          <TabsList className="border-b-0!">
            <TabsTrigger value="offers">{texts.tab}</TabsTrigger>
            <TabsTrigger value="polls">{pollTexts().panel.title}</TabsTrigger>
            <TabsTrigger value="slides">{materialTexts().tab}</TabsTrigger>
          </TabsList>
          <Button
            variant="ghost"
            size="icon"
            aria-label={texts.close}
            onClick={() => dispatch(roomActions.asideToggled('engage'))}
          >
            <X size={16} aria-hidden="true" />
          </Button>
        </div>
        <TabsContent value="slides" className={body}>
          <DeckPanel store={session.materials} />
        </TabsContent>
        <TabsContent value="offers" className={body}>
          <Offers session={session} sessionId={sessionId} />
        </TabsContent>
        <TabsContent value="polls" className={body}>
          <Polls session={session} sessionId={sessionId} />
        </TabsContent>
      </Tabs>
    </section>
  );
}

/** Reads a list again where somebody, or a plan, has changed what is on the screens. */
function useFreshList(queryKey: readonly string[], revision: number): void {
  const client = useQueryClient();
  const key = queryKey.join(' ');
  useEffect(() => {
    void client.invalidateQueries({ queryKey: key.split(' '), exact: true });
  }, [client, key, revision]);
}

/** Whether they may write offers and polls: a right on the site, which a co-host need not have. */
const useMayPrepare = (): boolean => useQuery(meQuery).data?.operations.includes('offers.create') ?? false;

function Offers({ session: { offers }, sessionId }: EngagePanelProps) {
  const isLive = useRoom((room) => room.status === 'live');
  const counts = useSyncExternalStore(offers.subscribe, offers.getCounts);
  const mayPrepare = useMayPrepare();
  useFreshList(queryKeys.offers(sessionId), useSyncExternalStore(offers.subscribe, offers.getRevision));
  return <OfferList sessionId={sessionId} isLive={isLive} mayPrepare={mayPrepare} counts={counts} />;
}

function Polls({ session: { polls }, sessionId }: EngagePanelProps) {
  const isLive = useRoom((room) => room.status === 'live');
  const tallies = useSyncExternalStore(polls.subscribe, polls.getTallies);
  useFreshList(queryKeys.polls(sessionId), useSyncExternalStore(polls.subscribe, polls.getRevision));
  const mayPrepare = useMayPrepare();
  return <PollList sessionId={sessionId} isLive={isLive} tallies={tallies} mayPrepare={mayPrepare} mayExport={false} />;
}
