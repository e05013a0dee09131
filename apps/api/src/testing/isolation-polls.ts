import type { ApiBed, Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;

const body = {
  title: 'A poll of our own',
  questions: [{ kind: 'single', text: 'Which?', choices: ['This', 'That'], right: [] }],
  changeable: true,
};

/** Polls: those of another site's masterclass can neither be read nor launched. Play these while the masterclass is live. */
export function pollRows<Row>({ names }: { names(call: Call): Row }, http: () => ApiBed['http']): Record<string, Row> {
  const path = ({ sessionId }: Site) => `/sessions/${sessionId}/polls`;
  const made = async (site: Site) => {
    const answer = await site.owner.post(path(site), body);
    return `${path(site)}/${(answer.body as { id: string }).id}`;
  };
  const launched = async (site: Site) => {
    const poll = await made(site);
    const { runs } = (await site.owner.post(`${poll}/runs`)).body as { runs: { id: string }[] };
    return `${poll}/runs/${runs[0]!.id}`;
  };
  return {
    'polls.list': names((as, target) => as.get(path(target))),
    'polls.create': names((as, target) => as.post(path(target), body)),
    'polls.change': names(async (as, target) => as.put(await made(target), { version: 1, poll: body })),
    'polls.remove': names(async (as, target) => as.delete(await made(target))),
    'polls.launch': names(async (as, target) => as.post(`${await made(target)}/runs`)),
    'polls.close': names(async (as, target) => as.post(`${await launched(target)}/close`)),
    'polls.show-results': names(async (as, target) => as.put(`${await launched(target)}/results`, { shown: true })),
    'polls.texts': names(async (as, target) => as.get(`${await launched(target)}/texts`)),
    'polls.export': names(async (as, target) => {
      const url = `/api/v1${await made(target)}/export.csv`;
      const headers = { host: as.host, cookie: as.cookie() ?? '' };
      const { statusCode, body: file } = await http().inject({ url, headers });
      return { status: statusCode, body: file };
    }),
  };
}
