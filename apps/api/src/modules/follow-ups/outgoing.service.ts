import {
  FollowUpsAsked,
  ProblemError,
  type BodyOf,
  type FollowUpBar,
  type followUps,
  type FollowUpId,
  type Locale,
  type WebinarId,
} from '@stageline/contracts';
import { CSV_BOM, csvLine, escapeHtml } from '@stageline/domain';
import { newId, type Clock, type Logger, type Signer } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { FileAnswer } from '../../http/route.ts';
import { tenantStream } from '../../http/tenant-stream.ts';
import type { AuditLog } from '../audit/index.ts';
import type { MailService } from '../mail/index.ts';
import type { MailPreferencesService } from '../mail-preferences/index.ts';
import { barsOf } from './bars.ts';
import { createExportKeys } from './export-keys.ts';
import type { FollowUpsRepository, ListedFollowUp } from './follow-ups.repository.ts';
import type { FollowUpRow, WebinarReader } from './follow-ups.types.ts';

export interface OutgoingDeps {
  readonly mails: FollowUpsRepository;
  readonly webinars: Pick<WebinarReader, 'webinarFacts' | 'attendeePage'>;
  readonly preferences: Pick<MailPreferencesService, 'stopsFor'>;
  readonly mailer: Pick<MailService, 'send'>;
  readonly siteFacts: () => Promise<{ readonly url: string }>;
  readonly signer: Signer;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly tell: (webinarId: WebinarId) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}
type Export = BodyOf<(typeof followUps)['exportFollowUps']>;
type Sending = BodyOf<(typeof followUps)['sendFollowUps']>;

const PAGE = 200;
/** How long the link of an export works. */
const LINK_MS = 60 * 60_000;
/** Names of the columns; they are for programs, the same in every language, and in this order for good. */
const COLUMNS = [
  'email',
  'name',
  'tier',
  'score',
  'subject',
  'text',
  'html',
  'status',
  'sendable',
  'suppression',
  'notes',
  'id',
];

/** Mails on their way out: as a file for a program elsewhere, or sent by this product (K-12). */
export function createOutgoing(deps: OutgoingDeps) {
  const { mails, unitOfWork, clock } = deps;
  const keys = createExportKeys(deps.signer, clock);

  /** @throws ProblemError `not-found` */
  async function titleOf(id: WebinarId): Promise<string> {
    const webinar = await deps.webinars.webinarFacts(id);
    if (webinar === null) throw new ProblemError('not-found');
    return webinar.title;
  }

  /** Why these may not be written to as of now, which may be other than when they were written. */
  async function barsNow(
    rows: readonly Pick<ListedFollowUp, '_id' | 'webinarId' | 'attendeeId' | 'email' | 'personId' | 'bar'>[],
  ): Promise<Map<FollowUpId, FollowUpBar | null>> {
    const [first] = rows;
    if (first === undefined) return new Map();
    const ids = rows.map(({ attendeeId }) => attendeeId);
    const { items } = await deps.webinars.attendeePage(first.webinarId, { ids, after: null, limit: ids.length });
    const known = new Map(items.map(({ attendee }) => [attendee._id, attendee]));
    const readers = rows.map(
      (row) =>
        known.get(row.attendeeId) ?? {
          email: row.email,
          personId: row.personId,
          unsubscribed: row.bar === 'unsubscribed',
        },
    );
    const bars = await barsOf(deps.preferences, readers);
    return new Map(rows.map(({ _id }, at) => [_id, bars[at] ?? null]));
  }

  async function* pagesOf(
    read: (after: { rank: number; id: FollowUpId } | null) => Promise<ListedFollowUp[]>,
  ): AsyncGenerator<ListedFollowUp[]> {
    for (let after: { rank: number; id: FollowUpId } | null = null; ;) {
      const page = await read(after);
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      after = { rank: page.at(-1)!.rank, id: page.at(-1)!._id };
    }
  }

  /** One mail, once: it is sent when and only when it counts as sent. */
  async function hand(row: FollowUpRow, language: Locale): Promise<void> {
    await unitOfWork.run(async () => {
      const isTaken = await mails.move([row._id], 'approved', {
        state: 'sent',
        sendAskedAt: null,
        updatedAt: clock.now(),
      });
      if (isTaken === 0 || row.email === null) return;
      await deps.mailer.send({
        ...{ to: row.email, subject: row.subject, text: row.text, html: mailPage(row, language) },
        ...(row.name !== '' && { toName: row.name }),
        ...(row.personId !== null && { personId: row.personId }),
        topic: 'follow-ups',
        idempotencyKey: `follow-up:${row._id}`,
      });
    });
  }

  return {
    /** @throws ProblemError `not-found` */
    async exportCsv(webinarId: WebinarId, { approvedOnly, bom, locale }: Export) {
      const title = await titleOf(webinarId);
      const exportId = newId('job');
      let rows = 0;
      for (const state of approvedOnly
        ? (['approved', 'exported'] as const)
        : (['approved', 'exported', 'draft'] as const))
        for await (const page of pagesOf((after) => mails.page(webinarId, { state }, after, PAGE))) {
          const bars = await barsNow(page);
          await mails.setBars(bars);
          await mails.noteExport(
            page.map(({ _id }) => _id),
            exportId,
          );
          rows += page.length;
        }
      // What somebody takes elsewhere is theirs to send from now on; what nobody may send stays as it is.
      await deps.audit.record({
        action: 'follow-ups.exported',
        target: { type: 'webinar', id: webinarId, name: title },
        after: { mails: rows, approvedOnly },
      });
      const { key, expiresAt } = keys.keyOf({ tenantId: currentTenantId(), exportId, bom, locale }, LINK_MS);
      const { url } = await deps.siteFacts();
      return { downloadUrl: `${url}/api/v1/follow-up-exports/${key}`, expiresAt: expiresAt.toISOString(), rows };
    },

    /** What is behind a link, as it is now: who has unsubscribed meanwhile stands there as that. @throws ProblemError `not-found` */
    async download(key: string): Promise<FileAnswer> {
      const wanted = keys.read(currentTenantId(), key);
      if (wanted === null) throw new ProblemError('not-found');
      async function* lines() {
        yield (wanted!.bom ? CSV_BOM : '') + csvLine(COLUMNS);
        for await (const page of pagesOf((after) => mails.whole({ exportId: wanted!.exportId }, after, PAGE))) {
          const bars = await barsNow(page);
          yield (page as FollowUpRow[]).map((row) => csvLine(cellsOf(row, bars.get(row._id) ?? null))).join('');
          const sendable = page.filter(({ _id }) => bars.get(_id) === null).map(({ _id }) => _id);
          if (sendable.length > 0)
            await mails.move(sendable, 'approved', { state: 'exported', updatedAt: clock.now() });
        }
      }
      return { filename: `follow-ups-${clock.now().toISOString().slice(0, 10)}.csv`, content: tenantStream(lines()) };
    },

    /** Has approved mails sent; each page of them is asked for in one transaction with its event. @throws ProblemError `not-found` */
    async send(webinarId: WebinarId, { ids, tier }: Sending) {
      const title = await titleOf(webinarId);
      const target = { type: 'webinar', id: webinarId, name: title };
      const wanted = ids === undefined ? null : new Set(ids);
      const left: Partial<Record<FollowUpBar, number>> = {};
      let queued = 0;
      for await (const page of pagesOf((after) => mails.page(webinarId, { tier, state: 'approved' }, after, PAGE))) {
        const some = page.filter(({ _id }) => wanted?.has(_id) ?? true);
        const bars = await barsNow(some);
        await mails.setBars(bars);
        for (const bar of bars.values()) if (bar !== null) left[bar] = (left[bar] ?? 0) + 1;
        const sendable = some.filter(({ _id }) => bars.get(_id) === null).map(({ _id }) => _id);
        if (sendable.length === 0) continue;
        queued += await unitOfWork.run(async (tx) => {
          const asked = await mails.move(sendable, 'approved', { sendAskedAt: clock.now() });
          if (asked === 0) return 0;
          tx.record(FollowUpsAsked, { webinarId, runId: null });
          await deps.audit.record({ action: 'follow-ups.sent', target, after: { mails: asked } });
          return asked;
        });
      }
      return { queued, left };
    },

    /** Hands over what was asked for, in the current tenant. Safe to repeat. */
    async work(webinarId: WebinarId): Promise<void> {
      const webinar = await deps.webinars.webinarFacts(webinarId);
      if (webinar === null) return;
      for (;;) {
        const page = await mails.whole({ askedOf: webinarId }, null, PAGE);
        if (page.length === 0) break;
        // Somebody may have said no since it was asked for.
        const bars = await barsNow(page);
        await mails.setBars(bars);
        const barred = page
          .filter(({ _id, state }) => bars.get(_id) !== null || state !== 'approved')
          .map(({ _id }) => _id);
        if (barred.length > 0) await mails.withhold(barred);
        for (const row of page) if (!barred.includes(row._id)) await hand(row, webinar.language);
        deps.tell(webinarId);
      }
    },
  };
}
export type Outgoing = ReturnType<typeof createOutgoing>;

function cellsOf(row: FollowUpRow, bar: FollowUpBar | null): (string | number)[] {
  const { email, name, tier, rank, subject, text, html, state, notes, _id } = row;
  return [
    ...[email ?? '', name, tier, rank < 0 ? '' : rank, subject, text, html],
    ...[state === 'exported' ? 'approved' : state, bar === null ? 'yes' : 'no', bar ?? '', notes, _id],
  ];
}

const mailPage = ({ subject, html }: FollowUpRow, language: Locale): string =>
  `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>\n<body style="margin:0;padding:24px 12px;font:16px/1.5 system-ui,sans-serif;color:#18181b"><div style="max-width:600px;margin:0 auto">\n${html}\n</div></body></html>`;
