const DAY_MS = 86_400_000;
/** A part is due at noon, which is that day wherever it is read: it is late once its day is over. */
const REST_OF_DAY_MS = DAY_MS / 2 - 1;

/** A part of a debt, and until when it is to be paid. */
export interface Instalment {
  readonly dueAt: Date;
  /** Minor units. */
  readonly amount: number;
}

/** Mails about a part, in their order, with the days after it is due. */
export const instalmentSteps = [
  { step: 'ahead', days: -3 },
  { step: 'first', days: 1 },
  { step: 'second', days: 7 },
  { step: 'last', days: 14 },
] as const;
export type InstalmentStep = (typeof instalmentSteps)[number]['step'];
/** Until then whoever is late keeps what they pay for. */
export const ARREARS_DAYS = 14;

/** Days between the tries to charge a kept card: on the day on which a part is due, three days later, and two days after that. */
const CHARGE_PAUSES = [0, 3, 2] as const;
export const MOST_CHARGES = CHARGE_PAUSES.length;
/** So long before, whoever let their card be kept is told of the charge. */
const NOTICE_DAYS = 2;

/** How often a kept card was tried for a part. */
export interface ChargeTries {
  readonly part: number;
  readonly made: number;
  readonly lastAt: Date;
}

/** A mail that was sent, or is to be sent: of which part, and which one. */
export interface InstalmentMail {
  /** The part's place, from 0 on. */
  readonly part: number;
  readonly step: InstalmentStep;
}

/** Where a debt in parts stands. */
export interface InstalmentsStanding {
  /** `late`: a part was not paid in time; `arrears`: for so long that what it pays for is closed. */
  readonly state: 'on_track' | 'late' | 'arrears' | 'paid';
  /** The part that is paid next; null where all is paid. */
  readonly part: number | null;
  /** What is asked for now: all that is late, or else the next part, as far as it is not paid. */
  readonly asked: number;
}

const totalOf = (parts: readonly Instalment[]): number => parts.reduce((sum, { amount }) => sum + amount, 0);
const daysAfter = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY_MS);

/** Until when a part is in time. */
export const inTimeUntil = ({ dueAt }: Pick<Instalment, 'dueAt'>): Date => new Date(dueAt.getTime() + REST_OF_DAY_MS);

/**
 * Where a debt in parts stands. What is paid pays the earliest parts first, whichever was meant.
 * @param due what is still to be paid of all of them
 */
export function instalmentsStanding(parts: readonly Instalment[], due: number, now: Date): InstalmentsStanding {
  if (due <= 0) return { state: 'paid', part: null, asked: 0 };
  const paid = totalOf(parts) - due;
  let before = 0;
  let part = parts.length - 1;
  for (const [index, { amount }] of parts.entries()) {
    if (before + amount > paid) {
      part = index;
      break;
    }
    before += amount;
  }
  const wanted = totalOf(parts.filter((each) => inTimeUntil(each) < now)) - paid;
  const next = before + parts[part]!.amount - paid;
  const { dueAt } = parts[part]!;
  const state = wanted <= 0 ? 'on_track' : daysAfter(dueAt, ARREARS_DAYS) > now ? 'late' : 'arrears';
  return { state, part, asked: Math.min(due, Math.max(wanted, next)) };
}

/**
 * The mail about the part that is paid next that is to be sent first, and when; null where none is left. Of several whose time has
 * come only the last is: nobody gets three at once because we were away.
 * @param sent the last one of them
 */
export function nextInstalmentMail(
  parts: readonly Instalment[],
  { part }: Pick<InstalmentsStanding, 'part'>,
  sent: InstalmentMail | null,
  now: Date,
): (InstalmentMail & { readonly at: Date }) | null {
  if (part === null) return null;
  const last = sent?.part === part ? instalmentSteps.findIndex(({ step }) => step === sent.step) : -1;
  const left = instalmentSteps
    .slice(last + 1)
    .map(({ step, days }) => ({ part, step, at: daysAfter(parts[part]!.dueAt, days) }));
  return left.findLast(({ at }) => at <= now) ?? left[0] ?? null;
}

/** What is left to be paid of a part, where what was paid pays the earliest parts first. */
export function restOfInstalment(parts: readonly Instalment[], due: number, part: number): number {
  const paid = totalOf(parts) - due;
  return Math.max(0, totalOf(parts.slice(0, part + 1)) - Math.max(paid, totalOf(parts.slice(0, part))));
}

/** When a kept card is charged next for the part that is paid next, and for which time; null where that was tried often enough. */
export function nextCharge(
  parts: readonly Instalment[],
  { part }: Pick<InstalmentsStanding, 'part'>,
  tries: ChargeTries | null,
): { readonly part: number; readonly turn: number; readonly at: Date } | null {
  if (part === null) return null;
  if (tries?.part !== part) return { part, turn: 0, at: parts[part]!.dueAt };
  const pause = CHARGE_PAUSES[tries.made];
  return pause === undefined ? null : { part, turn: tries.made, at: daysAfter(tries.lastAt, pause) };
}

/** The mail that tells of a charge before it is made; null where there was one of that part, or its day has come. */
export function nextChargeNotice(
  parts: readonly Instalment[],
  { part }: Pick<InstalmentsStanding, 'part'>,
  sent: InstalmentMail | null,
  now: Date,
): (InstalmentMail & { readonly at: Date }) | null {
  if (part === null || sent?.part === part) return null;
  const { dueAt } = parts[part]!;
  return dueAt <= now ? null : { part, step: 'ahead', at: daysAfter(dueAt, -NOTICE_DAYS) };
}
