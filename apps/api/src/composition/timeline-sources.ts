import { chatMoments, questionMoments } from '../modules/chat/index.ts';
import type { MomentSource } from '../modules/moments/index.ts';
import { offerMoments } from '../modules/offers/index.ts';
import { orderMoments } from '../modules/orders/index.ts';
import { pollMoments } from '../modules/polls/index.ts';
import { recordingMoments, recordingStarts } from '../modules/recordings/index.ts';
import { sessionMoments } from '../modules/sessions/index.ts';
import { speechMoments } from '../modules/transcripts/index.ts';

/** Whose speech a timeline tells, of one masterclass. */
const MOST_RECORDINGS = 100;

/** What may be told to everybody in the room. */
export const toldToAll: readonly MomentSource[] = [questionMoments, offerMoments, pollMoments];

/** Whatever knows of something that happens in a masterclass (ADR 38). */
export const timelineSources: readonly MomentSource[] = [
  sessionMoments,
  recordingMoments,
  speechMoments((id) => recordingStarts(id, MOST_RECORDINGS)),
  ...toldToAll,
  chatMoments,
  orderMoments,
];
