import { useSyncExternalStore } from 'react';
import type { StageFace } from '../components/stage-grid.tsx';
import type { RoomSession } from '../lib/room-session.ts';
import { tilesOf } from '../lib/stage-tiles.ts';
import { useRoom } from '../slice.ts';

/** The others on the stage with their tracks, in the order in which they came. */
export function useFaces(session: RoomSession): StageFace[] {
  const tracks = useRoom((room) => room.remoteTracks);
  return tilesOf(tracks).map(({ identity, displayName, camera, microphoneOn }) => ({
    key: identity,
    name: displayName,
    camera: camera === undefined ? undefined : session.trackOf(camera),
    microphoneOn,
  }));
}

/** Ourselves on the stage, as the others see us; the picture is there before it is sent. */
export function useOwnFace(session: RoomSession): StageFace {
  const stream = useSyncExternalStore(session.local.subscribe, session.local.getStream);
  const sending = useRoom((room) => room.sending);
  return {
    key: session.identity,
    name: session.displayName,
    camera: stream?.getVideoTracks().find((track) => track.readyState === 'live'),
    microphoneOn: sending.includes('microphone'),
    isOwn: true,
  };
}

/** The screen that somebody else shows, the last one of several. */
export function useSharedScreen(
  session: RoomSession,
): { id: string; name: string; track: MediaStreamTrack | undefined } | null {
  const shown = useRoom((room) => room.remoteTracks.findLast(({ source, paused }) => source === 'screen' && !paused));
  return shown === undefined ? null : { id: shown.id, name: shown.displayName, track: session.trackOf(shown.id) };
}
