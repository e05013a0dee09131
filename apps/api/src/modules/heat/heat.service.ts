import {
  ProblemError,
  type heat,
  type HeatKind,
  type LeadId,
  type PersonId,
  type SessionId,
} from '@stageline/contracts';
import {
  countedSigns,
  HEAT_VERSION,
  heatBand,
  heatPoints,
  heatReasons,
  hotUntil,
  type HeatReason,
  type HeatSign,
} from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { z } from 'zod';
import type { MemberActor } from '../../http/route.ts';
import { leadHeat, type HeatedLead } from '../leads/index.ts';
import { attendeesOf, type SessionSpan } from '../sessions/index.ts';
import { lookAt } from './heat.sources.ts';

export interface HeatServiceDeps {
  /** @throws ProblemError `not-found` for a lead that the actor may not see */
  readonly assertVisible: (actor: MemberActor, leadId: LeadId) => Promise<unknown>;
  /** Told of leads that are hotter or colder by a band now, once they are written. */
  readonly onBandChanged: (leads: readonly HeatedLead[]) => Promise<void>;
  readonly clock: Clock;
}

/** People who are looked at together. */
const CHUNK = 100;
/** Kinds that a list names. */
const NAMED = 2;
/** Characters of a message that a reason quotes. */
const QUOTED = 160;

type HeatView = z.output<typeof heat.getHeat.response>;

/** How hot the current tenant's leads are, and why. */
export function createHeatService({ assertVisible, onBandChanged, clock }: HeatServiceDeps) {
  /** Looks at all that these leads did and writes what has come of it; again is no change. */
  async function refreshLeads(leads: readonly HeatedLead[]): Promise<void> {
    const now = clock.now();
    const { signs } = await lookAt(leads, now);
    const seen = signs.map(({ lead, signs: own }) => ({ lead, ...sumOf(own, now) }));
    await leadHeat.write(seen, now);
    const bandAt = (until: Date | null) => heatBand(heatPoints(until, now.getTime()));
    const moved = seen.filter(({ lead, until }) => bandAt(lead.hotUntil ?? null) !== bandAt(until));
    if (moved.length > 0) await onBandChanged(moved.map(({ lead }) => lead));
  }

  async function refresh(personIds: readonly PersonId[]): Promise<void> {
    for (let start = 0; start < personIds.length; start += CHUNK)
      await refreshLeads(await leadHeat.ofPeople(personIds.slice(start, start + CHUNK)));
  }

  return {
    /** What these people have shown is looked at again. Whoever is no lead is passed over. */
    refresh,

    /** The same for everybody who was in a masterclass. */
    refreshAttendees: async (sessionId: SessionId): Promise<void> => refresh(await attendeesOf(sessionId)),

    /** The same for every lead there is. */
    async refreshAll(): Promise<void> {
      for await (const leads of leadHeat.all()) await refreshLeads(leads);
    },

    /** Looked at now, so that what is no longer there is no reason any more. @throws ProblemError `not-found` */
    async of(actor: MemberActor, leadId: LeadId): Promise<HeatView> {
      await assertVisible(actor, leadId);
      return look(leadId);
    },

    /** The same for whoever may know of this lead by another right. @throws ProblemError `not-found` */
    ofLead: look,
  };

  async function look(leadId: LeadId): Promise<HeatView> {
    const lead = await leadHeat.find(leadId);
    if (lead === null) throw new ProblemError('not-found');
    const now = clock.now();
    const { signs, sessions } = await lookAt([lead], now);
    const { until, counted } = sumOf(signs[0]!.signs, now);
    const points = heatPoints(until, now.getTime());
    return {
      points: Math.round(points),
      band: heatBand(points),
      hotUntil: until?.toISOString() ?? null,
      reasons: heatReasons(counted, now.getTime()).map((reason) => presentReason(reason, sessions)),
      version: HEAT_VERSION,
    };
  }
}
export type HeatService = ReturnType<typeof createHeatService>;

function sumOf(signs: readonly HeatSign[], now: Date) {
  const counted = countedSigns(signs);
  const kinds = heatReasons(counted, now.getTime()).map(({ kind }) => kind);
  const why: HeatKind[] = [...new Set(kinds)].slice(0, NAMED);
  return { counted, until: hotUntil(counted), why };
}

function presentReason(reason: HeatReason, sessions: ReadonlyMap<SessionId, SessionSpan>): heat.HeatReasonView {
  const { kind, points, count, sign } = reason;
  const sessionId = sign.sessionId as SessionId | undefined;
  const session = sessionId === undefined ? undefined : sessions.get(sessionId);
  const second = session === undefined ? -1 : Math.floor((sign.at.getTime() - session.startedAt.getTime()) / 1000);
  return {
    kind,
    points,
    count,
    at: sign.at.toISOString(),
    entry: sign.entry,
    session: sessionId === undefined ? null : { id: sessionId, title: session?.title ?? null },
    percent: sign.percent ?? null,
    message:
      sign.text === undefined
        ? null
        : { text: shortened(sign.text), isQuestion: sign.isQuestion === true, second: second < 0 ? null : second },
  };
}

const shortened = (text: string): string => (text.length <= QUOTED ? text : `${text.slice(0, QUOTED - 1).trimEnd()}…`);
