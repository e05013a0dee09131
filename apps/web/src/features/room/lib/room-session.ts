import type { Dispatch } from '@reduxjs/toolkit';
import type { CatchUp, ChatChange, RoomRole, RoomStanding, StageLayout } from '@stageline/contracts';
import type { MediaClient, MediaState, RemoteTrack, StageDirection } from '../../../realtime/media/index.ts';
import { isBanned, isFinalRefusal } from '../api/refusals.ts';
import { type MediaConnection, roomActions, type SessionStatus } from '../slice.ts';
import { CaptionStore } from './caption-store.ts';
import { ChatStore } from './chat-store.ts';
import { type DeviceChoice, stopStream } from './devices.ts';
import { loadMediaClient } from './load-media.ts';
import { LocalMedia } from './local-media.ts';
import { MaterialStore } from './material-store.ts';
import { OfferStore } from './offer-store.ts';
import { PeopleStore } from './people-store.ts';
import { PollStore } from './poll-store.ts';
import { ReactionStore } from './reaction-store.ts';
import { openRoomSocket, type RoomSocket } from './room-socket.ts';
import { createTicketSource, type TicketPair, type TicketSource } from './ticket-source.ts';

export interface RoomSetup {
  readonly role: RoomRole;
  /** An attendee whom a host has asked behind the stage before the session is live. */
  readonly isSpeaker?: boolean;
  readonly displayName: string;
  /** Who we are in the room. */
  readonly identity: string;
  readonly status: SessionStatus;
  readonly viewers: number;
  /** Answers fresh tickets. */
  readonly fetchTickets: () => Promise<TicketPair>;
}

/** What others do to somebody's place on the stage, which has to be said to them. */
export type StageNews = 'muted' | 'removed' | 'withdrawn';

/** The audience of a room that opens does not arrive in the same instant. */
const SPREAD_MS = 400;
/** Physical pixels per CSS pixel that a moving picture is worth. */
const SHARPEST = 2;
/** The media server may hear a moment later than we do that the session is live. */
const TRY_AGAIN_MS = 2_000;

const connectionOf = (state: MediaState): MediaConnection => {
  if (state.status === 'connected') return 'open';
  if (state.status !== 'closed') return state.status;
  return state.reason === 'left' || state.reason === 'room-closed' ? 'idle' : state.reason;
};

/**
 * One person's stay in one room: the socket with chat and counters, and the media. What the room shows of it goes to
 * the store; tracks and sockets stay here.
 */
export class RoomSession {
  readonly role: RoomSetup['role'];
  readonly chat: ChatStore;
  /** What stands on the screen. */
  readonly offers: OfferStore;
  /** What the room is asked. */
  readonly polls: PollStore;
  /** Slides, and what the audience may take home. */
  readonly materials: MaterialStore;
  /** What people show without a word. */
  readonly reactions: ReactionStore;
  /** What is said on the stage, in words. */
  readonly captions = new CaptionStore();
  readonly displayName: string;
  readonly identity: string;
  /** What we send from the stage. */
  readonly local: LocalMedia;
  /** Who is in the room; only hosts are told. */
  readonly people = new PeopleStore();
  readonly #dispatch: Dispatch;
  readonly #tickets: TicketSource;
  readonly #socket: RoomSocket;
  #media: MediaClient | null = null;
  #status: SessionStatus;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #isSpeaker: boolean;
  #standing: RoomStanding = 'audience';
  /** We say no, or step down: the change that follows is no news. */
  #stepsBack = false;
  #onStageNews: (news: StageNews) => void = () => undefined;
  /** Rises with every opening and closing of the media, so that a late answer is known to be late. */
  #turn = 0;

  constructor(setup: RoomSetup, dispatch: Dispatch) {
    this.role = setup.role;
    this.displayName = setup.displayName;
    this.identity = setup.identity;
    this.#status = setup.status;
    this.#dispatch = dispatch;
    this.#tickets = createTicketSource(async () => {
      const pair = await setup.fetchTickets();
      // Whoever was away for the moment in which they were called hears of it by their next ticket.
      if (pair.mediaTicket !== null && this.role === 'attendee' && !this.#isSpeaker) this.#called();
      return pair;
    });
    this.#isSpeaker = setup.isSpeaker === true;
    dispatch(roomActions.roomEntered({ role: setup.role, status: setup.status, viewers: setup.viewers }));
    this.local = new LocalMedia(
      () => this.#media,
      (sending) => dispatch(roomActions.sendingChanged(sending)),
    );
    const isFinal = (error: unknown): boolean => {
      if (isBanned(error)) dispatch(roomActions.shutOut());
      return isFinalRefusal(error);
    };
    this.#socket = openRoomSocket(this.#tickets.takeRoom, isFinal, {
      onConnection: (connection) => dispatch(roomActions.connectionChanged(connection)),
      onState: (state) => {
        dispatch(roomActions.viewersChanged(state.viewers));
        dispatch(roomActions.layoutChanged(state.layout));
        dispatch(roomActions.recordingChanged(state.recording));
        this.#statusChanged(state.status);
        void this.chat.announce(state.lastSequence);
      },
      onAside: (aside) => this.chat.asides.receive(aside),
      onOwnFiles: ({ pass }) => this.materials.own(pass),
      onHeld: (held) => this.chat.held.receive(held),
      onReactions: ({ counts }) => this.reactions.enter(counts),
      onCaptions: (state) => this.captions.enter(state),
      onCaptioned: ({ lines }) => this.captions.receive(lines),
      onCalled: () => this.#called(),
      onChat: (chat) => {
        this.offers.show(chat.revision, chat.offers);
        this.polls.show(chat.revision, chat.polls);
        this.materials.show(chat.revision, chat.materials);
        void this.chat.enter(chat);
      },
      onOwnOffers: (own) => this.offers.own(own),
      onOwnAnswers: ({ answers }) => this.polls.remember(answers),
      onHostTick: ({ offers, tallies }) => {
        if (offers !== undefined) this.offers.count(offers);
        if (tallies !== undefined) this.polls.count(tallies);
      },
      onStanding: (standing) => this.chat.stand(standing),
      onTick: (tick) => {
        if (tick.viewers !== undefined) dispatch(roomActions.viewersChanged(tick.viewers));
        if (tick.tallies !== undefined) this.polls.count(tick.tallies);
        if (tick.reactions !== undefined) this.reactions.receive(tick.reactions);
        if (tick.changes !== undefined) void this.chat.change(tick.changes);
        if (tick.messages.length === 0) return;
        dispatch(roomActions.messagesArrived(tick.messages.length));
        void this.chat.receive(tick.messages);
      },
    });
    this.offers = new OfferStore(this.#socket.offers, { awaitsOwn: setup.role !== 'observer' });
    this.polls = new PollStore(this.#socket.polls);
    this.reactions = new ReactionStore(this.#socket.reactions);
    this.materials = new MaterialStore(this.#socket.materials);
    const onChanges = (changes: readonly ChatChange[]) => {
      this.offers.receive(changes);
      this.polls.receive(changes);
      this.materials.receive(changes);
    };
    const onHeld = () => void dispatch(roomActions.messagesArrived(1));
    this.chat = new ChatStore(setup.displayName, this.#socket, undefined, onChanges, onHeld);
    if (this.#wantsMedia()) this.#openMedia();
  }

  /** The track of a source that somebody else sends. */
  trackOf(id: string): MediaStreamTrack | undefined {
    return this.#media?.tracks.find((track) => track.id === id)?.track;
  }

  /** Says how large a track of somebody else is shown, in CSS pixels; 0 for one that is not. Others are passed over. */
  readonly show = (track: MediaStreamTrack, height: number): void => {
    const media = this.#media;
    const shown = media?.tracks.find((each) => each.track === track);
    if (shown !== undefined) media?.show(shown.id, height * Math.min(devicePixelRatio, SHARPEST));
  };

  /** Calls back when others change our place on the stage; one listener. @returns stops it */
  onStageNews(listener: (news: StageNews) => void): () => void {
    this.#onStageNews = listener;
    return () => {
      this.#onStageNews = () => undefined;
    };
  }

  /**
   * Comes onto the stage with what the device check opened, or with nothing for now. Sends it at once.
   * @throws MediaProblem when the invitation was taken back; Error when we are not connected
   */
  async acceptStage(stream: MediaStream | null, choice: DeviceChoice): Promise<void> {
    try {
      const media = this.#connected();
      if (media.standing === 'invited') await media.acceptStage();
    } catch (error) {
      stopStream(stream);
      throw error;
    }
    if (stream !== null) await this.local.take(stream, choice);
  }

  /** Says no to an invitation, or steps down. @throws MediaProblem, Error as above */
  async stepBack(): Promise<void> {
    const media = this.#connected();
    this.#stepsBack = true;
    try {
      await (media.standing === 'panelist' ? media.leaveStage() : media.declineStage());
    } finally {
      this.#stepsBack = false;
    }
  }

  /** As a host: invites somebody, mutes them, or takes them off the stage. @throws MediaProblem, Error as above */
  async direct(direction: StageDirection, identity: string): Promise<void> {
    await this.#connected().direct(direction, identity);
  }

  /** What happened before we came; null where we were there. Fails where the room does not answer. */
  catchUp(): Promise<CatchUp | null> {
    return this.#socket.catchUp();
  }

  /** As a host: how the stage is shown to everybody. @throws RoomProblem, Error when the server is silent */
  async setLayout(layout: StageLayout): Promise<void> {
    await this.#socket.setLayout(layout);
  }

  #connected(): MediaClient {
    if (this.#media === null) throw new Error('The room is not connected.');
    return this.#media;
  }

  /** Joins the media again after it was taken over elsewhere. */
  takeBack(): void {
    this.#openMedia();
  }

  /** Leaves for good and lets go of camera and microphone. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket.close();
    this.offers.close();
    this.captions.close();
    this.#media?.close();
    this.local.release();
  }

  /** Whoever is behind the stage is connected before it goes live, so that going live takes no time. */
  #wantsMedia(): boolean {
    const isOfTeam = this.role !== 'attendee' && this.role !== 'observer';
    const isBackstage = isOfTeam || this.#isSpeaker;
    return this.#status === 'live' || (isBackstage && this.#status === 'scheduled');
  }

  /** A host asks us behind the stage. Harmless when repeated. */
  #called(): void {
    if (this.#status !== 'scheduled' || this.#closed) return;
    this.#isSpeaker = true;
    if (this.#media === null && this.#wantsMedia()) this.#openMediaIn(0);
  }

  #statusChanged(status: SessionStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#dispatch(roomActions.statusChanged(status));
    if (!this.#wantsMedia()) this.#closeMedia();
    else if (this.#media === null) this.#openMediaIn(Math.random() * SPREAD_MS);
    if (status === 'ended') this.local.release();
  }

  /** The media client that asks hears of it once it has been told that there is no ticket. */
  #noSpeaker(): void {
    this.#isSpeaker = false;
    const turn = this.#turn;
    queueMicrotask(() => {
      if (turn === this.#turn && !this.#wantsMedia()) this.#closeMedia();
    });
  }

  #openMediaIn(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#closed && this.#wantsMedia()) this.#openMedia();
    }, delayMs);
  }

  #openMedia(): void {
    this.#closeMedia();
    this.#dispatch(roomActions.mediaChanged('connecting'));
    const turn = this.#turn;
    const isStale = () => this.#closed || turn !== this.#turn;
    loadMediaClient().then(
      (Client) => isStale() || this.#joinMedia(new Client({ getTicket: () => this.#mediaTicket() })),
      () => isStale() || this.#openMediaIn(TRY_AGAIN_MS),
    );
  }

  #joinMedia(media: MediaClient): void {
    this.#media = media;
    media.on('state', (state) => this.#mediaChanged(media, state));
    media.on(
      'overflow',
      (playlistUrl) => this.#media === media && this.#dispatch(roomActions.overflowChanged(playlistUrl)),
    );
    media.on('role', (role) => this.#dispatch(roomActions.roleChanged(role)));
    media.on('standing', (standing) => this.#standingChanged(media, standing));
    media.on('people', (change) => this.people.apply(change));
    media.on('muted', () => {
      void this.local.setMicrophone(false).catch(() => undefined);
      this.#onStageNews('muted');
    });
    media.on('viewers', (viewers) => this.#dispatch(roomActions.viewersChanged(viewers)));
    // Whoever has no tile needs no picture; a tile says so at once.
    media.on('track-added', ({ id, source }) => (source === 'microphone' ? undefined : media.show(id, 0)));
    for (const event of ['track-added', 'track-changed', 'track-removed'] as const)
      media.on(event, () => this.#tracksChanged(media));
    media.on('producers', (producers) => {
      if (this.#media === media)
        this.#dispatch(
          roomActions.sendingChanged(producers.filter(({ paused }) => !paused).map(({ source }) => source)),
        );
    });
    // Why it ended is told by its state, and what is not sent by `sending`.
    media
      .join()
      .then(() => this.local.send())
      .catch(() => undefined);
  }

  #closeMedia(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    const media = this.#media;
    this.#media = null;
    media?.close();
    this.#dispatch(roomActions.remoteTracksChanged([]));
    this.#dispatch(roomActions.overflowChanged(null));
    this.#dispatch(roomActions.mediaChanged('idle'));
  }

  #mediaChanged(media: MediaClient, state: MediaState): void {
    if (this.#media !== media || this.#closed) return;
    this.#dispatch(roomActions.mediaChanged(connectionOf(state)));
    // After a loss nothing is sent again unasked (C-06).
    if (state.status === 'reconnecting' && this.local.getStream() !== null) this.#dispatch(roomActions.sendingLost());
    if (state.status !== 'closed' || state.reason !== 'room-closed') return;
    this.#isSpeaker = false;
    this.#closeMedia();
    if (this.#wantsMedia()) this.#openMediaIn(TRY_AGAIN_MS);
  }

  #standingChanged(media: MediaClient, standing: RoomStanding): void {
    if (this.#media !== media) return;
    const before = this.#standing;
    this.#standing = standing;
    this.#dispatch(roomActions.standingChanged(standing));
    if (standing !== 'audience') return;
    // Off the stage the light goes off, whoever decided it.
    this.local.release();
    if (!this.#stepsBack && before === 'panelist') this.#onStageNews('removed');
    if (!this.#stepsBack && before === 'invited') this.#onStageNews('withdrawn');
  }

  #tracksChanged(media: MediaClient): void {
    if (this.#media !== media) return;
    const known = media.tracks.map(({ id, source, identity, displayName, paused, starved }: RemoteTrack) => ({
      id,
      source,
      identity,
      displayName,
      paused,
      starved,
    }));
    this.#dispatch(roomActions.remoteTracksChanged(known));
  }

  async #mediaTicket(): Promise<string> {
    const ticket = await this.#tickets.takeMedia();
    if (ticket === null) {
      // Not asked behind the stage any more: back to the lobby.
      if (this.#status === 'scheduled') this.#noSpeaker();
      throw Object.assign(new Error('The session is not live yet.'), { retryable: true });
    }
    return ticket;
  }
}
