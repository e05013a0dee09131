import { MOST_INSTALMENTS } from '@stageline/contracts';
import { allocate } from '@stageline/domain';

/** Parts of a debt, as controls hold them. */
export interface InstalmentValues {
  readonly count: string;
  /** The day, as a date control has it. */
  readonly first: string;
  readonly pace: 'week' | 'fortnight' | 'month';
}

export const countOf = (text: string): number | null => {
  const count = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0;
  return count >= 2 && count <= MOST_INSTALMENTS ? count : null;
};

/** The same day of a later month; its last one where that month is shorter. */
function monthsLater(first: Date, months: number): Date {
  const at = new Date(first);
  at.setMonth(at.getMonth() + months, 1);
  const last = new Date(at.getFullYear(), at.getMonth() + 1, 0).getDate();
  at.setDate(Math.min(first.getDate(), last));
  return at;
}
const daysLater = (first: Date, days: number): Date => {
  const at = new Date(first);
  at.setDate(at.getDate() + days);
  return at;
};

/** What is due in equal parts, the earlier ones a unit more where it does not divide; null while something is missing. */
export function partsOf({ count: text, first: day, pace }: InstalmentValues, due: number) {
  const count = countOf(text);
  // Noon of a day is that day wherever it is read.
  const first = new Date(`${day}T12:00`);
  if (count === null || Number.isNaN(first.getTime()) || due < count) return null;
  const dayOf = {
    week: (turn: number) => daysLater(first, 7 * turn),
    fortnight: (turn: number) => daysLater(first, 14 * turn),
    month: (turn: number) => monthsLater(first, turn),
  }[pace];
  return allocate(
    due,
    Array.from({ length: count }, () => 1),
  ).map((amount, turn) => ({
    dueAt: dayOf(turn).toISOString(),
    amount,
  }));
}
