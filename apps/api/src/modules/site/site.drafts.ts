import {
  ProblemError,
  SiteChanged,
  type ProblemIssue,
  type SiteAuthor,
  type SiteContent,
  type SiteDraft,
  type SiteVersion,
  type site as contract,
  type ResponseOf,
} from '@stageline/contracts';
import { changedFields, contrastFindings } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId, isDuplicateKey } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import { policyIssues, withLocks } from './brand-policy.ts';
import type { BrandPolicyService } from './brand-policy.service.ts';
import { compileCustomCss } from './custom-css.ts';
import type { SiteCache } from './site.cache.ts';
import type { SitePictures } from './site.pictures.ts';
import { changesOf, presentDraft, presentVersion } from './site.presenter.ts';
import {
  draftRepository,
  siteRepository,
  versionRepository,
  type DraftRecord,
  type SiteRecord,
  type VersionRecord,
} from './site.repository.ts';

export interface SiteDraftsDeps {
  readonly cache: SiteCache;
  readonly pictures: SitePictures;
  readonly policy: Pick<BrandPolicyService, 'current'>;
  /** Whether the current tenant is a demo or a preview. */
  readonly maySimulate: () => Promise<boolean>;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** Draft, publication and history of the current tenant's site. */
export interface SiteDrafts {
  get(slug: string): Promise<SiteDraft>;
  /** The draft as one plain value, for whoever copies or merges sites. @throws ProblemError `not-found` */
  read(): Promise<{ readonly revision: number; readonly content: SiteContent }>;
  /** What visitors see, as one plain value. @throws ProblemError `not-found` */
  published(): Promise<Pick<SiteRecord, 'content' | 'version'>>;
  /** @throws ProblemError `validation-failed` for a content that could not be saved */
  check(content: SiteContent): Promise<void>;
  /** A content with what the platform's policy fixes at the value that it gives; with another one it could not be saved. */
  held(content: SiteContent): Promise<SiteContent>;
  /**
   * Replaces the draft.
   * @throws ProblemError `conflict`, which names the fields that differ, when somebody saved another revision meanwhile;
   *   `validation-failed` for colours, CSS, pictures and whatever the platform's policy does not allow
   */
  save(revision: number, content: SiteContent, author: SiteAuthor): Promise<void>;
  /** Gives the draft the published content again. @throws ProblemError `conflict` */
  discard(revision: number, author: SiteAuthor): Promise<void>;
  /**
   * Makes the draft what visitors see; one that differs in nothing changes nothing.
   * @throws ProblemError `conflict`, `validation-failed`, `picture-missing`
   */
  publish(revision: number, author: SiteAuthor): Promise<void>;
  /** Publishes an older version as a new one. @throws ProblemError `not-found` and as `publish` */
  rollBack(
    number: number,
    options: { readonly revision: number; readonly withoutMissingPictures: boolean },
    author: SiteAuthor,
  ): Promise<void>;
  listVersions(page: {
    readonly cursor?: string | undefined;
    readonly limit: number;
  }): Promise<{ items: SiteVersion[]; nextCursor: string | null }>;
  /** @throws ProblemError `not-found` */
  getVersion(number: number): Promise<ResponseOf<typeof contract.getSiteVersion>>;
}

export function createSiteDrafts(deps: SiteDraftsDeps): SiteDrafts {
  const { cache, pictures, unitOfWork, audit, clock } = deps;

  async function published(): Promise<SiteRecord> {
    const site = await siteRepository.find();
    if (site === null) throw new ProblemError('not-found');
    return site;
  }

  /** The draft, which a site that is older than drafts does not have yet: then it begins with what is published. */
  async function draft(): Promise<DraftRecord> {
    const known = await draftRepository.find();
    if (known !== null) return known;
    const { content, updatedAt } = await published();
    const first = { revision: 1, content, updatedAt, updatedBy: { membershipId: null, name: 'Stageline' } };
    await draftRepository.insert(currentTenantId(), first).catch(ignoreDuplicate);
    return (await draftRepository.find()) ?? first;
  }

  /** Everything that a page could not use or the platform does not allow. @throws ProblemError `validation-failed` */
  async function judge(content: SiteContent): Promise<string> {
    const { text, issues } = await compileCustomCss(content.customCss);
    const found: ProblemIssue[] = [
      ...contrastIssues(content),
      ...issues.map(({ line, column, message }) => ({
        in: 'body' as const,
        pointer: '/content/customCss',
        message: `Line ${line}, column ${column}: ${message}`,
      })),
      ...policyIssues(content, await deps.policy.current()),
      ...(await simulationIssues(content)),
    ];
    if (found.length > 0) throw new ProblemError('validation-failed', { issues: found });
    return text;
  }

  /** Nobody may take members for people whom nobody is, so only a site that is nobody's business may show them (H-08). */
  async function simulationIssues({ line }: SiteContent): Promise<ProblemIssue[]> {
    if (!line.simulationSettings.enabled || (await deps.maySimulate())) return [];
    const message = 'Simulated members are for demo and preview sites only. Turn them off to go on.';
    return [{ in: 'body', pointer: '/content/line/simulationSettings/enabled', message }];
  }

  async function replaceDraft(revision: number, content: SiteContent, author: SiteAuthor): Promise<void> {
    await draft();
    if (await draftRepository.replace(revision, content, author, clock.now())) return;
    const present = await draft();
    throw new ProblemError('conflict', {
      detail: `${present.updatedBy.name} saved the draft after you had opened it.`,
      issues: changedFields(content, present.content).map(({ field }) => ({
        in: 'body',
        pointer: `/content/${field.replaceAll('.', '/')}`,
        message: `${present.updatedBy.name} saved something else here.`,
      })),
    });
  }

  /** One new version, all of it or nothing; every process forgets the old one once it is committed. */
  async function release(
    content: SiteContent,
    styleText: string,
    facts: { readonly revision: number; readonly author: SiteAuthor; readonly restoredFrom: number | null },
  ): Promise<void> {
    const tenantId = currentTenantId();
    const { revision, author, restoredFrom } = facts;
    await unitOfWork.run(async (tx) => {
      const [site, now] = [await published(), clock.now()];
      const changes = changesOf(site.content, content);
      if (restoredFrom !== null) await replaceDraft(revision, content, author);
      else if ((await draft()).revision !== revision) throw new ProblemError('conflict');
      if (changes.length === 0) return;
      const number = site.version + 1;
      if (!(await siteRepository.replace(site.version, content, styleText, now))) throw new ProblemError('conflict');
      await keepFirst(site);
      await versionRepository.insert(tenantId, {
        number,
        content,
        styleText,
        changes,
        restoredFrom,
        publishedAt: now,
        publishedBy: author,
      });
      await audit.record({
        action: restoredFrom === null ? 'site.published' : 'site.rolled-back',
        target: { type: 'site-version', id: String(number), name: `version ${number}` },
        before: Object.fromEntries(changes.map(({ field, before }) => [field, before])),
        after: Object.fromEntries(changes.map(({ field, after }) => [field, after])),
      });
      tx.record(SiteChanged, { tenantId });
    });
    await cache.changed(tenantId);
  }

  /** A site that is older than its history: what was published then is its first version. */
  async function keepFirst({ version, content, styleText, updatedAt }: SiteRecord): Promise<void> {
    if ((await versionRepository.find(version)) !== null) return;
    await versionRepository.insert(currentTenantId(), firstVersion(version, content, styleText, updatedAt));
  }

  async function checkPictures(content: SiteContent, leaveOut: boolean): Promise<SiteContent> {
    const missing = await pictures.missing(content);
    if (missing.length === 0) return content;
    if (leaveOut) return { ...content, ...Object.fromEntries(missing.map((field) => [field, null])) };
    throw new ProblemError('picture-missing', {
      detail: `The ${missing.join(' and the ')} of that version ${missing.length === 1 ? 'is' : 'are'} no longer stored.`,
      issues: missing.map((field) => ({ in: 'body', pointer: `/content/${field}`, message: 'This picture is gone.' })),
    });
  }

  return {
    async get(slug) {
      const [known, site, policy] = [await draft(), await published(), await deps.policy.current()];
      const maySimulate = await deps.maySimulate();
      const content = withLocks(known.content, policy);
      const { text: styleText } = await compileCustomCss(content.customCss);
      return presentDraft({ ...known, content }, site, { slug, styleText, policy, maySimulate });
    },

    async read() {
      const { revision, content } = await draft();
      return { revision, content };
    },

    published,

    async check(content) {
      await judge(content);
    },

    held: async (content) => withLocks(content, await deps.policy.current()),

    async save(revision, content, author) {
      await judge(content);
      await replaceDraft(revision, await pictures.checked(content), author);
    },

    async discard(revision, author) {
      await replaceDraft(revision, (await published()).content, author);
    },

    async publish(revision, author) {
      const known = await draft();
      if (known.revision !== revision) throw new ProblemError('conflict', { detail: savedMeanwhile(known) });
      // A policy that has changed since the draft was saved fixes what it fixes; the rest of it is judged again.
      const content = withLocks(known.content, await deps.policy.current());
      const styleText = await judge(content);
      await release(await checkPictures(content, false), styleText, { revision, author, restoredFrom: null });
    },

    async rollBack(number, { revision, withoutMissingPictures }, author) {
      await draft();
      const version = await versionRepository.find(number);
      if (version === null) throw new ProblemError('not-found');
      const content = withLocks(version.content, await deps.policy.current());
      const styleText = await judge(content);
      const whole = await checkPictures(content, withoutMissingPictures);
      await release(whole, styleText, { revision, author, restoredFrom: number });
    },

    async listVersions({ cursor, limit }) {
      const below = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor);
      if (!Number.isSafeInteger(below)) throw new ProblemError('bad-request');
      const rows = await versionRepository.list(below, limit + 1);
      const items = rows.slice(0, limit).map(presentVersion);
      return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.number) : null };
    },

    async getVersion(number) {
      const version = await versionRepository.find(number);
      if (version === null) throw new ProblemError('not-found');
      return { ...presentVersion(version), content: version.content, styleText: version.styleText };
    },
  };
}

/** What a site begins its history with. */
export const firstVersion = (
  number: number,
  content: SiteContent,
  styleText: string,
  publishedAt: Date,
): VersionRecord => ({
  number,
  content,
  styleText,
  changes: [],
  restoredFrom: null,
  publishedAt,
  publishedBy: { membershipId: null, name: 'Stageline' },
});

const savedMeanwhile = ({ updatedBy }: DraftRecord): string =>
  `${updatedBy.name} saved the draft after you had opened it. Look at the changes and publish again.`;

/** Colours on which text could not be read (WCAG 2.2 AA), each with the nearest shade on which it can. */
function contrastIssues({ theme }: SiteContent): ProblemIssue[] {
  return contrastFindings(theme).map(({ token, colour, text, ratio, suggestion }) => ({
    in: 'body',
    pointer: `/content/theme/${token}`,
    message:
      `${text === '#ffffff' ? 'White' : 'Black'} text on ${colour} has a contrast of ${ratio.toFixed(1)}; ` +
      `people need 4.5 to read it. The nearest shade that works is ${suggestion}.`,
  }));
}

/** @throws whatever is not a duplicate: the same may have been written by another process in the same moment */
export function ignoreDuplicate(error: unknown): void {
  if (!isDuplicateKey(error)) throw error;
}
