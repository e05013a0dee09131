import {
  FollowUpsAsked,
  ProblemError,
  type CreditView,
  type FollowUpChoice,
  type FollowUpEstimate,
  type FollowUpId,
  type FollowUpRunView,
  type MembershipId,
  type WebinarAttendeeId,
  type WebinarId,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { MemberActor } from '../../http/route.ts';
import type { AiService } from '../ai/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { MailPreferencesService } from '../mail-preferences/index.ts';
import { barsOf } from './bars.ts';
import { factsOf, requestOf } from './content.ts';
import type { FollowUpsRepository } from './follow-ups.repository.ts';
import type { Attendee, FollowUpRow, RunRow, WebinarFacts, WebinarReader } from './follow-ups.types.ts';
import type { RunsRepository } from './runs.repository.ts';
import type { Writer } from './writer.ts';

export interface GenerationDeps {
  readonly mails: FollowUpsRepository;
  readonly runs: RunsRepository;
  readonly writer: Pick<Writer, 'end'>;
  readonly webinars: Pick<WebinarReader, 'webinarFacts' | 'attendeePage'>;
  readonly preferences: Pick<MailPreferencesService, 'stopsFor'>;
  readonly ai: Pick<AiService, 'settings' | 'writer' | 'budgetLeft' | 'mostMicros'>;
  readonly credits: { view(): Promise<CreditView[]> };
  readonly memberName: (id: MembershipId) => Promise<string | null>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly tell: (webinarId: WebinarId) => void;
  readonly clock: Clock;
}
type Choice = FollowUpChoice;

/** Attendees that are read together. */
const PAGE = 500;
/** A run whose jobs are lost is ordered again after this long. */
const LOST_MS = 2 * 60_000;
/** Words of a mail, about. */
const OUTPUT_TOKENS = 350;

/** Who would be written to of some attendees, and why others would not. */
interface Sifted {
  readonly fresh: readonly { readonly of: Attendee; readonly bar: FollowUpRow['bar'] }[];
  readonly again: readonly FollowUpId[];
  readonly left: FollowUpEstimate['left'];
}

/** Having mails written to many attendees: whom, what it costs, how far it is (K-10). */
export function createGeneration(deps: GenerationDeps) {
  const { mails, runs, ai, unitOfWork, clock } = deps;

  /** @throws ProblemError `not-found` */
  async function requireWebinar(id: WebinarId): Promise<WebinarFacts> {
    const webinar = await deps.webinars.webinarFacts(id);
    if (webinar === null) throw new ProblemError('not-found');
    return webinar;
  }

  async function sift(webinarId: WebinarId, people: readonly Attendee[], choice: Choice): Promise<Sifted> {
    const known = new Map(
      (
        await mails.ofAttendees(
          webinarId,
          people.map(({ attendee }) => attendee._id),
        )
      ).map((row) => [row.attendeeId, row]),
    );
    const bars = await barsOf(
      deps.preferences,
      people.map(({ attendee }) => attendee),
    );
    const left = { barred: 0, written: 0, edited: 0 };
    const fresh: { of: Attendee; bar: FollowUpRow['bar'] }[] = [];
    const again: FollowUpId[] = [];
    for (const [at, of] of people.entries()) {
      const bar = bars[at] ?? null;
      const row = known.get(of.attendee._id);
      if (bar !== null && !choice.insist) left.barred += 1;
      else if (row === undefined) fresh.push({ of, bar });
      else if (row.state === 'failed' || row.state === 'waiting') again.push(row._id);
      else if (row.state === 'exported' || row.state === 'sent' || row.state === 'writing' || !choice.again)
        left.written += 1;
      else if (row.userEdited && !choice.overwriteEdited) left.edited += 1;
      else again.push(row._id);
    }
    return { fresh, again, left };
  }

  /** Who is meant, page by page; memory is bounded by a page. */
  async function* chosen(
    webinarId: WebinarId,
    choice: Choice,
  ): AsyncGenerator<{ people: readonly Attendee[]; sifted: Sifted }> {
    const { tiers, attendeeIds: ids } = choice;
    for (let after: Parameters<WebinarReader['attendeePage']>[1]['after'] = null; ;) {
      const page = await deps.webinars.attendeePage(webinarId, { tiers, ids, after, limit: PAGE });
      yield { people: page.items, sifted: await sift(webinarId, page.items, choice) };
      if (page.next === null) return;
      after = page.next;
    }
  }

  const aiCredits = async () => (await deps.credits.view()).find(({ kind }) => kind === 'ai')?.available ?? 0;

  async function present(run: RunRow): Promise<FollowUpRunView> {
    const { _id: id, state, stop, total, startedAt, endedAt, by } = run;
    const progress = await mails.progress(id);
    return {
      ...{ id, state, stop, total, by, ...progress },
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    };
  }

  const freshRow = (
    webinarId: WebinarId,
    runId: RunRow['_id'],
    { of: { attendee }, bar }: Sifted['fresh'][number],
  ): FollowUpRow => ({
    ...{ _id: newId('fum'), webinarId, attendeeId: attendee._id, runId, bar },
    ...{
      name: attendee.name,
      email: attendee.email,
      personId: attendee.personId,
      tier: attendee.tier,
      rank: attendee.rank,
    },
    ...{
      state: 'waiting',
      error: null,
      flags: 0,
      subject: '',
      text: '',
      html: '',
      ownHtml: false,
      warnings: [],
      evidence: [],
    },
    writer: {
      kind: 'template',
      model: null,
      prompt: null,
      promptTokens: 0,
      outputTokens: 0,
      costMicros: 0,
      attempts: 0,
    },
    ...{
      userEdited: false,
      generatedAt: null,
      notes: '',
      version: 1,
      variant: 1,
      claims: 0,
      claim: null,
      previous: null,
    },
    ...{ approvedBy: null, sendAskedAt: null, exportIds: [], updatedAt: clock.now() },
  });

  /**
   * Begins a run, and sets it going.
   * @throws ProblemError `illegal-transition` where one is under way, or nobody is left to be written to; `credits-used-up`
   */
  async function start(actor: MemberActor, webinar: WebinarFacts, choice: Choice): Promise<FollowUpRunView> {
    const webinarId = webinar._id;
    if ((await ai.writer()) === 'model' && (await aiCredits()) < 1) throw new ProblemError('credits-used-up');
    const startedAt = clock.now();
    const run: RunRow = {
      ...{ _id: newId('fur'), webinarId, state: 'running', stop: null, total: 0, startedAt, endedAt: null },
      ...{ byId: actor.membershipId, by: (await deps.memberName(actor.membershipId)) ?? '' },
      lookAt: new Date(startedAt.getTime() + LOST_MS),
    };
    if (!(await runs.insert(run))) throw new ProblemError('illegal-transition');
    let total = 0;
    for await (const { sifted } of chosen(webinarId, choice)) {
      await mails.insert(sifted.fresh.map((each) => freshRow(webinarId, run._id, each)));
      if (sifted.again.length > 0) await mails.requeue(sifted.again, run._id, clock.now());
      total += sifted.fresh.length + sifted.again.length;
    }
    if (total === 0) {
      await runs.end(run._id, { state: 'done', stop: null, endedAt: clock.now() });
      throw new ProblemError('illegal-transition');
    }
    await unitOfWork.run(async (tx) => {
      await runs.change(run._id, { total });
      tx.record(FollowUpsAsked, { webinarId, runId: run._id });
      await deps.audit.record({
        action: 'follow-ups.generated',
        target: { type: 'webinar', id: webinarId, name: webinar.title },
        after: { mails: total },
      });
    });
    // Called off while it was planned.
    if (!(await runs.isRunning(run._id))) await mails.giveUp(run._id, null, clock.now());
    deps.tell(webinarId);
    return present((await runs.find(run._id))!);
  }

  return {
    /** @throws ProblemError `not-found` */
    async estimate(webinarId: WebinarId, choice: Choice): Promise<FollowUpEstimate> {
      const webinar = await requireWebinar(webinarId);
      const writer = await ai.writer();
      const settings = await ai.settings();
      const left = { barred: 0, written: 0, edited: 0 };
      const sums = { mails: 0, promptTokens: 0, outputTokens: 0, costMicros: 0 };
      for await (const { people, sifted } of chosen(webinarId, choice)) {
        for (const why of ['barred', 'written', 'edited'] as const) left[why] += sifted.left[why];
        const count = sifted.fresh.length + sifted.again.length;
        sums.mails += count;
        const sample = sifted.fresh[0]?.of ?? people[0];
        if (writer === 'template' || count === 0 || sample === undefined) continue;
        // One of each page stands for all of it: prompts differ by what somebody said.
        const { request } = requestOf(factsOf(webinar, sample, '', settings.voice, 1), settings);
        sums.promptTokens += count * Math.ceil((request.system.length + request.prompt.length) / 4);
        sums.outputTokens += count * OUTPUT_TOKENS;
        sums.costMicros += count * ai.mostMicros({ ...request, maxTokens: OUTPUT_TOKENS });
      }
      const needed = writer === 'model' ? sums.mails : 0;
      const budgetLeftMicros = await ai.budgetLeft();
      return { ...sums, left, credits: { needed, left: await aiCredits() }, budgetLeftMicros, writer };
    },

    /** @throws ProblemError `not-found`, and as `start` */
    generate: async (actor: MemberActor, webinarId: WebinarId, choice: Choice) =>
      start(actor, await requireWebinar(webinarId), choice),

    /** One mail anew. @throws ProblemError `not-found`, `illegal-transition`, `credits-used-up` */
    async regenerate(actor: MemberActor, id: FollowUpId, overwriteEdited: boolean): Promise<FollowUpRunView> {
      const row = await mails.find(id);
      if (row === null) throw new ProblemError('not-found');
      if (row.userEdited && !overwriteEdited) throw new ProblemError('illegal-transition');
      const choice = {
        attendeeIds: [row.attendeeId] as WebinarAttendeeId[],
        insist: row.bar !== null,
        again: true,
        overwriteEdited,
      };
      return start(actor, await requireWebinar(row.webinarId), choice);
    },

    /** @throws ProblemError `not-found` */
    async run(webinarId: WebinarId): Promise<{ run: FollowUpRunView | null }> {
      await requireWebinar(webinarId);
      const run = await runs.latest(webinarId);
      return { run: run === null ? null : await present(run) };
    },

    /** What is written stays. @throws ProblemError `not-found`, `illegal-transition` where nothing is under way */
    async cancel(webinarId: WebinarId): Promise<FollowUpRunView> {
      await requireWebinar(webinarId);
      const run = await runs.latest(webinarId);
      if (run === null || !(await deps.writer.end(run._id, 'cancelled', null)))
        throw new ProblemError('illegal-transition');
      deps.tell(webinarId);
      return present((await runs.find(run._id))!);
    },
  };
}
export type Generation = ReturnType<typeof createGeneration>;
