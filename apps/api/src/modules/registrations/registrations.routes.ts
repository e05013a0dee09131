import { registrations } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import { FIRST_TOUCH_COOKIE, readFirstTouch } from './first-touch.ts';
import type { RegistrationsService } from './registrations.service.ts';
import type { QuestionsAhead } from './questions-ahead.service.ts';
import type { Resends } from './resends.service.ts';
import type { SentForms } from './sent-forms.service.ts';

export const registrationRoutes = (
  service: RegistrationsService,
  sent: SentForms,
  questions: QuestionsAhead,
  resends: Resends,
) => [
  route(registrations.createRegistration, ({ body, ip, page, cookie }) =>
    service.register(body, { source: 'api', ip, page, firstTouch: readFirstTouch(cookie(FIRST_TOUCH_COOKIE)) }),
  ),
  route(registrations.sendAgain, async ({ body }) => resends.toAddressLater(body.email)),
  route(registrations.sendAgainToLead, ({ actor, params }) => resends.toLead(actor, params.leadId)),
  route(registrations.listQuestionsAhead, ({ params }) => questions.list(params.sessionId)),
  route(registrations.answerQuestionAhead, ({ actor, params, body }) =>
    questions.answer(actor, params.sessionId, params.registrationId, body.isAnswered),
  ),
  route(registrations.listSentForms, ({ actor, params }) => sent.ofLead(actor, params.leadId)),
];
