import {
  canStop,
  MAX_ENGAGEMENTS,
  ProblemError,
  type MailEngagement,
  type MailId,
  type MailMeasuring,
  type MailTopic,
  type PersonId,
} from '@stageline/contracts';
import { judgeEngagement, type Judgement } from '@stageline/domain';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import type { LinkTokens, Marked } from './link-tokens.ts';
import { mailsToJudge } from './mail-engagement.cross-tenant.repository.ts';
import { mailEngagementRepository, mailMeasuringRepository, type EngagementRow } from './mail-engagement.repository.ts';
import { atEnd, bareUrl, isMeasurable, linksOf, withLinks } from './mail-links.ts';

/** A mail as it is to be sent. */
export interface MeasurableMail {
  readonly id: MailId;
  readonly personId: PersonId | null;
  readonly topic: MailTopic;
  readonly html: string;
}
/** A mail that brought something. */
export interface MeasuredMail {
  readonly personId: PersonId | null;
  readonly html: string;
  /** When mail servers said that they have it. */
  readonly arrivals: readonly Date[];
}

export interface MailEngagementDeps {
  readonly tokens: LinkTokens;
  /** One of the current tenant's; null where it has none of that id. */
  readonly findMail: (id: MailId) => Promise<MeasuredMail | null>;
  readonly siteFacts: () => Promise<{ readonly url: string; readonly homeUrl: string }>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Who asks for a link or a picture. */
export interface Caller {
  readonly method: string;
  readonly userAgent: string;
  /** Cut already. */
  readonly network: string | null;
}

/** By then everything is there that may belong to a burst. */
const JUDGE_AFTER_MS = 10_000;
const ROUND_ROWS = 500;
const MAX_AGENT = 300;

/** Who opens mails and follows their links, and whether that is a human (B-12). */
export function createMailEngagementService(deps: MailEngagementDeps) {
  const { tokens, findMail, clock, logger } = deps;

  const hostsOf = ({ url, homeUrl }: { readonly url: string; readonly homeUrl: string }) =>
    [url, homeUrl].map((address) => new URL(address).host);

  /** Keeps what came. Whoever follows a link gets there whether that works or not. */
  async function note(mailId: MailId, mail: MeasuredMail, facts: Partial<EngagementRow>, caller: Caller) {
    if (mail.personId === null) return;
    try {
      if ((await mailMeasuringRepository.read()) === 'off' || (await mailEngagementRepository.isFull(mailId))) return;
      const at = clock.now();
      await mailEngagementRepository.insert({
        mailId,
        personId: mail.personId,
        kind: 'click',
        ...facts,
        method: caller.method,
        userAgent: caller.userAgent.slice(0, MAX_AGENT),
        network: caller.network,
        at,
        verdict: 'unknown',
        reason: 'pending',
        judgeAt: new Date(at.getTime() + JUDGE_AFTER_MS),
      });
    } catch (error) {
      logger.warn({ err: error, mailId }, 'what a mail brought was not kept');
    }
  }

  async function open(token: string): Promise<{ readonly id: MailId; readonly mail: MeasuredMail }> {
    const id = tokens.mailOf(token);
    const mail = id === null ? null : await findMail(id);
    if (id === null || mail === null) throw new ProblemError('not-found');
    return { id, mail };
  }
  const isFor = (token: string, marked: Marked) => tokens.matches(currentTenantId(), token, marked);

  /** Says anew of all that one mail brought who did it. */
  async function judgeMail(mailId: MailId): Promise<void> {
    const now = clock.now();
    const [mail, rows] = await Promise.all([findMail(mailId), mailEngagementRepository.ofMail(mailId)]);
    const hosts = hostsOf(await deps.siteFacts());
    const links = linksOf(mail?.html ?? '').filter((url) => isMeasurable(url, hosts)).length;
    const arrivals = (mail?.arrivals ?? []).map((at) => at.getTime());
    const events = rows.map((row) => ({ ...row, at: row.at.getTime(), link: row.link ?? null }));
    const judgements = judgeEngagement({ arrivals, links }, events);
    const changed = rows.flatMap((row, at) => {
      const said: Judgement = judgements[at]!;
      return row.verdict === said.verdict && row.reason === said.reason ? [] : [{ id: row._id, said }];
    });
    for (const some of Map.groupBy(changed, ({ said }) => `${said.verdict} ${said.reason}`).values())
      await mailEngagementRepository.judge(
        some.map(({ id }) => id),
        some[0]!.said,
      );
    await mailEngagementRepository.settle(mailId, now);
  }

  return {
    /** The HTML of a mail with its links and picture marked, where its site measures and its reader can stop it. */
    async measured({ id, personId, topic, html }: MeasurableMail): Promise<string> {
      if (personId === null || !canStop(topic)) return html;
      const measuring = await mailMeasuringRepository.read();
      if (measuring === 'off') return html;
      const site = await deps.siteFacts();
      const hosts = hostsOf(site);
      const address = (way: 'c' | 'o', marked: Marked) =>
        `${site.url}/${way}/${tokens.tokenFor(currentTenantId(), id, marked)}`;
      const linked = withLinks(html, (url) => (isMeasurable(url, hosts) ? address('c', { link: url }) : null));
      const picture = measuring === 'clicks' ? '' : pictureOf(address('o', 'picture'));
      return atEnd(linked, trapOf(address('c', 'trap')) + picture);
    },

    /**
     * Where a link leads. @throws ProblemError `not-found` for what no mail of the current tenant holds
     */
    async follow(token: string, caller: Caller): Promise<string> {
      const { id, mail } = await open(token);
      const links = linksOf(mail.html);
      const link = links.findIndex((url) => isFor(token, { link: url }));
      const isTrap = link === -1 && isFor(token, 'trap');
      if (link === -1 && !isTrap) throw new ProblemError('not-found');
      await note(id, mail, isTrap ? { kind: 'trap' } : { kind: 'click', link, url: bareUrl(links[link]!) }, caller);
      return isTrap ? '/' : links[link]!;
    },

    /** @throws ProblemError `not-found` */
    async see(token: string, caller: Caller): Promise<void> {
      const { id, mail } = await open(token);
      if (!isFor(token, 'picture')) throw new ProblemError('not-found');
      await note(id, mail, { kind: 'open' }, caller);
    },

    /** Judges what has settled, of all tenants. Safe to repeat, and in several processes at once. @returns how many mails */
    async judge(): Promise<number> {
      for (let total = 0; ;) {
        const { rows, mails: due } = await mailsToJudge(clock.now(), ROUND_ROWS);
        for (const { tenantId, mailId } of due) await runInTenant(tenantId, () => judgeMail(mailId));
        total += due.length;
        if (rows < ROUND_ROWS) return total;
      }
    },

    measuring: (): Promise<MailMeasuring> => mailMeasuringRepository.read(),
    async measure(measuring: MailMeasuring): Promise<void> {
      await deps.unitOfWork.run(async () => {
        await mailMeasuringRepository.write(measuring);
        await deps.audit.record({
          action: 'mail-measuring.changed',
          target: { type: 'mail-measuring', id: measuring },
        });
      });
    },

    /** What humans did with mails; those with which they did nothing are missing. */
    async humanCounts(ids: readonly MailId[]): Promise<ReadonlyMap<MailId, { opens: number; clicks: number }>> {
      const counts = ids.length === 0 ? [] : await mailEngagementRepository.humanCounts(ids);
      const found = new Map<MailId, { opens: number; clicks: number }>();
      for (const { mailId, kind, count } of counts) {
        const before = found.get(mailId) ?? { opens: 0, clicks: 0 };
        found.set(mailId, kind === 'open' ? { ...before, opens: count } : { ...before, clicks: count });
      }
      return found;
    },

    /** Everything that one mail brought, oldest first. */
    async ofMail(id: MailId): Promise<MailEngagement[]> {
      return (await mailEngagementRepository.ofMail(id)).slice(0, MAX_ENGAGEMENTS).map(present);
    },
  };
}
export type MailEngagementService = ReturnType<typeof createMailEngagementService>;

const present = ({ kind, at, url, verdict, reason, userAgent, network }: EngagementRow): MailEngagement => ({
  kind,
  at: at.toISOString(),
  url: url ?? null,
  verdict,
  reason,
  userAgent,
  network,
});

/** Nobody sees it, no screen reader says it and no key reaches it: only what reads the source follows it. */
const trapOf = (url: string): string =>
  `<div style="display:none;max-height:0;overflow:hidden" aria-hidden="true"><a href="${url}" tabindex="-1"></a></div>\n`;
const pictureOf = (url: string): string =>
  `<img src="${url}" width="1" height="1" alt="" style="display:block;border:0;width:1px;height:1px">\n`;
