import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { MediaSource, RoomRole, RoomStanding, StageLayout } from '@stageline/contracts';
import { useSelector } from 'react-redux';
import type { RoomConnection } from './lib/room-socket.ts';

/**
 * The media connection as the room shows it. `replaced`: the same person opened the room elsewhere; `refused`: there
 * is no way in any more; `unsupported`: this browser cannot do it.
 */
export type MediaConnection = 'idle' | 'connecting' | 'open' | 'reconnecting' | 'replaced' | 'refused' | 'unsupported';
export type SessionStatus = 'scheduled' | 'live' | 'ended';

/** What is known of a track of somebody else; the track itself stays in the media client. */
export interface RemoteTrackInfo {
  readonly id: string;
  readonly source: MediaSource;
  /** Who sends it. */
  readonly identity: string;
  readonly displayName: string;
  readonly paused: boolean;
  /** The connection does not carry this picture for now. */
  readonly starved: boolean;
}

/** What can lie before the chat. */
export type Aside = 'people' | 'engage';

export interface RunningRecording {
  readonly id: string;
  readonly since: string;
  /** Null while it records. */
  readonly pausedSince: string | null;
  /** How long its earlier pauses were together. */
  readonly pausedMs: number;
}

export interface RoomState {
  readonly connection: RoomConnection;
  readonly media: MediaConnection;
  readonly status: SessionStatus;
  readonly viewers: number;
  /** How those on the stage are shown, as a host chose. */
  readonly layout: StageLayout;
  /** What we may do besides. */
  readonly role: RoomRole;
  /** The recording that runs, since when, and whether it is paused. */
  readonly recording: RunningRecording | null;
  /** Where we stand: a host, in the audience, invited to the stage or on it. */
  readonly standing: RoomStanding;
  /** What we send and is not paused. */
  readonly sending: readonly MediaSource[];
  /** We sent something before the connection broke, and wait for the word to send it again. */
  readonly mustResend: boolean;
  readonly remoteTracks: readonly RemoteTrackInfo[];
  /** Where it is watched from outside, because it is full. */
  readonly overflow: string | null;
  /** We have turned the sound off. */
  readonly soundOff: boolean;
  /** The browser does not play sound before a gesture. */
  readonly soundBlocked: boolean;
  /** What a host looks at in the place of the chat; null for the chat. */
  readonly aside: Aside | null;
  readonly chatOpen: boolean;
  readonly unreadMessages: number;
  /** A host has shut us out: nothing opens the room again. */
  readonly banned: boolean;
}

const initialState: RoomState = {
  connection: 'connecting',
  media: 'idle',
  status: 'scheduled',
  viewers: 0,
  layout: { mode: 'grid', spotlight: null },
  role: 'attendee',
  recording: null,
  standing: 'audience',
  sending: [],
  mustResend: false,
  remoteTracks: [],
  overflow: null,
  soundOff: false,
  soundBlocked: false,
  aside: null,
  chatOpen: true,
  unreadMessages: 0,
  banned: false,
};

export const roomSlice = createSlice({
  name: 'room',
  initialState,
  reducers: {
    roomEntered: (_state, action: PayloadAction<Pick<RoomState, 'role' | 'status' | 'viewers'>>) => ({
      ...initialState,
      ...action.payload,
    }),
    shutOut: (state) => {
      state.banned = true;
    },
    connectionChanged: (state, action: PayloadAction<RoomConnection>) => {
      state.connection = action.payload;
    },
    mediaChanged: (state, action: PayloadAction<MediaConnection>) => {
      state.media = action.payload;
    },
    statusChanged: (state, action: PayloadAction<SessionStatus>) => {
      state.status = action.payload;
    },
    viewersChanged: (state, action: PayloadAction<number>) => {
      state.viewers = action.payload;
    },
    layoutChanged: (state, action: PayloadAction<StageLayout>) => {
      state.layout = action.payload;
    },
    roleChanged: (state, action: PayloadAction<RoomRole>) => {
      state.role = action.payload;
    },
    recordingChanged: (state, action: PayloadAction<RoomState['recording']>) => {
      state.recording = action.payload;
    },
    standingChanged: (state, action: PayloadAction<RoomStanding>) => {
      state.standing = action.payload;
      // Nothing waits to be sent again by somebody who may not.
      if (action.payload === 'audience' || action.payload === 'invited') state.mustResend = false;
    },
    sendingChanged: (state, action: PayloadAction<MediaSource[]>) => {
      if (action.payload.length > 0) state.mustResend = false;
      state.sending = action.payload;
    },
    sendingLost: (state) => {
      state.mustResend = true;
    },
    remoteTracksChanged: (state, action: PayloadAction<RemoteTrackInfo[]>) => {
      state.remoteTracks = action.payload;
    },
    overflowChanged: (state, action: PayloadAction<string | null>) => {
      state.overflow = action.payload;
    },
    soundToggled: (state) => {
      state.soundOff = !state.soundOff;
    },
    soundBlockedChanged: (state, action: PayloadAction<boolean>) => {
      state.soundBlocked = action.payload;
    },
    /** The chat that lies behind something else comes to the front before it is hidden. */
    chatToggled: (state) => {
      state.chatOpen = state.aside !== null || !state.chatOpen;
      state.aside = null;
      state.unreadMessages = 0;
    },
    asideToggled: (state, action: PayloadAction<Aside>) => {
      state.aside = state.aside === action.payload ? null : action.payload;
      if (state.aside === null && state.chatOpen) state.unreadMessages = 0;
    },
    messagesArrived: (state, action: PayloadAction<number>) => {
      if (!state.chatOpen || state.aside !== null) state.unreadMessages += action.payload;
    },
  },
});

export const roomActions = roomSlice.actions;

/** Whether somebody only looks: what they would be refused is not shown to them. */
export const observes = ({ role }: Pick<RoomState, 'role'>): boolean => role === 'observer';
/** Whether we run the room with its host: go live, ask people onto the stage. */
export const mayDirect = ({ role }: Pick<RoomState, 'role'>): boolean => role === 'host' || role === 'cohost';

/** Reads the room's part of the store. */
export const useRoom = <T>(select: (room: RoomState) => T): T =>
  useSelector((state: { readonly [roomSlice.name]: RoomState }) => select(state.room));
