import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { RoomConnection } from './lib/room-socket.ts';

/** What the room shows about the media connection; the tracks themselves stay in the media client. */
export type MediaConnection = 'idle' | 'connecting' | 'open' | 'reconnecting' | 'lost' | 'replaced';
export type SessionStatus = 'scheduled' | 'live' | 'ended';
/** A track of somebody else that can be attached to an element. */
export interface RemoteTrack {
  readonly id: string;
  readonly kind: 'audio' | 'video';
  readonly paused: boolean;
}

export interface RoomState {
  readonly connection: RoomConnection;
  readonly media: MediaConnection;
  readonly status: SessionStatus;
  readonly viewers: number;
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  readonly remoteTracks: readonly RemoteTrack[];
  /** The browser refused to play sound before a gesture. */
  readonly soundBlocked: boolean;
  readonly chatOpen: boolean;
  readonly unreadMessages: number;
}

const initialState: RoomState = {
  connection: 'connecting',
  media: 'idle',
  status: 'scheduled',
  viewers: 0,
  microphoneOn: true,
  cameraOn: true,
  remoteTracks: [],
  soundBlocked: false,
  chatOpen: true,
  unreadMessages: 0,
};

export const roomSlice = createSlice({
  name: 'room',
  initialState,
  reducers: {
    roomEntered: (_state, action: PayloadAction<{ status: SessionStatus; viewers: number }>) => ({
      ...initialState,
      ...action.payload,
    }),
    connectionChanged: (state, action: PayloadAction<RoomConnection>) => {
      state.connection = action.payload;
    },
    mediaChanged: (state, action: PayloadAction<MediaConnection>) => {
      state.media = action.payload;
    },
    statusChanged: (state, action: PayloadAction<SessionStatus>) => {
      state.status = action.payload;
      if (action.payload !== 'live') state.remoteTracks = [];
    },
    viewersChanged: (state, action: PayloadAction<number>) => {
      state.viewers = action.payload;
    },
    microphoneSwitched: (state, action: PayloadAction<boolean>) => {
      state.microphoneOn = action.payload;
    },
    cameraSwitched: (state, action: PayloadAction<boolean>) => {
      state.cameraOn = action.payload;
    },
    remoteTracksChanged: (state, action: PayloadAction<RemoteTrack[]>) => {
      state.remoteTracks = action.payload;
    },
    soundBlockedChanged: (state, action: PayloadAction<boolean>) => {
      state.soundBlocked = action.payload;
    },
    chatToggled: (state, action: PayloadAction<boolean>) => {
      state.chatOpen = action.payload;
      if (action.payload) state.unreadMessages = 0;
    },
    messagesArrived: (state, action: PayloadAction<number>) => {
      if (!state.chatOpen) state.unreadMessages += action.payload;
    },
  },
});

export const roomActions = roomSlice.actions;
