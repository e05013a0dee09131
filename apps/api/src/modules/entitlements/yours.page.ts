import {
  ProblemError,
  type CallId,
  type CallTypeId,
  type InvoiceId,
  type LeadId,
  type Locale,
  type PersonId,
  type SessionId,
} from '@stageline/contracts';
import { escapeHtml } from '@stageline/domain';
import type { HtmlPageBinding } from '../../http/html-page.ts';
import type { SiteFactsReader } from '../leads/index.ts';
import type { EntitlementRow } from './entitlements.repository.ts';
import type { Entitlements } from './entitlements.service.ts';
import { de } from './yours.page.de.ts';
import { en } from './yours.page.en.ts';

export interface YoursPageDeps {
  readonly service: Pick<Entitlements, 'of'>;
  /** Of the current tenant; null for a text that is no personal link of ours. */
  readonly leadOf: (token: string) => LeadId | null;
  readonly leads: { findRegistered(leadId: LeadId): Promise<{ readonly personId: PersonId } | null> };
  readonly localeOf: (personId: PersonId) => Promise<Locale>;
  /** Of these masterclasses, those of which there is a replay. */
  readonly withReplay: (sessionIds: readonly SessionId[]) => Promise<ReadonlySet<SessionId>>;
  readonly filesFor: (
    sessionId: SessionId,
    personId: PersonId,
  ) => Promise<readonly { readonly name: string; readonly bytes: number; readonly url: string }[]>;
  /** A kind of call that can be booked; null for one that cannot. */
  readonly callType: (id: CallTypeId) => Promise<{ readonly name: string; readonly slug: string } | null>;
  readonly callPath: (callId: CallId) => string;
  /** Where an invoice is paid; null where nothing can be paid now. */
  readonly payPath: (invoiceId: InvoiceId) => Promise<string | null>;
  readonly siteFacts: SiteFactsReader['siteFacts'];
  /** The zone to tell somebody days in: their own, or else the site's. */
  readonly readerZone: (personId: PersonId) => Promise<string>;
}

const languages = { en, de } as const;
const DAY_TAGS = { en: 'en-GB', de: 'de' } as const;
type Texts = typeof en;

/** What somebody has bought, by their personal link: what is open, with the ways to it, and what is closed, and why. */
export function yoursPage(deps: YoursPageDeps): HtmlPageBinding {
  /** @throws ProblemError `not-found` */
  async function personBehind({ token = '' }: Readonly<Record<string, string>>): Promise<PersonId> {
    const leadId = deps.leadOf(token);
    const lead = leadId === null ? null : await deps.leads.findRegistered(leadId);
    if (lead === null) throw new ProblemError('not-found');
    return lead.personId;
  }

  async function waysOf(row: EntitlementRow, token: string, texts: Texts, hasReplay: boolean): Promise<string[]> {
    const { opens, sessionId, personId, callId } = row;
    const ways: string[] = [];
    if (opens.replay) {
      const path = `/join/${encodeURIComponent(token)}/replay?of=${sessionId}`;
      ways.push(`<p>${hasReplay ? linkTo(path, texts.replay, 'button') : texts.replayLater}</p>`);
    }
    if (opens.materials) {
      const files = await deps.filesFor(sessionId, personId);
      const lines = files.map(({ name, bytes, url }) => `<li>${linkTo(url, texts.file(name, sizeOf(bytes)))}</li>`);
      ways.push(
        lines.length === 0
          ? `<p>${texts.noFiles}</p>`
          : `<h3>${texts.files}</h3><ul class="files">${lines.join('')}</ul>`,
      );
    }
    if (opens.callTypeId !== null) ways.push(`<p>${await wayToCall(opens.callTypeId, callId, token, texts)}</p>`);
    return ways;
  }

  async function wayToCall(id: CallTypeId, callId: CallId | null, token: string, texts: Texts): Promise<string> {
    const type = await deps.callType(id);
    if (callId !== null) return linkTo(deps.callPath(callId), texts.booked(type?.name ?? ''));
    if (type === null) return escapeHtml(texts.callGone);
    return linkTo(
      `/book/${encodeURIComponent(type.slug)}?t=${encodeURIComponent(token)}`,
      texts.book(type.name),
      'button',
    );
  }

  /** What is closed names no way, except the one that opens it again. */
  async function closedBody({ closed, opens, invoiceId }: EntitlementRow, texts: Texts): Promise<string> {
    const things = [
      ...(opens.replay ? [texts.wasFor.replay] : []),
      ...(opens.materials ? [texts.wasFor.materials] : []),
      ...(opens.callTypeId === null ? [] : [texts.wasFor.call]),
    ];
    const mayPay = invoiceId !== null && (closed === 'unpaid' || closed === 'late');
    const path = mayPay ? await deps.payPath(invoiceId) : null;
    const list = `<p class="hint">${things.join(', ')}</p>`;
    const pay = path === null ? '' : `<p>${linkTo(path, texts.pay, 'button')}</p>`;
    const style = closed === 'refunded' || closed === 'unpaid' ? 'status' : 'alert';
    return `<p class="${style}">${texts.closed[closed!]}</p>${list}${pay}`;
  }

  return {
    id: 'entitlements.yours',
    host: 'tenant',
    path: '/yours/:token',
    rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
    async show({ params }) {
      const personId = await personBehind(params);
      const token = params['token']!;
      const [rows, lang, zone, { siteName }] = await Promise.all([
        deps.service.of(personId),
        deps.localeOf(personId),
        deps.readerZone(personId),
        deps.siteFacts(),
      ]);
      const texts = languages[lang];
      const days = new Intl.DateTimeFormat(DAY_TAGS[lang], { dateStyle: 'long', timeZone: zone });
      const replays = await deps.withReplay(rows.map(({ sessionId }) => sessionId));
      const parts: string[] = [];
      for (const row of rows) {
        const body =
          row.closed === null
            ? `<p class="status">${texts.open}</p>${(await waysOf(row, token, texts, replays.has(row.sessionId))).join('')}`
            : await closedBody(row, texts);
        const head = `<h2>${escapeHtml(row.title)}</h2><p class="hint">${texts.ordered(days.format(row.orderedAt))}</p>`;
        parts.push(`<section>${head}${body}</section>`);
      }
      const list = parts.length === 0 ? `<p>${texts.nothing}</p>` : parts.join('');
      return {
        lang,
        title: texts.title,
        body: `<h1>${texts.title}</h1><p>${escapeHtml(texts.hint(siteName))}</p>${list}`,
      };
    },
    take: async () => {
      throw new ProblemError('not-found');
    },
  };
}

const linkTo = (path: string, label: string, style = ''): string =>
  `<a${style === '' ? '' : ` class="${style}"`} href="${escapeHtml(path)}">${escapeHtml(label)}</a>`;

const sizeOf = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
