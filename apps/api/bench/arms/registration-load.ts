/** One burst of registrations inside an arm: sites x in flight on each, until `count` are done. */
export interface Burst {
  readonly count: number;
  readonly sites: number;
  readonly inFlightPerSite: number;
}
export interface BurstCost {
  readonly cpuMicrosEach: number;
  readonly perSecond: number;
}

let person = 0;
/** A form that nobody has sent yet, as the contract wants it. */
export function nextForm(prefix: string) {
  person += 1;
  const email = `${prefix}-${process.pid}-${person}@bench.example`;
  // A number that could be somebody's, out of those kept for fiction: one that no country has is looked for in all of them.
  return { firstName: 'Maria', lastName: 'Santos', email, phone: '+12015550123', company: 'Acme' };
}

/**
 * @param register registers one new person at site number `site`
 */
export async function runBurst(
  { count, sites, inFlightPerSite }: Burst,
  register: (site: number) => Promise<unknown>,
): Promise<BurstCost> {
  let left = count;
  const work = async (site: number) => {
    while (left > 0) {
      left -= 1;
      await register(site);
    }
  };
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: sites * inFlightPerSite }, (_, index) => work(index % sites)));
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMicrosEach: (user + system) / count, perSecond: count / seconds };
}
