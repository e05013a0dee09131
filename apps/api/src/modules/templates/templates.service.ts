import { createHash } from 'node:crypto';
import {
  ProblemError,
  TemplateContent,
  type PictureKind,
  type ProblemIssue,
  type SiteAuthor,
  type SiteContent,
  type TemplateState,
  type TenantId,
} from '@stageline/contracts';
import {
  compareWithTemplate,
  decideBlocks,
  fillTemplateText,
  mergeTemplate,
  siteFromTemplate,
  templateUpdate,
  type TemplateBlock,
  type TemplateChoices,
  type TemplateNames,
} from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import type { OpenPicture, SiteDrafts } from '../site/index.ts';
import { readTemplateFolder } from './template-folder.ts';
import type { TemplateMedia } from './templates.media.ts';
import { isPartBlock, type TemplateParts } from './templates.parts.ts';
import { presentOffer } from './templates.presenter.ts';
import { templateLink, templateVersions } from './templates.repository.ts';
import type { TemplateLink, TemplateVersionRecord } from './templates.types.ts';

export interface TemplatesServiceDeps {
  /** Where `<key>/template.json` lie. */
  readonly directory: string;
  /** The current tenant's draft. */
  readonly drafts: Pick<SiteDrafts, 'read' | 'held' | 'save'>;
  readonly media: Pick<TemplateMedia, 'keep' | 'drop' | 'bring'>;
  readonly parts: TemplateParts;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** What a new site begins with. */
export interface SiteBeginning {
  readonly key: string;
  readonly version: number;
  readonly names: TemplateNames;
  readonly content: SiteContent;
  readonly masterclass: TemplateContent['masterclass'];
}

export interface ApplyOptions {
  readonly version: number;
  readonly revision: number;
  readonly choices: TemplateChoices;
}

export interface TemplatesService {
  /** Publishes what has changed in the folder since. @returns how many versions @throws Error that names the file which does not fit */
  publishFolder(): Promise<number>;
  /**
   * Publishes a new version of a template.
   * @throws ProblemError `validation-failed`, `conflict` when somebody published at the same moment
   */
  publish(
    template: Pick<TemplateVersionRecord, 'key' | 'name' | 'description' | 'note' | 'source'> & {
      readonly content: unknown;
      /** With their files, all that the content names. */
      readonly pictures?: readonly OpenPicture[];
    },
  ): Promise<TemplateVersionRecord>;
  /** What a site begins with: the version that it has begun with already, or the newest one of the template. */
  beginning(tenantId: TenantId, key: string, names: TemplateNames): Promise<SiteBeginning>;
  /** Notes the version that a new site begins with; a second call finds what the first noted. */
  adopt(tenantId: TenantId, beginning: Pick<SiteBeginning, 'key' | 'version' | 'names'>): Promise<void>;
  /**
   * Gives a new site copies of the pictures that it begins with; may be done again after a crash.
   * @returns its content, without a picture that its version no longer keeps
   */
  bringPictures(
    tenantId: TenantId,
    beginning: Pick<SiteBeginning, 'key' | 'version'>,
    content: SiteContent,
  ): Promise<SiteContent>;
  /** Gives a new site the pipelines that it begins with; may be done again after a crash. */
  bringPipelines(tenantId: TenantId, beginning: Pick<SiteBeginning, 'key' | 'version'>): Promise<void>;
  /** Gives a new site the automations that it begins with, switched off; may be done again after a crash. */
  bringAutomations(tenantId: TenantId, beginning: Pick<SiteBeginning, 'key' | 'version' | 'names'>): Promise<void>;
  /** Where the current tenant stands; the pictures of an offer are among its own, so that its owner can see them. */
  state(): Promise<TemplateState>;
  /**
   * Brings a newer version into the current tenant's draft, in one transaction with the note of it.
   * @throws ProblemError `conflict` when the draft or the template moved on meanwhile; `validation-failed` for a conflict
   *   without a choice, a choice for nothing, and what the draft itself refuses
   */
  apply(options: ApplyOptions, author: SiteAuthor): Promise<TemplateState>;
  /** @throws ProblemError `illegal-transition` when there is nothing to take back, `conflict` when the draft was edited since */
  undo(author: SiteAuthor): Promise<TemplateState>;
}

/** With which template a site begins that chose none. */
export const DEFAULT_TEMPLATE = 'masterclass';

const hashOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');

export function createTemplatesService(deps: TemplatesServiceDeps): TemplatesService {
  const { drafts, media, parts, unitOfWork, audit, clock } = deps;

  async function publish({
    pictures = [],
    ...template
  }: Parameters<TemplatesService['publish']>[0]): Promise<TemplateVersionRecord> {
    const parsed = TemplateContent.safeParse(template.content);
    if (!parsed.success)
      throw new ProblemError('validation-failed', {
        detail: 'This site cannot become a template as it is.',
        issues: parsed.error.issues.map(({ path, message }) => ({
          in: 'body',
          pointer: `/content/${path.join('/')}`,
          message,
        })),
      });
    const version = ((await templateVersions.latest(template.key))?.version ?? 0) + 1;
    const kept = await media.keep(pictures);
    const record = { ...template, content: parsed.data, version, media: kept, publishedAt: clock.now() };
    if (await templateVersions.insert(record)) return record;
    if (kept !== null) await media.drop(kept);
    throw new ProblemError('conflict');
  }

  async function publishFolder(): Promise<number> {
    let count = 0;
    for (const { key, file } of await readTemplateFolder(deps.directory)) {
      const latest = await templateVersions.latest(key);
      const { content, ...about } = file;
      const isSame = latest !== null && hashOf(TemplateContent.parse(latest.content)) === hashOf(content);
      // A version that an administrator made of a site stays the newest until the folder says something new.
      if (isSame || (latest?.source === 'site' && (await isPublished(key, content)))) continue;
      const note = latest === null ? 'First version' : 'Changed by the platform';
      await publish({ key, ...about, note, source: 'folder', content }).then(() => (count += 1), ignoreConflict);
    }
    return count;
  }

  async function isPublished(key: string, content: TemplateContent): Promise<boolean> {
    const versions = (await templateVersions.all()).filter((each) => each.key === key && each.source === 'folder');
    for (const { version } of versions) {
      const found = await templateVersions.find(key, version);
      if (found !== null && hashOf(TemplateContent.parse(found.content)) === hashOf(content)) return true;
    }
    return false;
  }

  /** The newest version of a template; the first look publishes the folder. */
  async function newest(key: string): Promise<TemplateVersionRecord> {
    const known = await templateVersions.latest(key);
    if (known !== null) return known;
    await publishFolder();
    const found = (await templateVersions.latest(key)) ?? (await templateVersions.latest(DEFAULT_TEMPLATE));
    if (found === null) throw new Error(`There is no template ${key}, nor ${DEFAULT_TEMPLATE}`);
    return found;
  }

  /** The draft compared with the newest version; null where there is nothing newer. */
  async function compare(link: TemplateLink) {
    const latest = await templateVersions.latest(link.key);
    if (latest === null || latest.version <= link.version) return null;
    const [began, stored] = await Promise.all([templateVersions.find(link.key, link.version), drafts.read()]);
    // A part that the platform fixes is the same on every side, and so none that could be offered or collide.
    const draft = { ...stored, content: await drafts.held(stored.content) };
    const { siteName, promoterName } = draft.content.profile;
    const names = { then: link.names, now: { siteName, promoterName } };
    const base = began === null ? null : TemplateContent.parse(began.content);
    const update = templateUpdate(base, TemplateContent.parse(latest.content), names);
    const heldBase = update.base === null ? null : await drafts.held(update.base);
    const next = TemplateContent.parse(latest.content);
    const beside = await parts.compare(base, next, names);
    const blocks = [
      ...compareWithTemplate(heldBase, await drafts.held(update.theirs), draft.content),
      ...beside.blocks,
    ];
    return { latest, draft, names, blocks, pipelines: beside.pipelines, baseMissing: began === null };
  }

  /** As `compare`; the pictures that the newer version brings are among the site's own afterwards. */
  async function offered(link: TemplateLink) {
    const compared = await compare(link);
    const brought = compared?.blocks.flatMap(({ field, theirs }) => (isPicture(field) && theirs ? [field] : [])) ?? [];
    if (compared !== null && brought.length > 0) await media.bring(compared.latest, brought);
    return compared;
  }

  async function state(): Promise<TemplateState> {
    const link = await templateLink.find();
    if (link === null) return { current: null, offer: null, canUndo: false };
    const [compared, latest] = await Promise.all([offered(link), templateVersions.latest(link.key)]);
    const { key, version, undo } = link;
    const canUndo = undo !== null && (await drafts.read()).revision === undo.revision;
    return {
      current: { key, version, name: latest?.name ?? key },
      offer: compared === null ? null : presentOffer(compared),
      canUndo,
    };
  }

  async function requireLink(): Promise<TemplateLink> {
    const link = await templateLink.find();
    if (link === null)
      throw new ProblemError('illegal-transition', { detail: 'This site was made without a template.' });
    return link;
  }

  return {
    publish,
    publishFolder,
    state,

    async beginning(tenantId, key, names) {
      const link = await runInTenant(tenantId, () => templateLink.find());
      const adopted = link === null ? null : await templateVersions.find(link.key, link.version);
      const record = adopted ?? (await newest(key));
      const content = TemplateContent.parse(record.content);
      const { title, description, ...when } = content.masterclass;
      return {
        key: record.key,
        version: record.version,
        names,
        content: siteFromTemplate(content, names),
        masterclass: {
          title: fillTemplateText(title, names, 120),
          description: fillTemplateText(description, names, 2000),
          ...when,
        },
      };
    },

    adopt: (tenantId, { key, version, names }) =>
      runInTenant(tenantId, () => templateLink.ensure(tenantId, { key, version, names }, clock.now())),

    async bringPictures(tenantId, { key, version }, content) {
      if (content.logo === null && content.background === null) return content;
      const record = await templateVersions.find(key, version);
      const absent: readonly PictureKind[] =
        record === null ? ['logo', 'background'] : await runInTenant(tenantId, () => media.bring(record));
      return { ...content, ...Object.fromEntries(absent.map((kind) => [kind, null])) };
    },

    async bringPipelines(tenantId, { key, version }) {
      const record = await templateVersions.find(key, version);
      if (record === null) return;
      await runInTenant(tenantId, () => parts.beginPipelines(TemplateContent.parse(record.content)));
    },

    async bringAutomations(tenantId, { key, version, names }) {
      const record = await templateVersions.find(key, version);
      if (record === null) return;
      await runInTenant(tenantId, () => parts.beginAutomations(TemplateContent.parse(record.content), names));
    },

    async apply({ version, revision, choices }, author) {
      // Before the transaction, which cannot take files back: what is not used in the end goes as any unused picture does.
      await offered(await requireLink());
      await unitOfWork.run(async () => {
        const link = await requireLink();
        const compared = await compare(link);
        if (compared?.latest.version !== version || compared.draft.revision !== revision)
          throw new ProblemError('conflict');
        const { draft, blocks, names } = compared;
        const content = chosen(draft.content, blocks, choices);
        const changes = JSON.stringify(content) !== JSON.stringify(draft.content);
        if (changes) await drafts.save(revision, content, author);
        const taken = await parts.bring(blocks, choices);
        const before = { version: link.version, content: draft.content, ...taken };
        const undo = { ...before, revision: revision + (changes ? 1 : 0) };
        if (!(await templateLink.move(link.version, { version, names: names.now, undo }, clock.now())))
          throw new ProblemError('conflict');
        await audit.record({
          action: 'template.applied',
          target: { type: 'template', id: link.key, name: `${compared.latest.name} ${version}` },
          before: { version: link.version },
          after: { version, choices },
        });
      });
      return state();
    },

    async undo(author) {
      await unitOfWork.run(async () => {
        const { key, version, names, undo } = await requireLink();
        if (undo === null) throw new ProblemError('illegal-transition', { detail: 'There is no update to take back.' });
        const draft = await drafts.read();
        if (draft.revision !== undo.revision)
          throw new ProblemError('conflict', { detail: 'The draft was edited after the update.' });
        await drafts.save(undo.revision, await drafts.held(undo.content), author);
        await parts.takeBack(undo);
        if (!(await templateLink.move(version, { version: undo.version, names, undo: null }, clock.now())))
          throw new ProblemError('conflict');
        await audit.record({
          action: 'template.taken-back',
          target: { type: 'template', id: key, name: key },
          before: { version },
          after: { version: undo.version },
        });
      });
      return state();
    },
  };
}

/** The draft with the choices in it. @throws ProblemError `validation-failed` */
function chosen(draft: SiteContent, blocks: readonly TemplateBlock[], choices: TemplateChoices): SiteContent {
  const fields = new Set(blocks.map(({ field }) => field));
  const issue = (field: string, message: string): ProblemIssue => ({
    in: 'body',
    pointer: `/choices/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    message,
  });
  const ofSite = blocks.filter((block) => !isPartBlock(block));
  const { content } = mergeTemplate(draft, ofSite, choices);
  const { undecided } = decideBlocks(blocks, choices);
  const issues = [
    ...undecided.map((field) => issue(field, 'Please choose yours or the new one.')),
    ...Object.keys(choices)
      .filter((field) => !fields.has(field))
      .map((field) => issue(field, 'This update does not concern that part.')),
  ];
  if (issues.length > 0) throw new ProblemError('validation-failed', { issues });
  return content;
}

const isPicture = (field: string): field is PictureKind => field === 'logo' || field === 'background';

function ignoreConflict(error: unknown): void {
  if (!(error instanceof ProblemError) || error.code !== 'conflict') throw error;
}
