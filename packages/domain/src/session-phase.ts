import type { Price, Registration, RoomStatus, SessionMode, SessionPhase, SessionStatus } from '@stageline/contracts';

export interface PhaseFacts {
  readonly status: SessionStatus;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Minutes before the start from which the lobby is open. */
  readonly lobbyMinutes: number;
  readonly hasReplay: boolean;
}

export const lobbyOpensAt = ({ startsAt, lobbyMinutes }: Pick<PhaseFacts, 'startsAt' | 'lobbyMinutes'>): Date =>
  new Date(startsAt.getTime() - lobbyMinutes * 60_000);

/** Where a masterclass stands at a moment (B-03); one whose time went by without it being held is over. */
export function phaseOf(facts: PhaseFacts, now: Date): SessionPhase {
  const { status } = facts;
  if (status === 'ended') return facts.hasReplay ? 'replay' : 'ended';
  if (status !== 'scheduled') return status;
  if (facts.endsAt <= now) return 'ended';
  return lobbyOpensAt(facts) <= now ? 'lobby' : 'countdown';
}

/** What the room of a masterclass goes by. */
export function roomStatusOf(status: SessionStatus): RoomStatus {
  if (status === 'live') return 'live';
  return status === 'draft' || status === 'scheduled' ? 'scheduled' : 'ended';
}

/** Seats that are free; null without a limit. Fewer may be allowed than are taken: everybody keeps theirs. */
export const seatsLeft = (capacity: number | null, held: number): number | null =>
  capacity === null ? null : Math.max(0, capacity - held);

/** Whether one can register: while it is to come or is on, and for a seat as long as one is free and nobody waits for it. */
export function registrationOf(
  phase: SessionPhase,
  { capacity, held, waiting }: { readonly capacity: number | null; readonly held: number; readonly waiting: number },
): Registration {
  if (phase !== 'countdown' && phase !== 'lobby' && phase !== 'live') return 'closed';
  if (capacity === null) return 'open';
  return waiting > 0 || held >= capacity ? 'waitlist' : 'open';
}

/** Every step there is, and from where. All else is refused. */
export const sessionSteps = {
  publish: ['draft'],
  reschedule: ['draft', 'scheduled'],
  edit: ['draft', 'scheduled', 'live'],
  goLive: ['scheduled'],
  end: ['live'],
  cancel: ['scheduled'],
  close: ['draft', 'ended', 'cancelled'],
} as const satisfies Record<string, readonly SessionStatus[]>;
export type SessionStep = keyof typeof sessionSteps;

/** Whether a step is possible from a state. */
export const mayStep = (step: SessionStep, status: SessionStatus): boolean =>
  (sessionSteps[step] as readonly SessionStatus[]).includes(status);

/** What somebody pays to attend. */
export interface Admission {
  readonly mode: SessionMode;
  readonly price: Price | null;
  readonly deposit: number | null;
}

/** What does not fit together in the mode and its price, by field; null where all does. */
export function admissionIssue({
  mode,
  price,
  deposit,
}: Admission): { readonly field: 'price' | 'deposit'; readonly message: string } | null {
  if (mode === 'free')
    return price === null && deposit === null ? null : { field: 'price', message: 'What is free has no price.' };
  if (mode !== 'offer_in_room' && price === null) return { field: 'price', message: 'Please give a price.' };
  if (mode !== 'deposit')
    return deposit === null ? null : { field: 'deposit', message: 'A deposit belongs to the mode “deposit”.' };
  if (deposit === null || deposit >= price!.amount)
    return { field: 'deposit', message: 'Please give a deposit that is less than the price.' };
  return null;
}
