import { templates, type MembershipId, type SiteAuthor } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { TemplateCatalogue } from './templates.catalogue.ts';
import type { TemplatesService } from './templates.service.ts';

/** @param nameOf the name of a member of the current tenant; null when they are gone */
export function templateRoutes(
  service: TemplatesService,
  catalogue: TemplateCatalogue,
  nameOf: (id: MembershipId) => Promise<string | null>,
): RouteBinding[] {
  const authorOf = async ({ membershipId }: { membershipId: MembershipId }): Promise<SiteAuthor> => ({
    membershipId,
    name: (await nameOf(membershipId)) ?? 'Somebody who has left',
  });
  const thenList = async (done: Promise<void>) => {
    await done;
    return { items: await catalogue.list() };
  };
  return [
    route(templates.listTemplateChoices, async () => ({ items: await catalogue.choices() })),
    route(templates.getTemplateState, () => service.state()),
    route(templates.applyTemplate, async ({ body, actor }) => service.apply(body, await authorOf(actor))),
    route(templates.undoTemplate, async ({ actor }) => service.undo(await authorOf(actor))),
    route(templates.listTemplates, async () => ({ items: await catalogue.list() })),
    route(templates.listTemplateSites, async ({ params }) => ({ items: await catalogue.sitesOn(params.key) })),
    route(templates.publishTemplate, ({ body }) => thenList(catalogue.publishSite(body))),
    route(templates.publishTemplateFolder, () => thenList(catalogue.publishFolder())),
  ];
}
