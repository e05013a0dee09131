import type { Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  lists(call: Call): Row;
  ownHost(call: Call): Row;
}

const body = {
  subject: 'A mail of our own',
  preheader: '',
  content: { kind: 'blocks', blocks: [{ kind: 'paragraph', text: '{{sessionTitle}} by {{promoterName}}' }] },
};

/** Mails have names that every site has: what another site says under one of them is not there. */
export function mailRows<Row>({ lists, ownHost }: Kinds<Row>): Record<string, Row> {
  const path = '/mail-templates/reminder-day/en';
  return {
    'mail-templates.list': lists((as) => as.get('/mail-templates')),
    'mail-templates.get': lists((as) => as.get(path)),
    'mail-templates.save': ownHost(async (as) => {
      const { version } = (await as.get(path)).body as { version: number };
      return as.put(path, { ...body, version });
    }),
    'mail-templates.versions': lists((as) => as.get(`${path}/versions`)),
    'mail-templates.preview': lists((as) => as.post(`${path}/preview`, body)),
    'mail-templates.send-test': ownHost((as) => as.post(`${path}/test`, body)),
    'mail-senders.set': ownHost((as) => as.put('/mail-sender', { address: 'jane@another.person.test' })),
    'mail-standings.get': lists((as) => as.get('/mail-standing')),
    'mail-senders.get': lists((as) => as.get('/mail-sender')),
    'mail-senders.check': lists((as) => as.post('/mail-sender/check')),
    'mail-senders.remove': ownHost((as) => as.delete('/mail-sender')),
    'sequences.get': lists((as) => as.get('/mail-sequence')),
    'sequences.progress': lists((as) => as.get('/mail-sequence/progress')),
    'sequences.save': ownHost(async (as) => {
      const { version, steps, minimumGapMinutes } = (await as.get('/mail-sequence')).body as Record<string, unknown>;
      return as.put('/mail-sequence', { version, steps, minimumGapMinutes });
    }),
    'mail-templates.reset': ownHost((as) => as.delete(path)),
  };
}
