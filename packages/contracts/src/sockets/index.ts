import { RoomStatus } from '../kit/session-phase.ts';
import { z } from 'zod';
import { RecordingId } from '../kit/ids.ts';
import { adminAccess, Instant, memberAccess, publicAccess } from '../kit/operation.ts';
import { defineNamespace, type NamespaceDefinition } from '../kit/socket.ts';
import { spokenText } from '../http/fields.ts';
import { LineDelta, LineSnapshot } from '../http/line.ts';
import { StageLayout } from './layout.ts';
import { PollRunId } from '../kit/ids.ts';
import { asideAsks, asideTells } from './asides.ts';
import { captionTells } from './captions.ts';
import { catchUpAsks } from './catch-up.ts';
import { chatAsks, ChatChange, ChatMessage, chatTells } from './chat.ts';
import { heldAsks, HeldMessage, heldTells } from './held.ts';
import { materialAsks, materialTells } from './materials.ts';
import { offerAsks, offerTells } from './offers.ts';
import { pollAsks, PollTally, pollTells } from './polls.ts';
import { reactionAsks, ReactionCounts, reactionTells } from './reactions.ts';

export * from './asides.ts';
export * from './captions.ts';
export * from './catch-up.ts';
export * from './chat.ts';
export * from './held.ts';
export * from './layout.ts';
export * from './materials.ts';
export * from './offers.ts';
export * from './polls.ts';
export * from './reactions.ts';

/** Something changed; refetch it through the authorised API if you show it. */
export const Hint = z.object({
  entity: z.enum([
    'lead',
    'session',
    'site',
    'member',
    'tenant',
    'mail',
    'import',
    'notification',
    'view',
    'replay',
    'webinar',
    'talk',
  ]),
  id: z.string(),
  at: Instant,
});
export type Hint = z.infer<typeof Hint>;

/** The PowerLine of a site, open to its visitors. Deltas are numbered by position; a gap is closed by `line:resume`. */
export const lineNamespace = defineNamespace({
  name: '/line',
  host: 'tenant',
  access: publicAccess,
  auth: z.object({}),
  ask: {
    'line:resume': {
      payload: z.strictObject({ after: z.int().min(0), revision: z.int().min(0).optional() }),
      ack: LineSnapshot,
      // Up to 500 entries are read for it. A page asks when it connects, and when it missed something.
      weight: 4,
    },
  },
  tell: {
    /** Members after `from` up to `to`, newest first, coalesced over one tick. */
    'line:joined': LineDelta,
    /** Entries that changed after the revision `from` up to `to`: a name that was taken back, a place that is empty now. */
    'line:changed': LineDelta,
  },
});

/** Hints for the signed-in members of a site; a rep gets only the hints about their own leads. */
export const appNamespace = defineNamespace({
  name: '/app',
  host: 'tenant',
  access: memberAccess(),
  auth: z.object({}),
  ask: {
    /** Sent every minute: leads may be kept for members who are there (F-06). */
    'app:here': { payload: z.strictObject({}) },
  },
  tell: { hint: Hint },
});

/** Hints for central administrators. */
export const adminNamespace = defineNamespace({
  name: '/admin',
  host: 'admin',
  access: adminAccess('sites.read'),
  auth: z.object({}),
  ask: {},
  tell: { hint: Hint },
});

/** The room beside the media: chat, offers, viewer count, state of the session. Opened with a room ticket. */
export const roomNamespace = defineNamespace({
  name: '/room',
  host: 'tenant',
  access: { kind: 'ticket' },
  auth: z.object({ ticket: z.string().max(2000) }),
  ask: {
    /** `clientId` makes a retry harmless: the same id is stored once. What waits for a host is answered as that. */
    'room:send-message': {
      payload: z.strictObject({ text: spokenText(2000), clientId: z.uuid() }),
      ack: z.union([ChatMessage, HeldMessage]),
    },
    /** Messages after a sequence number, oldest first, at most 200. */
    'room:history': {
      observed: true,
      payload: z.strictObject({ after: z.int().min(0) }),
      ack: z.object({ messages: z.array(ChatMessage), hasMore: z.boolean() }),
    },
    /** By hosts and co-hosts. */
    'room:set-layout': { payload: z.strictObject(StageLayout.shape) },
    ...chatAsks,
    ...offerAsks,
    ...pollAsks,
    ...materialAsks,
    ...reactionAsks,
    ...heldAsks,
    ...asideAsks,
    ...catchUpAsks,
  },
  tell: {
    /** One frame per tick: new messages, changes of what was there, and the counters if they changed. */
    'room:tick': z.object({
      messages: z.array(ChatMessage),
      changes: z.array(ChatChange).optional(),
      viewers: z.int().optional(),
      /** Results that are shown to everybody, by run. */
      tallies: z.record(PollRunId, PollTally).optional(),
      /** Of the reactions that came, how many there are by now. */
      reactions: ReactionCounts.optional(),
    }),
    /** Sent on connect and whenever the session changes state. */
    'room:state': z.object({
      status: RoomStatus,
      viewers: z.int(),
      lastSequence: z.int(),
      layout: StageLayout,
      /** The recording that runs, of which everybody in the room is told. */
      recording: z
        .object({
          id: RecordingId,
          since: Instant,
          /** Since when it is paused; null while it records. */
          pausedSince: Instant.nullable(),
          /** How long its pauses before this one were together. */
          pausedMs: z.int(),
        })
        .nullable(),
    }),
    /** To one attendee before the session is live: they may come behind the stage, with a fresh media ticket. */
    'room:called': z.object({}),
    ...chatTells,
    ...offerTells,
    ...pollTells,
    ...materialTells,
    ...reactionTells,
    ...heldTells,
    ...asideTells,
    ...captionTells,
  },
});

export const namespaces: readonly NamespaceDefinition[] = [lineNamespace, appNamespace, adminNamespace, roomNamespace];
