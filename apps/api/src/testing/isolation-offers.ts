import type { Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;

const body = {
  kind: 'offer',
  title: 'An offer of our own',
  text: '',
  label: 'Open',
  link: 'https://shop.example/',
  price: '',
  seconds: null,
  offsetSeconds: null,
};

/** Offers: those of another site's masterclass can neither be read nor shown. Play these while the masterclass is live. */
export function offerRows<Row>({ names }: { names(call: Call): Row }): Record<string, Row> {
  const path = ({ sessionId }: Site) => `/sessions/${sessionId}/offers`;
  const made = async (site: Site) => {
    const answer = await site.owner.post(path(site), body);
    return `${path(site)}/${(answer.body as { id: string }).id}`;
  };
  return {
    'offers.list': names((as, target) => as.get(path(target))),
    'offers.create': names((as, target) => as.post(path(target), body)),
    'offers.change': names(async (as, target) => as.put(await made(target), { version: 1, offer: body })),
    'offers.remove': names(async (as, target) => as.delete(await made(target))),
    'offers.show': names(async (as, target) => as.post(`${await made(target)}/show`)),
    'offers.take-off': names(async (as, target) => as.post(`${await made(target)}/take-off`)),
    'offers.people': names(async (as, target) => as.get(`${await made(target)}/people`)),
  };
}
