import type { Locale, notifications } from '@stageline/contracts';
import type { MailBrand } from '@stageline/domain';
import { dayAndZone, mailBody, type OutgoingMail } from '../mail/index.ts';
import { de } from './notifications.mail.de.ts';
import { en } from './notifications.mail.en.ts';
import type { NotifiedMember, StoredNotification } from './notifications.types.ts';

const languages: Readonly<Record<Locale, typeof en>> = { en, de };

/** The site in whose name it is written. */
export interface NotifyingSite extends MailBrand {
  readonly url: string;
}

/** Lines of one digest; the rest are counted. */
const MAX_LINES = 25;
/** A short message stays within two segments of the GSM alphabet. */
const MAX_SMS = 300;

/** One notification in a sentence. */
function sentenceOf(notification: StoredNotification, locale: Locale, timeZone: string): string {
  const texts = languages[locale];
  const { kind, lead, member, dueAt, title, import: ended } = notification;
  const name = lead?.name ?? '';
  switch (kind) {
    case 'lead-assigned':
      return texts.assigned(name);
    case 'response-due':
      return texts.due(name, dueAt === null ? '' : dayAndZone(dueAt, timeZone, locale).day);
    case 'response-overdue':
      return texts.overdue(name, member ?? '');
    case 'lead-taken':
      return texts.taken(name);
    case 'automation':
      return title ?? name;
    case 'import-ended':
      return ended == null ? '' : texts.importEnded[ended.state](ended.filename);
  }
}

/** What is to be known of an import besides. */
function importDetail({ state, rows, written, wrong }: notifications.NotifiedImport, locale: Locale): string {
  const format = (value: number) => new Intl.NumberFormat(locale).format(value);
  const { importDetail: details } = languages[locale];
  if (state === 'check-failed') return details[state]();
  return state === 'done'
    ? details.done(format(written - wrong), format(wrong))
    : details.failed(format(written), format(rows));
}

/** What happened, as one mail: in full where it is one thing, as a list where it is several. @param told oldest first */
export function notificationMail(
  site: NotifyingSite,
  member: NotifiedMember,
  told: readonly [StoredNotification, ...StoredNotification[]],
  timeZone: string,
): OutgoingMail {
  const { locale } = member;
  const texts = languages[locale];
  const lines = told.map((notification) => sentenceOf(notification, locale, timeZone));
  const [first] = told;
  const isOne = told.length === 1;
  const heading = isOne ? lines[0]! : texts.digest(String(told.length), site.siteName);
  const rest = lines.length - MAX_LINES;
  const list = [
    lines
      .slice(0, MAX_LINES)
      .map((line) => `• ${line}`)
      .join('\n'),
  ];
  if (rest > 0) list.push(texts.more(String(rest)));
  const own = [texts.hello(member.name), ...(first.text === null ? [] : [first.text])];
  if (first.lead !== null && first.kind === 'automation') own.push(texts.lead(first.lead.name));
  if (first.import != null) own.push(importDetail(first.import, locale));
  const content = {
    locale,
    heading,
    paragraphs: isOne ? own : [texts.digestIntro(member.name, site.siteName), ...list],
    action: actionOf(site, isOne ? first : null, texts),
    footer: texts.why,
  };
  return { to: member.email, subject: heading, ...mailBody(site, content) };
}

/** Where the mail leads: to what it is about, where it is about one thing. */
function actionOf({ url }: NotifyingSite, one: StoredNotification | null, texts: typeof en) {
  if (one?.import != null) return { label: texts.openImport, url: `${url}/dashboard/leads/import/${one.import.id}` };
  if (one?.lead != null) return { label: texts.openLead, url: `${url}/dashboard/leads/${one.lead.id}` };
  return { label: texts.open, url: `${url}/dashboard/notifications` };
}

/** The same for a phone. */
export function notificationSms(
  site: NotifyingSite,
  { locale }: NotifiedMember,
  told: readonly [StoredNotification, ...StoredNotification[]],
  timeZone: string,
): string {
  const url = `${site.url}/dashboard/notifications`;
  const said =
    told.length === 1
      ? `${site.siteName}: ${sentenceOf(told[0], locale, timeZone)}`
      : languages[locale].digest(String(told.length), site.siteName);
  const room = MAX_SMS - url.length - 1;
  const characters = [...said];
  return `${characters.length > room ? `${characters.slice(0, room - 3).join('')}...` : said} ${url}`;
}
