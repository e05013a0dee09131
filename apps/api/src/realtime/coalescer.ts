/** Milliseconds over which the broadcasts of one room and event become one frame (performance notes: 0.29 of the cost). */
export const TICK_MS = 100;

/** Joins a newer payload of an event to an older one that has not gone out yet. */
export type Merge = (older: unknown, newer: unknown) => unknown;

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
export function createCoalescer(
  merges: ReadonlyMap<string, Merge>,
  send: (room: string, event: string, payload: unknown) => void,
) {
  const slots = new Map<string, Slot>();

  function close(key: string, slot: Slot): void {
    slots.delete(key);
    if (slot.pending === undefined) return;
    send(slot.room, slot.event, slot.pending.payload);
    open(key, slot.room, slot.event);
  }

  function open(key: string, room: string, event: string): void {
    const slot: Slot = { room, event, pending: undefined, timer: setTimeout(() => close(key, slot), TICK_MS) };
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
