import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { RoomSession, type RoomSetup } from '../lib/room-session.ts';

/** Enters the room and leaves it with the page. `setup` must keep its identity while the person stays. */
export function useRoomSession(setup: RoomSetup): RoomSession | null {
  const dispatch = useDispatch();
  const [session, setSession] = useState<RoomSession | null>(null);
  useEffect(() => {
    const entered = new RoomSession(setup, dispatch);
    setSession(entered);
    return () => {
      entered.close();
      setSession(null);
    };
  }, [setup, dispatch]);
  return session;
}
