import { ProblemError, type TemplateChoice, type TemplateSummary, type TenantId } from '@stageline/contracts';
import { templateFromSite } from '@stageline/domain';
import { runInTenant } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import type { SiteDrafts } from '../site/index.ts';
import type { TenantsService } from '../tenants/index.ts';
import { countSitesByVersion, sitesOnTemplate } from './templates.cross-tenant.repository.ts';
import type { TemplateMedia } from './templates.media.ts';
import type { TemplateParts } from './templates.parts.ts';
import { templateVersions } from './templates.repository.ts';
import { DEFAULT_TEMPLATE, type TemplatesService } from './templates.service.ts';

export interface TemplateCatalogueDeps {
  readonly templates: Pick<TemplatesService, 'publish' | 'publishFolder'>;
  readonly tenants: Pick<TenantsService, 'findBySlug' | 'findMany'>;
  readonly drafts: Pick<SiteDrafts, 'read'>;
  readonly media: Pick<TemplateMedia, 'of'>;
  readonly parts: Pick<TemplateParts, 'all'>;
  readonly audit: Pick<AuditLog, 'record'>;
}

/** What is asked of an administrator who publishes a site as a template. */
export interface TemplateOfSite {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly note: string;
  /** The address of the site. */
  readonly slug: string;
}

export interface TemplateCatalogue {
  /** What a new site can begin with, the default first. */
  choices(): Promise<TemplateChoice[]>;
  /** All templates with their versions and how many sites are on each. */
  list(): Promise<TemplateSummary[]>;
  sitesOn(key: string): Promise<{ tenantId: TenantId; name: string; slug: string; version: number }[]>;
  /** @throws ProblemError `validation-failed` for an unknown site and for one that cannot become a template, `conflict` */
  publishSite(from: TemplateOfSite): Promise<void>;
  /** @throws ProblemError `validation-failed` that names the file which does not fit */
  publishFolder(): Promise<void>;
}

const MAX_SITES = 500;
/** Plans the first masterclass where no earlier version does. */
const FIRST_MASTERCLASS = {
  title: '{{siteName}}: live masterclass',
  description: '',
  startsAtLocal: '19:00',
  startsInDays: 7,
  durationMinutes: 60,
} as const;

/** The platform's view of all templates. */
export function createTemplateCatalogue(deps: TemplateCatalogueDeps): TemplateCatalogue {
  async function list(): Promise<TemplateSummary[]> {
    const [versions, counts] = await Promise.all([templateVersions.all(), countSitesByVersion()]);
    const byKey = new Map<string, TemplateSummary>();
    for (const { key, name, description, version, note, source, publishedAt } of versions) {
      const summary = byKey.get(key) ?? { key, name, description, versions: [] };
      const sites = counts.get(`${key}@${version}`) ?? 0;
      summary.versions.push({ version, note, source, publishedAt: publishedAt.toISOString(), sites });
      byKey.set(key, summary);
    }
    return [...byKey.values()];
  }

  return {
    list,

    async choices() {
      let known = await list();
      if (!known.some(({ key }) => key === DEFAULT_TEMPLATE)) {
        await deps.templates.publishFolder();
        known = await list();
      }
      const choices = known.map(({ key, name, description }) => ({ key, name, description }));
      return choices.sort((a, b) => Number(b.key === DEFAULT_TEMPLATE) - Number(a.key === DEFAULT_TEMPLATE));
    },

    async sitesOn(key) {
      const sites = await sitesOnTemplate(key, MAX_SITES);
      const tenants = new Map(
        (await deps.tenants.findMany(sites.map(({ tenantId }) => tenantId))).map((tenant) => [tenant.id, tenant]),
      );
      return sites.flatMap(({ tenantId, version }) => {
        const tenant = tenants.get(tenantId);
        return tenant === undefined || tenant.synthetic
          ? []
          : [{ tenantId, version, name: tenant.name, slug: tenant.slug }];
      });
    },

    async publishSite({ slug, ...about }) {
      const tenant = await deps.tenants.findBySlug(slug.trim().toLowerCase());
      if (tenant === null) throw refused('There is no site at this address.');
      const { content, parts, pictures } = await runInTenant(tenant.id, async () => {
        const draft = await deps.drafts.read();
        const own = { content: draft.content, parts: await deps.parts.all() };
        return { ...own, pictures: await deps.media.of(draft.content) };
      });
      if (pictures === null) throw refused('A picture of this site is no longer stored.');
      const before = await templateVersions.latest(about.key);
      const masterclass = before?.content.masterclass ?? FIRST_MASTERCLASS;
      const record = await deps.templates.publish({
        ...about,
        source: 'site',
        content: templateFromSite(content, masterclass, parts),
        pictures,
      });
      await deps.audit.record({
        action: 'template.published',
        target: { type: 'template', id: about.key, name: `${about.name} ${record.version}` },
        after: { version: record.version, from: slug, note: about.note },
      });
    },

    async publishFolder() {
      try {
        const versions = await deps.templates.publishFolder();
        await deps.audit.record({
          action: 'template.published',
          target: { type: 'template', id: 'folder', name: 'what changed in the folder' },
          after: { versions },
        });
      } catch (error) {
        if (error instanceof ProblemError) throw error;
        const message = error instanceof Error ? error.message : String(error);
        throw new ProblemError('validation-failed', { detail: message, cause: error });
      }
    },
  };
}

/** The site of the address cannot become a template. */
const refused = (message: string): ProblemError =>
  new ProblemError('validation-failed', { issues: [{ in: 'body', pointer: '/slug', message }] });
