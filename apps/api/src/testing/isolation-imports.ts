import { eventually } from '@stageline/testing';
import type { Site } from './api-bed.ts';

type Browser = Site['owner'];
type Answer = { status: number; body: unknown };
type Call = (as: Browser, target: Site) => Promise<Answer>;
interface Kinds<Row> {
  names(call: Call): Row;
  lists(call: (as: Browser) => Promise<Answer>): Row;
}

/** A file of leads as a browser sends it. */
export const csvForm = (text: string) => ({
  body: Buffer.from(
    `--x\r\ncontent-disposition: form-data; name="file"; filename="leads.csv"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--x--\r\n`,
  ),
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
});

export const importPlan = (more: object = {}) => ({
  mapping: ['name', 'email'],
  key: 'email',
  pipelineId: 'default',
  stage: 'new',
  assignee: null,
  ...more,
});

/** Makes imports of a site, as far as they are asked for: of somebody who is known already, so that no lead comes of it. */
export function importsOf() {
  async function uploaded({ owner, person: { firstName, lastName, email } }: Site): Promise<string> {
    const { body, headers } = csvForm(`Name,Email\n${firstName} ${lastName},${email}\n`);
    return ((await owner.post('/leads/imports', body, headers)).body as { id: string }).id;
  }
  const reaches = (site: Site, id: string, state: string) =>
    eventually(async () => (await site.owner.get(`/leads/imports/${id}`)).body.state === state);
  async function checked(site: Site): Promise<string> {
    const id = await uploaded(site);
    await site.owner.post(`/leads/imports/${id}/check`, importPlan());
    await reaches(site, id, 'checked');
    return id;
  }
  async function done(site: Site): Promise<string> {
    const id = await checked(site);
    await site.owner.post(`/leads/imports/${id}/run`);
    await reaches(site, id, 'done');
    return id;
  }
  return { uploaded, checked, done };
}

/** Imports: each row has a file of its own that it asks for. */
export function importRows<Row>({ names, lists }: Kinds<Row>): Record<string, Row> {
  const { uploaded, checked, done } = importsOf();
  return {
    'leads.export-csv': lists((as) => as.get('/leads/export.csv')),
    'leads.export-excel': lists((as) => as.get('/leads/export.xlsx')),
    'imports.upload': lists(async (as) => {
      const { body, headers } = csvForm('Name,Email\nBo,bo@import.example\n');
      return as.post('/leads/imports', body, headers);
    }),
    'imports.list': lists((as) => as.get('/leads/imports')),
    'imports.get': names(async (as, target) => as.get(`/leads/imports/${await uploaded(target)}`)),
    'imports.check': names(async (as, target) =>
      as.post(`/leads/imports/${await uploaded(target)}/check`, importPlan()),
    ),
    'imports.automations': names(async (as, target) => as.get(`/leads/imports/${await checked(target)}/automations`)),
    'imports.run': names(async (as, target) => as.post(`/leads/imports/${await checked(target)}/run`)),
    'imports.cancel': names(async (as, target) => as.post(`/leads/imports/${await checked(target)}/cancel`)),
    'imports.export-result': names(async (as, target) => as.get(`/leads/imports/${await done(target)}/result.csv`)),
  };
}
