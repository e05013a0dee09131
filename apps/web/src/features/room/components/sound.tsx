import { useEffect, useRef } from 'react';
import { useDispatch } from 'react-redux';
import type { RoomSession } from '../lib/room-session.ts';
import { roomActions, useRoom } from '../slice.ts';

/** Plays what others say. Where the browser waits for a gesture, `soundBlocked` asks for one, and `unlock` answers. */
export function Sound({ session, isMuted }: { session: RoomSession; isMuted: boolean }) {
  const tracks = useRoom((room) => room.remoteTracks);
  return tracks
    .filter((track) => track.source === 'microphone')
    .map((track) => <SoundTrack key={track.id} track={session.trackOf(track.id)} isMuted={isMuted} />);
}

function SoundTrack({ track, isMuted }: { track: MediaStreamTrack | undefined; isMuted: boolean }) {
  const element = useRef<HTMLAudioElement>(null);
  const dispatch = useDispatch();
  const isBlocked = useRoom((room) => room.soundBlocked);
  useEffect(() => {
    const audio = element.current;
    if (audio === null || track === undefined) return undefined;
    audio.srcObject = new MediaStream([track]);
    let isGone = false;
    audio.play().catch((error: unknown) => {
      if (!isGone && error instanceof DOMException && error.name === 'NotAllowedError')
        dispatch(roomActions.soundBlockedChanged(true));
    });
    return () => {
      isGone = true;
      audio.srcObject = null;
    };
  }, [track, dispatch]);
  // The gesture that clears the block is the one that allows the sound.
  useEffect(() => {
    if (!isBlocked) element.current?.play().catch(() => undefined);
  }, [isBlocked]);
  return <audio ref={element} autoPlay muted={isMuted} />;
}
