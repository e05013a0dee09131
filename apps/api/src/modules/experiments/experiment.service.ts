import { createHash, randomBytes } from 'node:crypto';
import {
  ProblemError,
  type ExperimentView,
  type PageArm,
  type PageVariant,
  type SiteAuthor,
  type SiteContent,
  type TenantId,
} from '@stageline/contracts';
import { changedFields, judgeAbTest, wilson, withVariant, type AbArm } from '@stageline/domain';
import { callerFacts, type Clock, type Logger } from '@stageline/platform';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import { isbot } from 'isbot';
import type { AuditLog } from '../audit/index.ts';
import type { SiteDrafts } from '../site/index.ts';
import { createExperimentCache } from './experiment.cache.ts';
import { createExperimentRecorder } from './experiment.recorder.ts';
import { experimentRepository, type ExperimentRecord } from './experiment.repository.ts';

export interface ExperimentsDeps {
  readonly drafts: Pick<SiteDrafts, 'read' | 'published' | 'check' | 'save' | 'publish'>;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly bus: InvalidationBus;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Visitor {
  readonly ip: string;
  readonly userAgent: string;
}
/** The version of the page that a visitor sees. */
export interface ShownVariant {
  readonly experimentId: string;
  readonly arm: PageArm;
  /** What it says differently; null for the page as it is published. */
  readonly variant: PageVariant | null;
}

/** Experiments with two versions of the landing page: one at a time for each site. */
export function createExperimentsService(deps: ExperimentsDeps) {
  const { drafts, clock } = deps;
  const cache = createExperimentCache(deps.bus);
  const recorder = createExperimentRecorder(deps);

  async function view(): Promise<{ experiment: ExperimentView | null }> {
    const found = await experimentRepository.find();
    return { experiment: found === null ? null : await present(found) };
  }

  async function record(action: 'site.experiment-started' | 'site.experiment-ended', id: string, after: object) {
    await deps.audit.record({ action, target: { type: 'experiment', id, name: 'landing page' }, after: { ...after } });
  }

  return {
    view,

    /** @throws ProblemError `conflict` while one runs; `validation-failed` for texts that could not be published */
    async start(variant: PageVariant, effect: number, startedBy: SiteAuthor) {
      const { content } = await drafts.published();
      await drafts.check(withVariant(content, variant));
      const tenantId = currentTenantId();
      const experimentId = randomBytes(6).toString('hex');
      const fresh: ExperimentRecord = {
        experimentId,
        state: 'running',
        variant,
        effect,
        salt: randomBytes(16).toString('hex'),
        startedAt: clock.now(),
        startedBy,
        endedAt: null,
        kept: null,
        totals: null,
      };
      await deps.unitOfWork.run(async () => {
        if (!(await experimentRepository.start(tenantId, fresh)))
          throw new ProblemError('conflict', {
            detail: 'An experiment is running already. End it before the next one.',
          });
        await record('site.experiment-started', experimentId, { effect, ...variant });
      });
      await experimentRepository.forgetAllBut(experimentId);
      await cache.changed(tenantId);
      return view();
    },

    /**
     * Ends what runs. Keeping `b` publishes it first, so that an end that is cut short is ended again, with the same page.
     * @throws ProblemError `not-found` where nothing runs; `conflict` where the draft has changes of its own
     */
    async end(keep: PageArm, author: SiteAuthor) {
      const running = await experimentRepository.find();
      if (running?.state !== 'running') throw new ProblemError('not-found');
      if (keep === 'b') await publishVariant(running.variant, author);
      await recorder.flush();
      const totals = await experimentRepository.count(running.experimentId);
      await deps.unitOfWork.run(async () => {
        await experimentRepository.end(running.experimentId, keep, totals, clock.now());
        await record('site.experiment-ended', running.experimentId, { keep });
      });
      await cache.changed(currentTenantId());
      // Nobody is added any more; what a process that died here leaves behind goes when the next one starts.
      await experimentRepository.forgetAllBut(null);
      return view();
    },

    /**
     * The version that a visitor sees: the one that their cookie says, or else one that follows from where and with what they
     * come, so that it stays the same without a cookie, too. Robots see the page as it is published. Null where nothing runs.
     */
    async shownTo(tenantId: TenantId, visitor: Visitor, cookie: string | undefined): Promise<ShownVariant | null> {
      const running = await cache.running(tenantId);
      if (running === null || isRobot(visitor)) return null;
      const { id: experimentId, variant } = running;
      const kept = /^([0-9a-f]{12})\.([ab])$/.exec(cookie ?? '');
      const arm =
        kept?.[1] === experimentId
          ? (kept[2] as PageArm)
          : digest(`${running.salt} arm`, visitor)[0]! % 2 === 0
            ? 'a'
            : 'b';
      return { experimentId, arm, variant: arm === 'b' ? variant : null };
    },

    /** Counts somebody who looked at a version. */
    async seen(tenantId: TenantId, visitor: Visitor, { experimentId, arm }: ShownVariant): Promise<void> {
      const running = await cache.running(tenantId);
      if (running?.id === experimentId) recorder.seen(tenantId, experimentId, hashOf(running.salt, visitor), arm);
    },

    /** Counts the registration of whoever sends the running request. */
    noteRegistration(): void {
      const tenantId = currentTenantId();
      const { ip, userAgent = '' } = callerFacts();
      if (ip === undefined) return;
      // Nobody waits for it, and a page was shown from the same memory a moment ago.
      void cache.running(tenantId).then(
        (running) => running && recorder.registered(tenantId, running.id, hashOf(running.salt, { ip, userAgent })),
        (err: unknown) => deps.logger.warn({ err, tenantId }, 'a registration was counted for no version'),
      );
    },
    flush: () => recorder.flush(),
  };

  async function publishVariant(variant: PageVariant, author: SiteAuthor): Promise<void> {
    const [published, draft] = [await drafts.published(), await drafts.read()];
    const wanted = withVariant(published.content, variant);
    const isPublished = sameContent(wanted, published.content);
    if (isPublished) return;
    if (!sameContent(draft.content, published.content) && !sameContent(draft.content, wanted))
      throw new ProblemError('conflict', {
        detail: 'The draft has changes that are not published. Publish or discard them, and end the experiment then.',
      });
    await drafts.save(draft.revision, wanted, author);
    await drafts.publish(draft.revision + 1, author);
  }
}
export type ExperimentsService = ReturnType<typeof createExperimentsService>;

const sameContent = (a: SiteContent, b: SiteContent): boolean => changedFields(a, b).length === 0;
const isRobot = ({ userAgent }: Visitor): boolean => userAgent === '' || isbot(userAgent);
const digest = (key: string, { ip, userAgent }: Visitor): Buffer =>
  createHash('sha256').update(`${key}\n${ip}\n${userAgent}`).digest();
const hashOf = (salt: string, visitor: Visitor): string =>
  digest(`${salt} visitor`, visitor).toString('base64url').slice(0, 22);

async function present(record: ExperimentRecord): Promise<ExperimentView> {
  const { a, b } = record.totals ?? (await experimentRepository.count(record.experimentId));
  const { says, more, difference, p } = judgeAbTest(a, b, record.effect, record.smallestP);
  // A winner that was found stays found: the smallest of all looks is as valid as each.
  if (record.state === 'running') await experimentRepository.noteP(record.experimentId, p);
  const numbers = (arm: AbArm) => ({ ...arm, rate: wilson(arm) });
  return {
    id: record.experimentId,
    state: record.state,
    variant: record.variant,
    effect: record.effect,
    startedAt: record.startedAt.toISOString(),
    startedBy: record.startedBy,
    endedAt: record.endedAt?.toISOString() ?? null,
    kept: record.kept,
    a: numbers(a),
    b: numbers(b),
    verdict: { says, more, difference },
  };
}
