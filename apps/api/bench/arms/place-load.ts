/** One burst of joins inside an arm: `count` people who have proved their address, `atOnce` of them at a time. */
export interface Joins {
  readonly count: number;
  readonly atOnce: number;
}
export interface JoinCost {
  readonly perSecond: number;
  /** Over the time within transactions alone, which is all of it where nothing is said. */
  readonly perSecondOfTransactions?: number;
  readonly cpuMicrosEach: number;
}

/** Runs `work` and says what each of `count` joins cost. */
export async function costOf(count: number, work: () => Promise<unknown>): Promise<JoinCost> {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: count / seconds, cpuMicrosEach: (user + system) / count };
}

interface Document {
  _id: string;
  [field: string]: unknown;
}
interface Collection {
  findOne(filter: object, options?: object): Promise<Document | null>;
  insertMany(documents: Document[]): Promise<unknown>;
}

/**
 * Stores people who wait for their place, with their leads, as a registration leaves them.
 * @param template a registered person's e-mail address, whose documents are copied
 * @returns the ids of the leads and of the people, in pairs, with their addresses
 */
export async function storeWaiting(
  collection: (name: string) => Collection,
  { tenantId, template, count }: { readonly tenantId: string; readonly template: string; readonly count: number },
  newId: (prefix: 'per' | 'led') => string,
): Promise<{ leadId: string; personId: string; address: string }[]> {
  const lead = (await collection('leads').findOne({ 'person.email': template }))!;
  const person = (await collection('people').findOne({ _id: lead['personId'] }))!;
  const waiting = Array.from({ length: count }, () => ({ leadId: newId('led'), personId: newId('per') }));
  const email = (personId: string) => `${personId}@bench.example`;
  await collection('people').insertMany(
    waiting.map(({ personId }) => ({
      ...person,
      _id: personId,
      tenantId,
      emails: [{ ...(person['emails'] as object[])[0], address: email(personId) }],
    })),
  );
  await collection('leads').insertMany(
    waiting.map(({ leadId, personId }) => ({
      ...lead,
      _id: leadId,
      tenantId,
      personId,
      person: { ...(lead['person'] as object), email: email(personId) },
    })),
  );
  return waiting.map((pair) => ({ ...pair, address: email(pair.personId) }));
}
