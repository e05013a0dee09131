import type { FollowUpId, FollowUpRunId, WebinarId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import mongoose from 'mongoose';
import type { ApiBed, Site } from './api-bed.ts';
import { followUpWebinar } from './follow-ups-bed.ts';

type Answer = { status: number; body: unknown };
type Call = (as: Site['owner'], target: Site) => Promise<Answer>;
interface Kinds<Row> {
  names(call: Call): Row;
  own(call: Call): Row;
}

/** Mails to the attendees of a webinar (K-10 to K-12), and what the AI may do (J-10). */
export function followUpRows<Row>({ names, own }: Kinds<Row>): Record<string, Row> {
  const pathOf = (id: WebinarId) => `/webinars/${id}`;
  const webinar = async (target: Site) =>
    pathOf(
      await followUpWebinar(target, [{ name: target.person.firstName, email: 'one@people.example', tier: 'hot' }]),
    );
  /** A mail that is written. */
  async function mail(target: Site): Promise<{ path: string; id: FollowUpId }> {
    const path = await webinar(target);
    await target.owner.post(`${path}/generate-emails`, {});
    const id = await eventually(async () => {
      const { items } = (await target.owner.get(`${path}/emails?state=draft`)).body as { items: { id: FollowUpId }[] };
      return items[0]?.id;
    });
    return { path, id };
  }
  async function edited(target: Site): Promise<FollowUpId> {
    const { id } = await mail(target);
    const { version } = (await target.owner.get(`/emails/${id}`)).body as { version: number };
    await target.owner.put(`/emails/${id}`, { version, subject: 'Hi', text: 'Something else.' });
    return id;
  }
  const settings = { enabled: true, monthlyBudgetMicros: null, voice: '', offLimits: [] };
  return {
    'ai.settings': own((as) => as.get('/ai-settings')),
    'ai.set-settings': own((as) => as.put('/ai-settings', settings)),
    'follow-ups.estimate': names(async (as, target) =>
      as.post(`${await webinar(target)}/generate-emails/estimate`, {}),
    ),
    'follow-ups.generate': names(async (as, target) => as.post(`${await webinar(target)}/generate-emails`, {})),
    'follow-ups.run': names(async (as, target) => as.get(`${await webinar(target)}/generation`)),
    'follow-ups.cancel': names(async (as, target) => {
      const webinarId = await followUpWebinar(target);
      const run = { _id: newId('fur'), webinarId, state: 'running', total: 1, byId: 'mem_a', startedAt: new Date() };
      await target.in(async () => mongoose.models['FollowUpRun']!.create([run]));
      return as.post(`${pathOf(webinarId)}/generation/cancel`);
    }),
    'follow-ups.list': names(async (as, target) => as.get(`${await webinar(target)}/emails`)),
    'follow-ups.get': names(async (as, target) => as.get(`/emails/${(await mail(target)).id}`)),
    'follow-ups.change': names(async (as, target) => {
      const { id } = await mail(target);
      const { version } = (await target.owner.get(`/emails/${id}`)).body as { version: number };
      return as.put(`/emails/${id}`, { version, subject: 'Hi', text: 'Something else.' });
    }),
    'follow-ups.restore': names(async (as, target) => as.post(`/emails/${await edited(target)}/restore`)),
    'follow-ups.regenerate': names(async (as, target) => as.post(`/emails/${(await mail(target)).id}/regenerate`, {})),
    'follow-ups.approve': names(async (as, target) =>
      as.post(`${(await mail(target)).path}/emails/approve`, { approved: true }),
    ),
    'follow-ups.export': names(async (as, target) => as.post(`${await webinar(target)}/export`, {})),
    'follow-ups.download': names(async (as, target) => {
      const { path } = await mail(target);
      const { downloadUrl } = (await target.owner.post(`${path}/export`, {})).body as { downloadUrl: string };
      return as.get(new URL(downloadUrl).pathname.replace('/api/v1', ''));
    }),
    'follow-ups.send': names(async (as, target) => as.post(`${await webinar(target)}/emails/send`, {})),
  };
}

/** What the jobs of another site's mails have done; nothing, when they run as this one. */
export async function followUpJobs(bed: ApiBed, a: Site, b: Site) {
  const webinarId = await followUpWebinar(b, [{ name: 'Ana', email: 'ana@people.example', tier: 'hot' }]);
  const runId = newId('fur') as FollowUpRunId;
  const id = newId('fum');
  const state = () =>
    b.in(async () => (await mongoose.models['FollowUp']!.findById(id).lean()) as unknown as { state: string });
  const attendee = await b.in(async () => mongoose.models['WebinarAttendee']!.findOne({ webinarId }).lean());
  const { _id: attendeeId } = attendee as unknown as { _id: string };
  const run = { _id: runId, webinarId, state: 'running', total: 1, byId: 'mem_a', startedAt: new Date() };
  const mail = {
    _id: id,
    webinarId,
    attendeeId,
    email: 'ana@people.example',
    tier: 'hot',
    rank: 1,
    runId,
    updatedAt: new Date(),
  };
  await b.in(async () => {
    await mongoose.models['FollowUpRun']!.create([run]);
    await mongoose.models['FollowUp']!.create([{ ...mail, state: 'waiting', writer: {} }]);
  });
  const { followUps } = bed.modules;
  const places = (site: Site) =>
    site.in(async () => {
      await followUps.writer.orderAll('.test');
      await followUps.writer.turn(0, newId('job'));
    });
  await places(a);
  const afterA = (await state()).state;
  await places(b);
  const afterB = await eventually(async () => ((await state()).state === 'draft' ? 'draft' : undefined));
  await b.owner.post(`/webinars/${webinarId}/emails/approve`, { approved: true });
  await b.in(async () => mongoose.models['FollowUp']!.updateOne({ _id: id }, { $set: { sendAskedAt: new Date() } }));
  await a.in(() => followUps.outgoing.work(webinarId));
  const unsent = (await state()).state;
  await b.in(() => followUps.outgoing.work(webinarId));
  return [afterA, afterB, unsent, (await state()).state];
}
