import type { EngagementTier, WebinarId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import mongoose from 'mongoose';
import type { Site } from './api-bed.ts';

export interface BedAttendee {
  readonly name: string;
  readonly email?: string | null;
  readonly tier: EngagementTier;
  readonly score?: number;
  readonly minutes?: number | null;
  readonly said?: readonly string[];
  readonly unsubscribed?: boolean;
  readonly personId?: string;
}

/** Somebody of each tier, and one who wants no mail. */
export const FIVE: readonly BedAttendee[] = [
  {
    name: 'Ana Berger',
    email: 'ana@example.com',
    tier: 'hot',
    score: 90,
    minutes: 58,
    said: ['Does it work for a team of three?'],
  },
  { name: 'Ben Miller', email: 'ben@example.com', tier: 'warm', score: 60, minutes: 45 },
  { name: '=cmd|A1', email: 'cleo@example.com', tier: 'cool', score: 30, minutes: 20 },
  { name: 'Dan Weber', email: 'dan@example.com', tier: 'no-show', minutes: null },
  { name: 'Eve Stone', email: 'eve@example.com', tier: 'warm', score: 55, minutes: 40, unsubscribed: true },
];

/** A webinar of a site whose people are known, as an import would leave it. */
export function followUpWebinar(
  site: Pick<Site, 'in'>,
  people: readonly BedAttendee[] = FIVE,
  change: object = {},
): Promise<WebinarId> {
  return site.in(async () => {
    const webinarId = newId('wbn');
    const at = new Date('2026-11-20T18:00:00.000Z');
    const tiers = { hot: 0, warm: 0, cool: 0, cold: 0, 'no-show': 0 };
    await mongoose.models['Webinar']!.create([
      {
        ...{
          _id: webinarId,
          source: 'import',
          title: 'Leading without Pressure',
          topic: 'How teams decide for themselves.',
        },
        ...{ heldAt: at, began: at, lasted: 60, durationMinutes: 60, timeZone: 'Europe/Berlin', language: 'en' },
        offer: {
          ...{
            name: 'Momentum',
            description: 'Eight weeks in a small group.',
            price: { amount: 49_700, currency: 'EUR' },
          },
          ...{ deadline: 'Sunday, 6 pm', url: 'https://ana.example/momentum' },
        },
        replayUrl: 'https://ana.example/replay',
        counts: { people: people.length, attended: 0, messages: 0, questions: 0, unmatched: 0, tiers },
        ...{ matches: [], revision: 1, settled: 1, createdAt: at, by: { membershipId: null, name: 'Owner' } },
        ...change,
      },
    ]);
    const rows = people.map((person) => ({ ...person, _id: newId('wat') }));
    await mongoose.models['WebinarAttendee']!.create(
      rows.map(
        ({
          _id,
          name,
          email = null,
          tier,
          score,
          minutes = null,
          said = [],
          unsubscribed = false,
          personId = null,
        }) => ({
          ...{ _id, webinarId, key: _id, name, email, nameKeys: [], text: name, attended: tier !== 'no-show', minutes },
          ...{
            messages: said.length,
            questions: said.length,
            score: score ?? null,
            rank: score ?? -1,
            tier,
            confidence: 1,
            parts: [],
          },
          ...{
            presence: [],
            unsubscribed,
            custom: [],
            lines: [],
            personId,
            said: { messages: 0, questions: 0 },
            sources: [],
          },
        }),
      ),
    );
    const messages = rows.flatMap(({ _id, name, said = [] }) =>
      said.map((text) => ({
        ...{ _id: newId('wms'), webinarId, digest: newId('wms'), files: [], at, sender: name, senderKey: name, text },
        ...{ isQuestion: text.endsWith('?'), attendeeId: _id },
      })),
    );
    if (messages.length > 0) await mongoose.models['WebinarMessage']!.create(messages);
    return webinarId;
  });
}
