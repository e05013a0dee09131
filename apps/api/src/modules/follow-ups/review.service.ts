import {
  ProblemError,
  type BodyOf,
  type followUps,
  type FollowUpId,
  type FollowUpView,
  type MembershipId,
  type QueryOf,
  type WebinarId,
} from '@stageline/contracts';
import { followUpHtml } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { MemberActor } from '../../http/route.ts';
import type { AiService } from '../ai/index.ts';
import { seesContacts } from '../leads/index.ts';
import { factsOf, judged } from './content.ts';
import { cursorOf, parseCursor } from './cursor.ts';
import type { FollowUpsRepository, ListedFollowUp } from './follow-ups.repository.ts';
import type { Attendee, FollowUpContent, FollowUpRow, WebinarReader } from './follow-ups.types.ts';
import { presentFollowUp, presentSummary } from './presenter.ts';
import { cleanHtml } from './sanitise.ts';

export interface ReviewDeps {
  readonly mails: FollowUpsRepository;
  readonly webinars: WebinarReader;
  readonly ai: Pick<AiService, 'settings'>;
  readonly siteFacts: () => Promise<{ readonly promoterName: string }>;
  readonly memberName: (id: MembershipId) => Promise<string | null>;
  readonly tell: (webinarId: WebinarId) => void;
  readonly clock: Clock;
}
type Change = BodyOf<(typeof followUps)['changeFollowUp']>;
type Approval = BodyOf<(typeof followUps)['approveFollowUps']>;
type Query = QueryOf<(typeof followUps)['listFollowUps']>;

const PAGE = 500;

/** Looking at mails before they go out: read, changed, approved, and all of that taken back (K-11). */
export function createReview(deps: ReviewDeps) {
  const { mails, webinars, ai, clock } = deps;

  /** @throws ProblemError `not-found` */
  async function requireMail(id: FollowUpId): Promise<FollowUpRow> {
    const row = await mails.find(id);
    if (row === null) throw new ProblemError('not-found');
    return row;
  }
  async function present(actor: MemberActor, row: FollowUpRow): Promise<FollowUpView> {
    const known = await webinars.attendeeContext(row.webinarId, row.attendeeId);
    return presentFollowUp(row, known, seesContacts(actor));
  }

  /** A change of what somebody has seen. @throws ProblemError `conflict`, `illegal-transition` for what is gone out or being written */
  async function change(
    actor: MemberActor,
    row: FollowUpRow,
    version: number,
    set: Partial<FollowUpRow>,
  ): Promise<FollowUpView> {
    const changed = await mails.change(row._id, version, { ...set, updatedAt: clock.now() });
    if (changed === null) {
      const now = await requireMail(row._id);
      throw new ProblemError(now.version === version ? 'illegal-transition' : 'conflict');
    }
    deps.tell(row.webinarId);
    return present(actor, changed);
  }

  /** What a text written by hand says of itself. */
  async function judge(row: FollowUpRow, subject: string, body: string) {
    const [webinar, attendee] = await Promise.all([
      webinars.webinarFacts(row.webinarId),
      webinars.attendeeContext(row.webinarId, row.attendeeId),
    ]);
    if (webinar === null || attendee === null) return { warnings: [], evidence: [], flags: 0 };
    const settings = await ai.settings();
    const { promoterName } = await deps.siteFacts();
    return judged({ subject, body }, factsOf(webinar, attendee, promoterName, '', row.variant), settings);
  }

  /** All that are meant, page by page. */
  async function* meant(
    webinarId: WebinarId,
    { ids, tier }: Approval,
    from: 'draft' | 'approved',
  ): AsyncGenerator<ListedFollowUp[]> {
    if (ids !== undefined) {
      for (let at = 0; at < ids.length; at += PAGE)
        yield (await mails.byIds(webinarId, ids.slice(at, at + PAGE))).filter(({ state }) => state === from);
      return;
    }
    for (let after: { rank: number; id: FollowUpId } | null = null; ;) {
      const page: ListedFollowUp[] = await mails.page(webinarId, { tier, state: from }, after, PAGE);
      yield page;
      if (page.length < PAGE) return;
      after = { rank: page.at(-1)!.rank, id: page.at(-1)!._id };
    }
  }

  return {
    /** @throws ProblemError `not-found` */
    async list(actor: MemberActor, webinarId: WebinarId, { cursor, limit, tier, state }: Query) {
      if ((await webinars.webinarFacts(webinarId)) === null) throw new ProblemError('not-found');
      const rows = await mails.page(webinarId, { tier, state }, parseCursor(cursor), limit + 1);
      const page = rows.slice(0, limit);
      const ids = page.map(({ attendeeId }) => attendeeId);
      const known: readonly Attendee[] =
        ids.length === 0 ? [] : (await webinars.attendeePage(webinarId, { ids, after: null, limit: ids.length })).items;
      const of = new Map(known.map((each) => [each.attendee._id, each]));
      const last = rows.length > limit ? page.at(-1)! : null;
      return {
        items: page.map((row) => presentSummary(row, of.get(row.attendeeId), seesContacts(actor))),
        nextCursor: last && cursorOf(last),
        counts: await mails.counts(webinarId, tier),
      };
    },

    /** @throws ProblemError `not-found` */
    get: async (actor: MemberActor, id: FollowUpId): Promise<FollowUpView> => present(actor, await requireMail(id)),

    /** @throws ProblemError `not-found`, `conflict`, `illegal-transition` */
    async change(
      actor: MemberActor,
      id: FollowUpId,
      { version, subject, text, html, notes }: Change,
    ): Promise<FollowUpView> {
      const row = await requireMail(id);
      const own = html === undefined || html === '' ? null : cleanHtml(html);
      const said = { subject, text, html: own ?? followUpHtml(text), ownHtml: own !== null };
      const isSame = row.subject === subject && row.text === text && row.html === said.html;
      // A note alone changes no mail, and needs no second yes.
      if (isSame) return change(actor, row, version, { notes });
      return change(actor, row, version, {
        ...{ ...said, notes, ...(await judge(row, subject, text)) },
        writer: { ...row.writer, kind: 'person' },
        previous: contentIn(row),
        ...{ userEdited: true, state: 'draft', error: null, approvedBy: null, sendAskedAt: null },
      });
    },

    /** @throws ProblemError `not-found`, `illegal-transition` where nothing was changed by hand, `conflict` */
    async restore(actor: MemberActor, id: FollowUpId): Promise<FollowUpView> {
      const row = await requireMail(id);
      if (row.previous === null) throw new ProblemError('illegal-transition');
      const flags = row.previous.warnings.length;
      return change(actor, row, row.version, {
        ...row.previous,
        flags,
        previous: null,
        state: 'draft',
        approvedBy: null,
        sendAskedAt: null,
      });
    },

    /** Answers which ones changed: the same request with these and the opposite takes it back. @throws ProblemError `not-found` */
    async approve(actor: MemberActor, webinarId: WebinarId, approval: Approval) {
      if ((await webinars.webinarFacts(webinarId)) === null) throw new ProblemError('not-found');
      const { approved, flagged } = approval;
      const [from, to] = approved ? (['draft', 'approved'] as const) : (['approved', 'draft'] as const);
      const approvedBy = approved ? ((await deps.memberName(actor.membershipId)) ?? '') : null;
      const ids: FollowUpId[] = [];
      let left = 0;
      for await (const page of meant(webinarId, approval, from)) {
        const some = page.filter(({ flags }) => !approved || flagged || flags === 0).map(({ _id }) => _id);
        left += page.length - some.length;
        if (some.length === 0) continue;
        await mails.move(some, from, { state: to, approvedBy, sendAskedAt: null, updatedAt: clock.now() });
        ids.push(...some);
      }
      if (ids.length > 0) deps.tell(webinarId);
      return { ids, left };
    },
  };
}
export type Review = ReturnType<typeof createReview>;

const contentIn = ({
  subject,
  text,
  html,
  ownHtml,
  warnings,
  evidence,
  writer,
  userEdited,
  generatedAt,
}: FollowUpRow): FollowUpContent => ({
  ...{ subject, text, html, ownHtml, warnings, evidence, writer, userEdited, generatedAt },
});
