import type { Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  lists(call: Call): Row;
  names(call: Call): Row;
  ownHost(call: Call): Row;
}

const query = { layout: 'list' };
let made = 0;
const viewOf = async (site: Site): Promise<string> => {
  const name = `View ${(made += 1)}`;
  const { body } = await site.owner.post('/saved-views', { name, query, isShared: true });
  return `/saved-views/${(body as { id: string }).id}`;
};

/** Saved views: not even one that is shared is there for another site. */
export const savedViewRows = <Row>({ lists, names, ownHost }: Kinds<Row>): Record<string, Row> => ({
  'saved-views.list': lists(async (as, target) => {
    await viewOf(target);
    return as.get('/saved-views');
  }),
  'saved-views.create': ownHost((as) => as.post('/saved-views', { name: 'A view of our own', query })),
  'saved-views.update': names(async (as, target) => as.patch(await viewOf(target), { version: 1, name: 'Renamed' })),
  'saved-views.remove': names(async (as, target) => as.delete(await viewOf(target))),
  'saved-views.restore': names(async (as, target) => as.post(`${await viewOf(target)}/restore`)),
  'saved-views.arrange': lists(async (as, target) => {
    const id = (await viewOf(target)).split('/').at(-1)!;
    const { body, status } = await as.put('/saved-views', { order: [id], defaultId: id });
    return { status, body };
  }),
});
