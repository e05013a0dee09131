import { mailTemplates as contract } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { MailTemplatesService } from './mail-templates.service.ts';

export const mailTemplateRoutes = (service: MailTemplatesService) => [
  route(contract.listMailTemplates, () => service.list()),
  route(contract.getMailTemplate, ({ params }) => service.get(params)),
  route(contract.saveMailTemplate, ({ actor, params, body: { version, ...body } }) =>
    service.save(actor, params, version, body),
  ),
  route(contract.resetMailTemplate, ({ actor, params }) => service.reset(actor, params)),
  route(contract.listMailTemplateVersions, ({ params }) => service.versions(params)),
  route(contract.previewMailTemplate, ({ actor, params, body }) => service.preview(actor, params, body)),
  route(contract.testMailTemplate, ({ actor, params, body }) => service.sendTest(actor, params, body)),
];
