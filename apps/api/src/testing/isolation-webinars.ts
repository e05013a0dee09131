import type { WebinarFileView, WebinarView } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import type { Site } from './api-bed.ts';
import { csvForm } from './isolation-imports.ts';

type Browser = Site['owner'];
type Answer = { status: number; body: unknown };
type Call = (as: Browser, target: Site) => Promise<Answer>;
interface Kinds<Row> {
  names(call: Call, more?: { foreign?: number; own?: number }): Row;
  lists(call: (as: Browser) => Promise<Answer>): Row;
  own(call: Call): Row;
}

const DETAILS = { title: 'Held elsewhere', timeZone: 'UTC' };
const ATTENDANCE = 'Name,Email,Attended,Attendance %\nAna Sample,ana@example.com,Yes,50%\n';
const CHAT = 'Name,Message\nSomebody Else,Hello\n';
const key = () => ({ 'idempotency-key': newId('job') });

/** Makes webinars of a site, as far as they are asked for. */
export function webinarsOf() {
  const made = async ({ owner }: Site) =>
    ((await owner.post('/webinars/create', DETAILS, key())).body as WebinarView).id;
  async function uploaded(site: Site, text = ATTENDANCE) {
    const id = await made(site);
    const { body, headers } = csvForm(text);
    const file = (await site.owner.post(`/webinars/${id}/files`, body, headers)).body as WebinarFileView;
    return { id, path: `/webinars/${id}/files/${file.id}`, file };
  }
  async function read(site: Site, text = ATTENDANCE) {
    const { id, path, file } = await uploaded(site, text);
    await site.owner.post(`${path}/read`, file.inspection.plan);
    await eventually(async () => {
      const view = (await site.owner.get(`/webinars/${id}`)).body as WebinarView;
      return view.files[0]!.state === 'read' && view.state !== 'scoring';
    });
    return { id, path, file };
  }
  async function attendee(site: Site) {
    const { id } = await read(site);
    const { items } = (await site.owner.get(`/webinars/${id}/attendees`)).body as { items: { id: string }[] };
    return { id, attendeeId: items[0]!.id };
  }
  return { made, uploaded, read, attendee };
}

/** Webinars: each row has one of its own that it asks for. */
export function webinarRows<Row>({ names, lists, own }: Kinds<Row>): Record<string, Row> {
  const { made, uploaded, read, attendee } = webinarsOf();
  const one = (rest = '') => names(async (as, target) => as.get(`/webinars/${await made(target)}${rest}`));
  return {
    'webinars.list': lists((as) => as.get('/webinars')),
    'webinars.create': own((as) => as.post('/webinars/create', DETAILS, key())),
    'webinars.get': one(),
    'webinars.change': names(async (as, target) => as.patch(`/webinars/${await made(target)}`, { title: 'Mine' })),
    'webinars.remove': names(async (as, target) => as.delete(`/webinars/${await made(target)}`)),
    'webinars.upload': names(async (as, target) => {
      const { body, headers } = csvForm(ATTENDANCE);
      return as.post(`/webinars/${await made(target)}/files`, body, headers);
    }),
    'webinars.inspect': names(async (as, target) => as.post(`${(await uploaded(target)).path}/inspect`, {})),
    'webinars.diagnose': names(async (as, target) => as.get(`${(await uploaded(target)).path}/diagnosis`)),
    'webinars.read': names(async (as, target) => {
      const { path, file } = await uploaded(target);
      return as.post(`${path}/read`, file.inspection.plan);
    }),
    'webinars.remove-file': names(async (as, target) => as.delete((await uploaded(target)).path)),
    'webinars.export-report': names(async (as, target) => as.get(`${(await read(target)).path}/report.csv`)),
    'webinars.attendees': one('/attendees'),
    'webinars.attendee': names(async (as, target) => {
      const { id, attendeeId } = await attendee(target);
      return as.get(`/webinars/${id}/attendees/${attendeeId}`);
    }),
    'webinars.dashboard': one('/dashboard'),
    'webinars.unmatched': one('/unmatched'),
    'webinars.match': names(async (as, target) => {
      const { id } = await read(target, CHAT);
      return as.post(`/webinars/${id}/matches`, { sender: 'Somebody Else', attendeeId: null });
    }),
    'webinars.scoring': lists((as) => as.get('/webinar-scoring')),
    'webinars.scoring-proposal': own((as) => as.get('/webinar-scoring/proposal')),
    'webinars.score-session': names((as, target) => as.post('/webinars/own', { sessionId: target.sessionId }), {
      own: 409,
    }),
    'webinars.set-scoring': own(async (as) => as.put('/webinar-scoring', (await as.get('/webinar-scoring')).body)),
  };
}
