import type {
  Ack,
  Aside,
  CatchUp,
  ChatMessage,
  ChatStanding,
  Material,
  HeldMessage,
  MutedPerson,
  Question,
  roomNamespace,
  StageLayout,
} from '@stageline/contracts';
import type { Socket } from 'socket.io-client';
import type { z } from 'zod';
import type { ChatPort } from './chat-store.ts';
import type { MaterialPort } from './material-store.ts';
import type { OfferPort } from './offer-store.ts';
import type { PollPort } from './poll-store.ts';
import type { ReactionPort } from './reaction-store.ts';
import { RoomProblem } from './room-problem.ts';

type Tell = (typeof roomNamespace)['tell'];
export type RoomTick = z.output<Tell['room:tick']>;
export type RoomStateMessage = z.output<Tell['room:state']>;
export type RoomChat = z.output<Tell['room:chat']>;
export type OwnOffers = z.output<Tell['room:own-offers']>;
export type OwnAnswers = z.output<Tell['room:own-answers']>;
export type RoomReactions = z.output<Tell['room:reactions']>;
export type RoomCaptions = z.output<Tell['room:captions']>;
export type RoomCaptioned = z.output<Tell['room:captioned']>;
export type HostTick = z.output<Tell['room:host-tick']>;
type ChangesAnswer = z.output<(typeof roomNamespace)['ask']['room:changes']['ack']>;
type QuestionsAnswer = z.output<(typeof roomNamespace)['ask']['room:questions']['ack']>;
type AsidesAnswer = z.output<(typeof roomNamespace)['ask']['room:asides']['ack']>;
type HeldAnswer = z.output<(typeof roomNamespace)['ask']['room:held']['ack']>;
type HistoryAnswer = z.output<(typeof roomNamespace)['ask']['room:history']['ack']>;

/** `refused`: no ticket can be had any more (the link or the log-in is over); no further attempt is made. */
export type RoomConnection = 'connecting' | 'open' | 'reconnecting' | 'refused';

export interface RoomSocketListener {
  onConnection(connection: RoomConnection): void;
  onState(state: RoomStateMessage): void;
  onTick(tick: RoomTick): void;
  /** We may come behind the stage. */
  onCalled(): void;
  onChat(chat: RoomChat): void;
  onStanding(standing: ChatStanding): void;
  onOwnOffers(own: OwnOffers): void;
  onOwnAnswers(own: OwnAnswers): void;
  onHostTick(tick: HostTick): void;
  onAside(aside: Aside): void;
  onOwnFiles(own: { pass: string }): void;
  onHeld(held: HeldMessage): void;
  onReactions(reactions: RoomReactions): void;
  onCaptions(state: RoomCaptions): void;
  onCaptioned(told: RoomCaptioned): void;
}

export interface RoomSocket extends ChatPort {
  readonly offers: OfferPort;
  readonly polls: PollPort;
  readonly reactions: ReactionPort;
  readonly materials: MaterialPort;
  /** Stores a message, or has it wait for a host; the same `clientId` is stored once. Fails with RoomProblem, or Error when the server is silent. */
  send(text: string, clientId: string): Promise<ChatMessage | HeldMessage>;
  /** Messages after a sequence, oldest first, at most 200. */
  history(after: number): Promise<HistoryAnswer>;
  setLayout(layout: StageLayout): Promise<void>;
  /** What happened before we came; null where we were there. */
  catchUp(): Promise<CatchUp | null>;
  close(): void;
}

const ACK_TIMEOUT_MS = 8_000;
const RETRY_MS = { first: 500, most: 8_000 };

/**
 * The room's socket: chat, viewer count, state of the session. Each connection presents a ticket of its own, because a
 * ticket is spent once.
 * @param takeTicket answers a fresh room ticket
 * @param isFinal whether an error of `takeTicket` means that there will never be another ticket
 */
export function openRoomSocket(
  takeTicket: () => Promise<string>,
  isFinal: (error: unknown) => boolean,
  listener: RoomSocketListener,
): RoomSocket {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let everOpen = false;
  let known: Socket | undefined;
  let found: (socket: Socket) => void = () => undefined;
  const opened = new Promise<Socket>((resolve) => (found = resolve));

  const waiting = () => listener.onConnection(everOpen ? 'reconnecting' : 'connecting');
  const retryLater = () => {
    if (closed) return;
    waiting();
    const delayMs = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** failures) * (0.5 + Math.random() / 2);
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), delayMs);
  };
  /** The room's code, which shows the picture, does not wait for that of the socket. */
  const connect = async (): Promise<void> => {
    try {
      const { io } = await import('socket.io-client');
      if (closed) return;
      known ??= listen(io('/room', { transports: ['websocket'], autoConnect: false, auth }));
      known.connect();
    } catch {
      retryLater();
    }
  };
  const auth = (present: (data: object) => void): void => {
    takeTicket().then(
      (ticket) => present({ ticket }),
      (error: unknown) => {
        known?.disconnect();
        if (isFinal(error)) listener.onConnection('refused');
        else retryLater();
      },
    );
  };
  const listen = (socket: Socket): Socket => {
    socket.on('connect', () => {
      failures = 0;
      everOpen = true;
      listener.onConnection('open');
    });
    socket.on('disconnect', (reason) => {
      if (closed || reason === 'io client disconnect') return;
      waiting();
      if (!socket.active) retryLater();
    });
    socket.on('connect_error', () => {
      if (socket.active) waiting();
      else retryLater();
    });
    socket.on('room:tick', (tick: RoomTick) => listener.onTick(tick));
    socket.on('room:aside', (aside: Aside) => listener.onAside(aside));
    socket.on('room:held-changed', (held: HeldMessage) => listener.onHeld(held));
    socket.on('room:reactions', (reactions: RoomReactions) => listener.onReactions(reactions));
    socket.on('room:captions', (state: RoomCaptions) => listener.onCaptions(state));
    socket.on('room:captioned', (told: RoomCaptioned) => listener.onCaptioned(told));
    socket.on('room:own-files', (own: { pass: string }) => listener.onOwnFiles(own));
    socket.on('room:called', () => listener.onCalled());
    socket.on('room:chat', (chat: RoomChat) => listener.onChat(chat));
    socket.on('room:standing', (standing: ChatStanding) => listener.onStanding(standing));
    socket.on('room:own-offers', (own: OwnOffers) => listener.onOwnOffers(own));
    socket.on('room:own-answers', (own: OwnAnswers) => listener.onOwnAnswers(own));
    socket.on('room:host-tick', (tick: HostTick) => listener.onHostTick(tick));
    socket.on('room:state', (state: RoomStateMessage) => listener.onState(state));
    found(socket);
    return socket;
  };
  listener.onConnection('connecting');
  void connect();

  const ask = async <T>(event: string, payload: unknown): Promise<T> => {
    const socket = await opened;
    const answer = (await socket.timeout(ACK_TIMEOUT_MS).emitWithAck(event, payload)) as Ack<T>;
    if (!answer.ok) throw new RoomProblem(answer.problem);
    return answer.data;
  };
  return {
    send: (text, clientId) => ask<ChatMessage | HeldMessage>('room:send-message', { text, clientId }),
    history: (after) => ask<HistoryAnswer>('room:history', { after }),
    changes: (after) => ask<ChangesAnswer>('room:changes', { after }),
    offers: { mark: (offerId, mark) => ask<void>('room:mark-offer', { offerId, mark }) },
    materials: {
      list: async () => (await ask<{ items: Material[] }>('room:list-files', {})).items,
      show: (slide) => ask<void>('room:show-slide', { slide }),
      give: (fileId, isGiven) => ask<void>('room:give-file', { fileId, isGiven }),
    },
    reactions: { react: (reaction) => ask<void>('room:react', { reaction }) },
    polls: { answer: (runId, answers) => ask<void>('room:answer-poll', { runId, answers }) },
    moderator: {
      remove: (messageId) => ask<void>('room:remove-message', { messageId }),
      pin: (messageId, pinned) => ask<void>('room:pin-message', { messageId, pinned }),
      muteAuthor: (messageId) => ask<MutedPerson>('room:mute-author', { messageId }),
      banAuthor: (messageId) => ask<MutedPerson>('room:ban-author', { messageId }),
      inviteAuthor: (messageId) => ask<void>('room:invite-author', { messageId }),
      unmute: (personId) => ask<void>('room:unmute', { personId }),
      muted: async () => (await ask<{ people: MutedPerson[] }>('room:list-muted', {})).people,
      setUp: (rules) => ask<void>('room:set-up-chat', rules),
    },
    questions: {
      ask: (text, clientId) => ask<Question | HeldMessage>('room:ask-question', { text, clientId }),
      vote: (questionId, inFavour) => ask<void>('room:vote', { questionId, inFavour }),
      list: (after) => ask<QuestionsAnswer>('room:questions', { after }),
      answer: (questionId, answer) => ask<void>('room:answer-question', { questionId, answer }),
      remove: (questionId) => ask<void>('room:remove-question', { questionId }),
    },
    held: {
      list: (after) => ask<HeldAnswer>('room:held', { after }),
      decide: (heldId, approve) => ask<void>('room:decide-held', { heldId, approve }),
    },
    catchUp: async () => (await ask<{ catchUp: CatchUp | null }>('room:catch-up', {})).catchUp,
    setLayout: (layout) => ask<void>('room:set-layout', layout),
    asides: {
      tell: (text, clientId) => ask<Aside>('room:tell-hosts', { text, clientId }),
      answer: (personId, text, clientId) => ask<Aside>('room:answer-aside', { personId, text, clientId }),
      list: (after) => ask<AsidesAnswer>('room:asides', { after }),
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      known?.disconnect();
    },
  };
}
