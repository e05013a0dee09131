import type { FollowUpBar, MailStop } from '@stageline/contracts';
import type { MailPreferencesService } from '../mail-preferences/index.ts';
import type { Attendee } from './follow-ups.types.ts';

const BARS: Readonly<Record<MailStop, FollowUpBar>> = {
  unsubscribed: 'unsubscribed',
  complaint: 'complained',
  'hard-bounce': 'bounced',
  'soft-bounces': 'bounced',
  unconfirmed: 'suppressed',
  'no-consent': 'suppressed',
  expired: 'suppressed',
  withdrawn: 'suppressed',
};
type Reader = Pick<Attendee['attendee'], 'email' | 'personId' | 'unsubscribed'>;

/** Why mail may not be sent to these, in their order; null for whoever it may. */
export async function barsOf(
  preferences: Pick<MailPreferencesService, 'stopsFor'>,
  readers: readonly Reader[],
): Promise<(FollowUpBar | null)[]> {
  const reachable = readers.filter(({ email }) => email !== null);
  const stops = await preferences.stopsFor(
    reachable.map(({ email, personId }) => ({ address: email!, personId, topic: 'follow-ups' })),
  );
  const stopOf = new Map(reachable.map((reader, at) => [reader, stops[at] ?? null]));
  return readers.map((reader) => {
    if (reader.email === null) return 'no-email';
    // What another program's file says holds here, too.
    if (reader.unsubscribed) return 'unsubscribed';
    const stop = stopOf.get(reader) ?? null;
    return stop === null ? null : BARS[stop];
  });
}
