import {
  booking as contract,
  CallChanged,
  ProblemError,
  type BookingForm,
  type BookingPage,
  type BookedCall,
  type LeadId,
  type MembershipId,
  type OfferId,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import { callTypesRepository, type CallType } from '../availability/index.ts';
import type { BusyCalendars } from '../calendars/index.ts';
import type { HandOvers } from '../assignment/index.ts';
import type { Entitled } from '../entitlements/index.ts';
import type { LeadMoves, LeadOwnership, LeadPerson, LeadsService } from '../leads/index.ts';
import { EmailRegistered, type Guests } from '../registrations/index.ts';
import type { OfferMarks } from '../offers/index.ts';
import type { JoinLinks } from '../sessions/index.ts';
import { answersOf, emailHint, guestOf, textsTo } from './booking.form.ts';
import { hashOfHold, type CallLinks } from './call-links.ts';
import { nextReminder, nextText, timesOf } from './call-time.ts';
import { presentBooked } from './calls.presenter.ts';
import { callsRepository } from './calls.repository.ts';
import { SlotTaken, type CallRow, type Guest, type Held } from './calls.types.ts';
import type { CapacityOf } from './capacity.ts';
import { claimsRepository } from './claims.repository.ts';
import { hostById, takenProblem, type Holds } from './holds.service.ts';
import { askedNow, type Here } from './here.ts';
import { ledgerRepository } from './ledger.repository.ts';
import { createHearing, Unheard, type Hearing } from './hearing.ts';
import type { RepChoice } from './rep-choice.ts';
import { claimOf, type Host, type SlotFinder } from './slot-finder.ts';

export interface BookingDeps {
  readonly finder: SlotFinder;
  readonly choose: RepChoice;
  readonly here: Here;
  /** The way from an offer in a room to the call that it books. */
  readonly offers: Pick<OfferMarks, 'followToCall' | 'cameFrom'>;
  readonly holds: Holds;
  readonly capacityOf: CapacityOf;
  readonly links: CallLinks;
  readonly joinLinks: Pick<JoinLinks, 'leadOf'>;
  readonly leads: Pick<LeadsService, 'findRegistered'>;
  readonly ownership: Pick<LeadOwnership, 'find'>;
  readonly moves: Pick<LeadMoves, 'byBooking'>;
  readonly handOvers: Pick<HandOvers, 'byRule' | 'prepare'>;
  readonly calendars: Pick<BusyCalendars, 'ownersAmong' | 'hear'>;
  readonly guests: Guests;
  /** What people have bought: a call that only buyers book takes one of theirs. */
  readonly entitled: Pick<Entitled, 'mayBook' | 'takeCall'>;
  /** In whose name the current tenant's calendar entries come. */
  readonly organizer: () => Promise<CallRow['organizer']>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  /** Whether this platform sends short messages. */
  readonly canText: boolean;
}

/** Nothing has come of it yet. */
const UNTOUCHED = { cancelReason: null, cancelledBy: null, outcome: null, outcomeNote: '' } as const;
/** Bookings that meet somebody else's on the way are tried this often. */
const MAX_ATTEMPTS = 3;
/** Kinds of calls that a personal page offers at once. */
const MOST_TALKABLE = 3;

/** Calls as visitors of the current tenant's site book them. */
export function createBookingService(deps: BookingDeps) {
  const { finder, choose, holds, links, joinLinks, leads, ownership, moves, handOvers, guests, unitOfWork, clock } =
    deps;

  /** @throws ProblemError `not-found` */
  async function typeOf(slug: string): Promise<CallType> {
    const type = await callTypesRepository.findBySlug(slug);
    if (type === null || !type.isActive) throw new ProblemError('not-found');
    return type;
  }

  async function leadOf(tenantId: TenantId, token: string | undefined) {
    const leadId = token === undefined ? null : joinLinks.leadOf(tenantId, token);
    return leadId === null ? null : leads.findRegistered(leadId);
  }

  async function pageOf(tenantId: TenantId, type: CallType, token: string | undefined): Promise<BookingPage> {
    const { slug, name, description, length, needsApproval, questions } = type;
    const lead = await leadOf(tenantId, token);
    const guest = lead === null ? null : hintOf(lead.person);
    const mayBook = await isOpenTo(type, lead);
    const canTalkNow = lead !== null && mayBook && (await deps.here.isSomebodyFree(tenantId, type));
    const { canText } = deps;
    return { slug, name, description, length, needsApproval, questions, guest, canText, mayBook, canTalkNow };
  }

  /** Whether somebody may book such a call: what is for buyers alone takes one that they have bought. */
  const isOpenTo = async ({ buyersOnly, _id }: CallType, lead: Booking['lead']): Promise<boolean> =>
    !buyersOnly || (lead !== null && (await deps.entitled.mayBook(lead.personId, _id)));

  /** What a booking is made of besides the form. */
  interface Booking {
    readonly hold: CallRow;
    readonly type: CallType;
    readonly hosts: readonly Host[];
    readonly guest: Guest;
    readonly lead: { readonly _id: LeadId; readonly personId: CallRow['personId'] } | null;
    readonly answers: CallRow['answers'];
    /** Where reminders go as short messages. */
    readonly textTo: string | null;
    /** In whose room it is booked. */
    readonly sessionId: SessionId | null;
  }

  /**
   * The host that the rules choose has the time: the hold's own, or another who is free. In the caller's transaction.
   * @throws SlotTaken; Unheard for whose calendar was not asked yet; ProblemError `hold-over`
   */
  async function settleHost(
    booking: Booking,
    free: readonly MembershipId[],
    owner: MembershipId | null,
    hearing: Hearing,
  ) {
    const { hold, hosts } = booking;
    const credits = await ledgerRepository.takeRound();
    const choice = await choose({ hosts, free, owner, credits, seed: hold._id });
    if (choice === null) throw new ProblemError('hold-over');
    const unchecked = hearing.of(choice.membershipId);
    await ledgerRepository.save(choice.credits);
    const isSame = choice.membershipId === hold.membershipId;
    const claim = claimOf(hostById(hosts, choice.membershipId), hold.terms, hold.startsAt);
    if (isSame) {
      if (!(await claimsRepository.keep(hold._id, claim))) throw new ProblemError('hold-over');
    } else {
      await claimsRepository.release(hold._id);
      await claimsRepository.take(hold._id, claim, null, clock.now());
    }
    const { membershipId, name: hostName, why } = choice;
    return { membershipId, hostName, why, unchecked, ...timesOf(hold.startsAt, hold.terms, claim) };
  }

  async function bookOnce(
    tx: Transaction,
    booking: Booking,
    free: readonly MembershipId[],
    hearing: Hearing,
    taken?: BookedNow,
  ): Promise<CallRow> {
    const { hold, type, guest, answers, textTo, sessionId } = booking;
    const now = clock.now();
    const { leadId, personId } =
      booking.lead === null
        ? await guests.ofAddress(tx, guest)
        : { leadId: booking.lead._id, personId: booking.lead.personId };
    // What they have bought is this call now; of two at once the second finds nothing left.
    const isBought = booking.lead !== null && (await deps.entitled.takeCall(personId, type._id, hold._id));
    if (type.buyersOnly && !isBought) throw new ProblemError('buyers-only');
    const owned = await ownership.find(leadId);
    const host = await settleHost(booking, free, owned?.assignee?.membershipId ?? null, hearing);
    // Whoever takes a call that begins now has said yes to it.
    const isCertain = taken !== undefined || (!type.needsApproval && host.unchecked !== 'asked');
    const remindAt = isCertain ? nextReminder(hold.startsAt, now) : null;
    const textAt = isCertain && textTo !== null ? nextText(hold.startsAt, guest.timeZone, now) : null;
    const call = await callsRepository.confirm(hold._id, now, {
      state: isCertain ? 'confirmed' : 'pending',
      ...host,
      leadId,
      personId,
      ...(sessionId !== null && { sessionId }),
      guest,
      answers,
      organizer: await deps.organizer(),
      ...UNTOUCHED,
      createdAt: now,
      ...(isCertain && { confirmedAt: now }),
      ...(remindAt !== null && { remindAt }),
      ...(textTo !== null && { textTo, textsAgreedAt: now }),
      ...(textAt !== null && { textAt }),
    });
    if (call === null) throw new ProblemError('hold-over');
    await taken?.also(call);
    // Nobody's lead becomes its host's: they have to know whom they talk to.
    if ((owned?.assignee ?? null) === null) await handOvers.byRule(leadId, host.membershipId, type.name);
    if (type.stage !== null) await moves.byBooking(leadId, type.stage);
    const change = isCertain ? 'booked' : 'requested';
    const { membershipId } = host;
    tx.record(CallChanged, { callId: call._id, change, sequence: call.sequence, leadId, personId, membershipId });
    return call;
  }

  /** Everything of a booking, or nothing of it. @throws ProblemError `slot-taken`, `hold-over` */
  async function book(booking: Booking, taken?: BookedNow): Promise<CallRow> {
    const { hold, type, hosts } = booking;
    await ledgerRepository.begin();
    await handOvers.prepare();
    const hearing = await createHearing(deps.calendars, hosts, hold.claimTo);
    for (let attempt = 0; attempt < MAX_ATTEMPTS;) {
      const asked = { ...type, ...hold.terms, notice: 0 };
      const able = await finder.freeAt(taken ? askedNow(asked) : asked, hosts, hold.startsAt, hold._id);
      const ids = able.map(({ _id }) => _id);
      const free = taken ? ids.filter((id) => id === taken.by) : await deps.here.among(ids, hold.startsAt);
      if (free.length === 0) break;
      try {
        return await unitOfWork.run((tx) => bookOnce(tx, booking, free, hearing, taken));
      } catch (error) {
        if (error instanceof Unheard) {
          if (!hearing.mayAsk()) break;
          await hearing.ask(error.membershipId);
          continue;
        }
        if (!(error instanceof SlotTaken) && !(error instanceof EmailRegistered)) throw error;
      }
      attempt += 1;
    }
    throw await takenProblem(finder, type, hosts, hold.startsAt);
  }

  const isSameGuest = (call: CallRow, guest: Guest) => call.state !== 'held' && call.guest.email === guest.email;
  const present = (tenantId: TenantId, call: CallRow): BookedCall =>
    presentBooked(call, links.tokenFor(tenantId, call._id), clock.now());

  return {
    async list() {
      const types = (await callTypesRepository.list()).filter(({ isActive, buyersOnly }) => isActive && !buyersOnly);
      return {
        items: types.map(({ slug, name, description, length }) => ({ slug, name, description, length })),
      };
    },

    /** @throws ProblemError `not-found` */
    page: async (tenantId: TenantId, slug: string, token: string | undefined): Promise<BookingPage> =>
      pageOf(tenantId, await typeOf(slug), token),

    /** What somebody could talk about this very moment, for whoever holds a personal link. */
    async talkable(tenantId: TenantId, token: string): Promise<{ readonly slug: string; readonly name: string }[]> {
      const lead = await leadOf(tenantId, token);
      if (lead === null) return [];
      const types = (await callTypesRepository.list()).filter(({ isActive }) => isActive);
      // Mostly nobody is there, and then nobody needs to be asked what this person may book.
      const isFree = await Promise.all(types.map((type) => deps.here.isSomebodyFree(tenantId, type)));
      const found = [];
      for (const type of types.filter((_type, index) => isFree[index]))
        if (await isOpenTo(type, lead)) found.push({ slug: type.slug, name: type.name });
      return found.slice(0, MOST_TALKABLE);
    },

    /** As `page`, for whoever follows an offer inside its room. @throws ProblemError `not-found`, `forbidden`, `offer-over` */
    async inRoom(tenantId: TenantId, offerId: OfferId, { pass, personalToken }: InRoom) {
      const { slug, way } = await deps.offers.followToCall(offerId, pass);
      const type = await typeOf(slug);
      const [page, first] = [await pageOf(tenantId, type, personalToken), await deps.here.first(tenantId, type)];
      return { page, way, first };
    },

    /** @throws ProblemError `not-found`; `validation-failed` for a span that is too long */
    async slots(slug: string, range: { readonly from: string; readonly to: string }) {
      const type = await typeOf(slug);
      const open = await finder.open(type, await finder.hostsOf(type), readRange(range));
      return { slots: open.map(({ at }) => new Date(at).toISOString()) };
    },

    /** @throws ProblemError `not-found` */
    capacity: async (tenantId: TenantId, slug: string) => deps.capacityOf(tenantId, await typeOf(slug)),

    /** @throws ProblemError `not-found`; `buyers-only`; `slot-taken`, with times that are free */
    async hold(slug: string, { startsAt, replaces, personalToken }: NewHold) {
      const type = await typeOf(slug);
      if (!(await isOpenTo(type, await leadOf(currentTenantId(), personalToken))))
        throw new ProblemError('buyers-only');
      const { hold, call } = await holds.hold(type, new Date(startsAt), replaces);
      return presentHold(hold, call);
    },

    /**
     * Who wants to talk now, and about what.
     * @throws ProblemError `not-found`; `invalid-link` for a link that is no person's; `buyers-only`
     */
    async talker(slug: string, token: string, way: string | undefined) {
      const [type, lead] = [await typeOf(slug), await leadOf(currentTenantId(), token)];
      if (lead === null) throw new ProblemError('invalid-link');
      if (!(await isOpenTo(type, lead))) throw new ProblemError('buyers-only');
      const sessionId = way === undefined ? null : await deps.offers.cameFrom(way, lead.personId);
      return { type, lead, sessionId };
    },

    /**
     * Books a call that begins now with the member who takes it.
     * @param also in the transaction of the booking, which it may end
     * @throws ProblemError `not-found`; `slot-taken`; `buyers-only`
     */
    async bookNow(wish: WishToTalk, by: MembershipId, also: BookedNow['also']): Promise<CallRow> {
      const [type, lead] = [await callTypesRepository.find(wish.typeId), await leads.findRegistered(wish.leadId)];
      const hosts = type === null ? [] : await finder.hostsOf(type);
      const host = hosts.find(({ _id }) => _id === by);
      if (type === null || lead === null || host === undefined) throw new ProblemError('not-found');
      const { hold, call } = await holds.keepNow(type, host);
      const { firstName, lastName, email, phone = null } = lead.person;
      const { timeZone, locale, sessionId } = wish;
      const guest = { firstName, lastName, email, phone, timeZone, locale };
      const of = { hold: call as CallRow, type, hosts, guest, lead, answers: [], textTo: null, sessionId };
      try {
        return await book(of, { by, also });
      } catch (error) {
        await holds.giveUp(hold);
        throw error;
      }
    },

    /** What a hold keeps, for whoever has its secret; null where it is over or became a call. @throws ProblemError `not-found` */
    async held(slug: string, secret: string) {
      const [type, call] = await Promise.all([typeOf(slug), callsRepository.findByHold(hashOfHold(secret))]);
      const isKept = call?.state === 'held' && call.typeId === type._id && call.holdUntil! > clock.now();
      return isKept ? presentHold(secret, call) : null;
    },

    /**
     * Books what is held. The same form sent twice books once, and gets the same answer.
     * @throws ProblemError `hold-over` where the time was not kept any more; `buyers-only`; `slot-taken`; `validation-failed`; `conflict` where
     * the hold became somebody else's call
     */
    async confirm(tenantId: TenantId, slug: string, form: BookingForm): Promise<BookedCall> {
      const type = await typeOf(slug);
      const holdHash = hashOfHold(form.hold);
      const hold = await callsRepository.findByHold(holdHash);
      // What a machine fills in is no booking; it gets the answer of a hold that is over.
      if (hold === null || hold.typeId !== type._id || (form.website ?? '') !== '') throw new ProblemError('hold-over');
      const lead = await leadOf(tenantId, form.personalToken);
      const guest = guestOf(form, lead?.person ?? null);
      if (hold.state !== 'held') {
        if (isSameGuest(hold, guest)) return present(tenantId, hold);
        throw new ProblemError('conflict');
      }
      const answers = answersOf(form, type);
      const textTo = deps.canText ? textsTo(form, guest) : null;
      const hosts = await finder.hostsOf(type);
      const sessionId =
        form.way === undefined || lead === null ? null : await deps.offers.cameFrom(form.way, lead.personId);
      try {
        return present(tenantId, await book({ hold, type, hosts, guest, lead, answers, textTo, sessionId }));
      } catch (error) {
        const now = await callsRepository.findByHold(holdHash);
        if (now !== null && isSameGuest(now, guest)) return present(tenantId, now);
        throw error;
      }
    },
  };
}
export type BookingService = ReturnType<typeof createBookingService>;

const presentHold = (hold: string, { startsAt, endsAt, holdUntil }: Held) => ({
  hold,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  until: holdUntil!.toISOString(),
});

/** Who takes a call that begins now, and what else is written with it. */
interface BookedNow {
  readonly by: MembershipId;
  readonly also: (call: CallRow) => Promise<void>;
}
type WishToTalk = Pick<CallRow, 'typeId' | 'leadId'> &
  Pick<Guest, 'timeZone' | 'locale'> & { readonly sessionId: SessionId | null };
interface NewHold {
  readonly startsAt: string;
  readonly replaces?: string | undefined;
  readonly personalToken?: string | undefined;
}
interface InRoom {
  readonly pass: string;
  readonly personalToken?: string | undefined;
}

const hintOf = ({ firstName, lastName, email, phone }: LeadPerson): BookingPage['guest'] => ({
  firstName,
  lastName,
  emailHint: emailHint(email),
  phoneHint: phone == null ? null : `…${phone.slice(-3)}`,
});

/** @throws ProblemError `validation-failed` */
export function readRange(range: { readonly from: string; readonly to: string }): { from: Date; to: Date } {
  const [from, to] = [new Date(range.from), new Date(range.to)];
  const days = (to.getTime() - from.getTime()) / 86_400_000;
  if (days >= 0 && days <= contract.MAX_SLOT_DAYS) return { from, to };
  const message = `At most ${contract.MAX_SLOT_DAYS} days at once.`;
  throw new ProblemError('validation-failed', { issues: [{ in: 'query', pointer: '/to', message }] });
}
