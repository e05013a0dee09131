import type { FollowUpState } from '@stageline/contracts';

/** In the order in which a mail goes through them; what failed stands where it is looked for. */
export const STATES = [
  'waiting',
  'writing',
  'failed',
  'draft',
  'approved',
  'exported',
  'sent',
] as const satisfies FollowUpState[];
export const isState = (value: string | null): value is FollowUpState => STATES.includes(value as FollowUpState);

export const stateTones = {
  waiting: 'neutral',
  writing: 'neutral',
  failed: 'danger',
  draft: 'primary',
  approved: 'success',
  exported: 'success',
  sent: 'success',
} as const satisfies Record<FollowUpState, string>;

/** Millionths of a US dollar as people read them: `$0.03`, and small amounts to the hundredth of a cent. */
export function formatMicros(micros: number, locale: string): string {
  const dollars = micros / 1_000_000;
  const maximumFractionDigits = dollars > 0 && dollars < 0.1 ? 4 : 2;
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', maximumFractionDigits }).format(dollars);
}
