const SHORTEST_TICK_MS = 100;
const LONGEST_TICK_MS = 500;
/**
 * A frame costs some 15 to 20 microseconds for each reader once a tenth of a second has passed since the last, so a room
 * that is busy without a break takes about a twentieth of a core, however many read along.
 */
const TICK_MS_PER_READER = 0.4;

/** Milliseconds over which the broadcasts of one event become one frame, in a room of so many readers. */
export const tickOf = (readers: number): number =>
  Math.min(Math.max(SHORTEST_TICK_MS, readers * TICK_MS_PER_READER), LONGEST_TICK_MS);

/** Joins a newer payload of an event to an older one that has not gone out yet. */
export type Merge = (older: unknown, newer: unknown) => unknown;

export interface Delivery {
  send(room: string, event: string, payload: unknown): void;
  /** How many a broadcast to the room goes to, on this process. */
  readersOf(room: string): number;
}

interface Slot {
  room: string;
  event: string;
  /** Undefined while the slot only waits for its window to pass. */
  pending: { payload: unknown } | undefined;
  timer: NodeJS.Timeout;
}

/**
 * The tick of every room: the first broadcast goes out at once, those that follow within a tick are merged into one.
 * An idle room owns no timer. Events without a merge rule always go out at once.
 */
export function createCoalescer(merges: ReadonlyMap<string, Merge>, { send, readersOf }: Delivery) {
  const slots = new Map<string, Slot>();

  function close(key: string, slot: Slot): void {
    slots.delete(key);
    if (slot.pending === undefined) return;
    send(slot.room, slot.event, slot.pending.payload);
    open(key, slot.room, slot.event);
  }

  function open(key: string, room: string, event: string): void {
    const slot: Slot = {
      room,
      event,
      pending: undefined,
      timer: setTimeout(() => close(key, slot), tickOf(readersOf(room))),
    };
    slot.timer.unref();
    slots.set(key, slot);
  }

  return {
    push(room: string, event: string, payload: unknown): void {
      const merge = merges.get(event);
      if (merge === undefined) return send(room, event, payload);
      const key = `${room}\n${event}`;
      const slot = slots.get(key);
      if (slot === undefined) {
        send(room, event, payload);
        return open(key, room, event);
      }
      slot.pending = { payload: slot.pending === undefined ? payload : merge(slot.pending.payload, payload) };
    },
    /** Sends what waits and stops every timer. */
    close(): void {
      for (const slot of slots.values()) {
        clearTimeout(slot.timer);
        if (slot.pending !== undefined) send(slot.room, slot.event, slot.pending.payload);
      }
      slots.clear();
    },
  };
}
