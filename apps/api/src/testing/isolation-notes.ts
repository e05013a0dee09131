import type { ContactsView } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import mongoose from 'mongoose';
import type { Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;

/** Notes and contact data: of another site there is no lead to write about or to correct, and no note to read or change. */
export function noteRows<Row>({ names }: { names(call: Call): Row }): Record<string, Row> {
  const path = ({ leadId }: Site) => `/leads/${leadId}/notes`;
  const noteOf = async (site: Site): Promise<string> => {
    const { body } = await site.owner.post(path(site), { text: 'A note' });
    return `${path(site)}/${(body as { id: string }).id}`;
  };
  const contacts = ({ leadId }: Site) => `/leads/${leadId}/contacts`;
  const anotherCompany = async (site: Site) => {
    const { lastChange: _last, emails, ...known } = (await site.owner.get(contacts(site))).body as ContactsView;
    return { ...known, company: newId('evt'), emails: emails.map(({ address }) => address) };
  };
  return {
    'leads.timeline': names((as, target) => as.get(`/leads/${target.leadId}/timeline`)),
    'contacts.get': names((as, target) => as.get(contacts(target))),
    'contacts.change': names(async (as, target) => as.put(contacts(target), await anotherCompany(target))),
    'contacts.undo': names(async (as, target) => {
      // A change that was taken back leaves everything as it was, and can be taken back itself.
      const undo = `${contacts(target)}/undo`;
      const changed = await target.owner.put(contacts(target), await anotherCompany(target));
      const { body } = await target.owner.post(undo, { version: (changed.body as ContactsView).version });
      return as.post(undo, { version: (body as ContactsView).version });
    }),
    'registrations.list-questions': names((as, target) => as.get(`/sessions/${target.sessionId}/questions-ahead`)),
    'registrations.answer-question': names(async (as, target) => {
      const id = newId('reg');
      const sent = { at: new Date(), source: 'form', locale: 'en', consents: [], question: 'Why?' };
      await target.in(async () => {
        const lead = await mongoose.models['Lead']!.findOne({ _id: target.leadId }, { personId: 1 }).lean<any>();
        const row = { _id: id, personId: lead.personId, sessionId: target.sessionId, ...sent };
        await mongoose.models['Registration']!.create(row as never);
      });
      return as.put(`/sessions/${target.sessionId}/questions-ahead/${id}`, { isAnswered: true });
    }),
    'registrations.send-again-to-lead': names((as, target) =>
      as.post(`/leads/${target.leadId}/registrations/send-again`),
    ),
    'registrations.list': names((as, target) => as.get(`/leads/${target.leadId}/registrations`)),
    'leads.heat': names((as, target) => as.get(`/leads/${target.leadId}/heat`)),
    'notes.list': names((as, target) => as.get(path(target))),
    'notes.create': names((as, target) => as.post(path(target), { text: 'A note' })),
    'notes.update': names(async (as, target) => as.patch(await noteOf(target), { version: 1, text: 'Another' })),
    'notes.remove': names(async (as, target) => as.delete(await noteOf(target))),
    'notes.restore': names(async (as, target) => {
      const note = await noteOf(target);
      await target.owner.delete(note);
      return as.post(`${note}/restore`);
    }),
  };
}
