import type { CallChange, Locale, MembershipId, TenantId } from '@stageline/contracts';
import { meetingFile, type Meeting } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import { availabilityRepository } from '../availability/index.ts';
import type { CalendarEntries } from '../calendars/index.ts';
import type { SiteFacts, SiteFactsReader } from '../leads/index.ts';
import { dayAndZone, mailBody, type MailService } from '../mail/index.ts';
import type { CallLinks } from './call-links.ts';
import { de } from './calls.mail.de.ts';
import { en } from './calls.mail.en.ts';
import type { CallRow } from './calls.types.ts';

export interface CallLettersDeps {
  readonly members: {
    recipient(
      id: MembershipId,
    ): Promise<{ readonly name: string; readonly email: string; readonly locale: Locale } | null>;
  };
  readonly sites: SiteFactsReader;
  readonly links: CallLinks;
  readonly mailer: Pick<MailService, 'send' | 'sendSms'>;
  readonly entries: Pick<CalendarEntries, 'writersOf'>;
  readonly clock: Clock;
}

/** What a letter about a call is about. `former`: to whoever had the call before. */
type About = Exclude<CallChange, 'approved' | 'outcome'> | 'reminder';
type HostAbout = About | 'former';
const languages: Readonly<Record<Locale, typeof en>> = { en, de };

/** Names in short messages: what is longer costs more and says no more. */
const MAX_BRIEF = 40;
function brief(name: string): string {
  const characters = [...name];
  return characters.length <= MAX_BRIEF ? name : `${characters.slice(0, MAX_BRIEF - 3).join('')}...`;
}

/** What goes into calendars: nothing of what nobody has said yes to. */
function methodFor(about: HostAbout, { confirmedAt }: CallRow): Meeting['method'] | null {
  if (confirmedAt === undefined || about === 'reminder') return null;
  return about === 'cancelled' || about === 'former' ? 'CANCEL' : 'REQUEST';
}

/** What whoever booked a call, and its host, are written; each in their own zone (E-07, E-09). */
export function createCallLetters({ members, sites, links, mailer, entries, clock }: CallLettersDeps) {
  const nameOf = ({ guest }: CallRow) => `${guest.firstName} ${guest.lastName}`.trim();

  /** The calendar entry of one reader. */
  function entryFor(
    call: CallRow,
    host: { readonly name: string; readonly email: string } | null,
    method: Meeting['method'],
    { timeZone, title, description }: Pick<Meeting, 'timeZone' | 'title' | 'description'>,
  ) {
    const { _id: uid, sequence, organizer, guest, startsAt, endsAt, terms } = call;
    const attendees = [{ name: nameOf(call), email: guest.email }, ...(host === null ? [] : [host])];
    const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), timeZone };
    const meeting = { uid, sequence, method, ...times, title, description, place: terms.place, organizer, attendees };
    return {
      filename: 'call.ics',
      contentType: `text/calendar; charset=utf-8; method=${method}`,
      content: meetingFile(meeting, clock.now().toISOString()),
    };
  }

  const whenOf = ({ startsAt }: CallRow, timeZone: string, locale: Locale): string => {
    const { day, zone } = dayAndZone(startsAt, timeZone, locale);
    return languages[locale].when(day, zone);
  };
  const reasonOf = (call: CallRow, about: HostAbout): string =>
    (about === 'cancelled'
      ? call.cancelReason
      : about === 'rescheduled' || about === 'requested'
        ? call.moveReason
        : '') ?? '';

  async function toGuest(tenantId: TenantId, facts: SiteFacts, call: CallRow, about: About, key: string) {
    const { guest, terms } = call;
    const texts = languages[guest.locale];
    const letter = texts.guest[about];
    const said = { call: terms.name, host: call.hostName, guest: guest.firstName };
    const own = `${facts.url}/call/${links.tokenFor(tenantId, call._id)}`;
    const isOver = about === 'cancelled';
    const reason = reasonOf(call, about);
    const host = await members.recipient(call.membershipId);
    // Also of a host who has left: the guest's calendar is to lose what is called off.
    const method = methodFor(about, call);
    const title = `${terms.name} · ${call.hostName}`;
    await mailer.send({
      to: guest.email,
      personId: call.personId,
      subject: letter.subject(said),
      ...mailBody(facts, {
        locale: guest.locale,
        heading: letter.heading(said),
        paragraphs: [
          `${terms.name}\n${whenOf(call, guest.timeZone, guest.locale)}`,
          letter.text(said),
          ...(reason === '' ? [] : [texts.reason(reason)]),
          ...(terms.place === '' || isOver ? [] : [texts.where(terms.place)]),
        ],
        action: isOver
          ? { label: texts.bookAnew, url: `${facts.url}/book/${terms.slug}` }
          : { label: about === 'reminder' ? texts.view : texts.change, url: own },
        footer: texts.guest.why(facts.promoterName),
      }),
      idempotencyKey: `call:${key}:guest`,
      ...(about === 'reminder' && { uselessAt: call.startsAt }),
      ...(method !== null && {
        attachments: [entryFor(call, host, method, { timeZone: guest.timeZone, title, description: own })],
      }),
    });
  }

  async function toHost(facts: SiteFacts, call: CallRow, about: HostAbout, membershipId: MembershipId, key: string) {
    const member = await members.recipient(membershipId);
    // Whoever left the team has no calendar here any more.
    if (member === null) return;
    const { locale, email } = member;
    const timeZone = (await availabilityRepository.find(membershipId))?.timeZone ?? call.guest.timeZone;
    const texts = languages[locale];
    const letter = texts.host[about];
    const said = { call: call.terms.name, host: call.hostName, guest: nameOf(call) };
    const reason = reasonOf(call, about);
    const url = `${facts.url}/dashboard/calls/${call._id}`;
    // What is written into a calendar is not to stand there a second time by mail.
    const isWritten = (await entries.writersOf(membershipId)).some(({ since }) => since <= call.createdAt);
    const method = isWritten ? null : methodFor(about, call);
    const title = `${call.terms.name} · ${nameOf(call)}`;
    const answers = call.answers.map(({ label, answer }) => `${label}: ${answer}`).join('\n');
    await mailer.send({
      to: email,
      subject: letter.subject(said),
      ...mailBody(facts, {
        locale,
        heading: letter.heading(said),
        paragraphs: [
          whenOf(call, timeZone, locale),
          letter.text(said),
          ...(reason === '' ? [] : [texts.reason(reason)]),
          ...(answers === '' || about === 'cancelled' || about === 'former' ? [] : [texts.answers(answers)]),
        ],
        action: { label: texts.toTeam, url },
        footer: texts.host.why(facts.siteName),
      }),
      idempotencyKey: `call:${key}:${membershipId}`,
      ...(about === 'reminder' && { uselessAt: call.startsAt }),
      ...(method !== null && { attachments: [entryFor(call, member, method, { timeZone, title, description: url })] }),
    });
  }

  return {
    /** Tells both of a change, and whoever had the call before. */
    async changed(tenantId: TenantId, call: CallRow, change: CallChange, former: MembershipId | null): Promise<void> {
      if (change === 'outcome') return;
      // Whatever became of what still waits for a yes, it waits for one: nobody is told that it is certain.
      const isAsked = call.state === 'pending';
      const about = isAsked ? 'requested' : change === 'approved' ? 'booked' : change;
      const facts = await sites.siteFacts();
      const key = `${call._id}:${change}:${call.sequence}`;
      await toGuest(tenantId, facts, call, about, key);
      await toHost(facts, call, about, call.membershipId, key);
      if (former !== null) await toHost(facts, call, 'former', former, `${key}:former`);
    },

    /** Takes a call from whoever had it, where a later change tells the others. @param sequence of the handing over */
    async released(call: CallRow, former: MembershipId, sequence: number): Promise<void> {
      await toHost(await sites.siteFacts(), call, 'former', former, `${call._id}:reassigned:${sequence}:former`);
    },

    /** The calendar that was to have the call did not take it: its host gets it by mail. */
    async entryAgain(_tenantId: TenantId, call: CallRow): Promise<void> {
      const key = `${call._id}:entry:${call.sequence}`;
      await toHost(await sites.siteFacts(), call, 'booked', call.membershipId, key);
    },

    /** Reminds whoever asked for it on their phone. @returns false where nobody does, or nobody can be */
    async text(tenantId: TenantId, call: CallRow): Promise<boolean> {
      const { textTo: to, guest, terms, startsAt } = call;
      if (mailer.sendSms === null || to === undefined) return false;
      const { siteName, url } = await sites.siteFacts();
      const said = { site: brief(siteName), call: brief(terms.name), when: whenOf(call, guest.timeZone, guest.locale) };
      const own = `${url}/call/${links.tokenFor(tenantId, call._id)}`;
      await mailer.sendSms({ to, text: languages[guest.locale].text(said, own), uselessAt: startsAt });
      return true;
    },

    /** @param remindAt of this reminder: each goes out once */
    async remind(tenantId: TenantId, call: CallRow, remindAt: Date): Promise<void> {
      const facts = await sites.siteFacts();
      const key = `${call._id}:reminder:${call.sequence}:${remindAt.getTime()}`;
      await toGuest(tenantId, facts, call, 'reminder', key);
      await toHost(facts, call, 'reminder', call.membershipId, key);
    },
  };
}
export type CallLetters = ReturnType<typeof createCallLetters>;
