import type { ApiModule } from '../../http/module.ts';
import { mailTemplateRoutes } from './mail-templates.routes.ts';
import {
  createMailTemplatesService,
  type MailTemplatesDeps,
  type MailTemplatesService,
} from './mail-templates.service.ts';

/** What a site writes to its registrants: MJML in the brand of the site, filled with facts of the same site. */
export function createMailTemplatesModule(
  deps: MailTemplatesDeps,
): ApiModule & { readonly service: MailTemplatesService } {
  const service = createMailTemplatesService(deps);
  return { name: 'mail-templates', service, routes: mailTemplateRoutes(service) };
}
