import { site, type MembershipId, type PictureKind, type SiteAuthor } from '@stageline/contracts';
import { route, type RouteBinding, type TenantFacts } from '../../http/route.ts';
import type { BrandPolicyService } from './brand-policy.service.ts';
import { compileCustomCss } from './custom-css.ts';
import type { SiteService } from './site.service.ts';

/** What a camera makes fits; what is larger is made smaller anyhow. */
const MAX_BYTES: Readonly<Record<PictureKind, number>> = { logo: 4 * 1_048_576, background: 15 * 1_048_576 };

export interface SiteRouteDeps {
  readonly service: SiteService;
  readonly policy: BrandPolicyService;
  /** The name of a member of the current tenant; null when they are gone. */
  readonly memberName: (id: MembershipId) => Promise<string | null>;
}

export function siteRoutes({ service, policy, memberName }: SiteRouteDeps): RouteBinding[] {
  const { drafts, pictures } = service;
  const authorOf = async ({ membershipId }: { membershipId: MembershipId }): Promise<SiteAuthor> => ({
    membershipId,
    name: (await memberName(membershipId)) ?? 'Somebody',
  });
  /** Answers what the editor shows after a change. */
  const thenDraft = async (tenant: TenantFacts, change: Promise<void>) => {
    await change;
    return drafts.get(tenant.slug);
  };

  return [
    route(site.getSite, ({ tenant }) => service.publicView(tenant.id)),
    route(site.getSiteDraft, ({ tenant }) => drafts.get(tenant.slug)),
    route(site.saveSiteDraft, async ({ tenant, actor, body }) =>
      thenDraft(tenant, drafts.save(body.revision, body.content, await authorOf(actor))),
    ),
    route(site.discardSiteDraft, async ({ tenant, actor, body }) =>
      thenDraft(tenant, drafts.discard(body.revision, await authorOf(actor))),
    ),
    route(site.publishSite, async ({ tenant, actor, body }) =>
      thenDraft(tenant, drafts.publish(body.revision, await authorOf(actor))),
    ),
    route(site.listSiteVersions, ({ query }) => drafts.listVersions(query)),
    route(site.getSiteVersion, ({ params }) => drafts.getVersion(params.number)),
    route(site.rollBackSite, async ({ tenant, actor, params, body }) =>
      thenDraft(tenant, drafts.rollBack(params.number, body, await authorOf(actor))),
    ),
    route(site.uploadPicture, async ({ params, file }) => {
      const { bytes } = await file(MAX_BYTES[params.kind]);
      return pictures.upload(params.kind, bytes);
    }),
    route(site.checkCustomCss, async ({ body }) => {
      const { text, issues } = await compileCustomCss(body.customCss);
      return { styleText: text, issues: [...issues] };
    }),
    route(site.getBrandPolicy, () => policy.view()),
    route(site.updateBrandPolicy, ({ body }) => policy.replace(body.version, body.policy)),
  ];
}
