/** What each arm measured: the median of its rounds and all of them. */
export type Comparison<Arm extends string> = Readonly<
  Record<Arm, { readonly median: number; readonly rounds: readonly number[] }>
>;

/**
 * Measures arms side by side: in every round each arm runs once, in an order that turns with the round, so that a slow
 * moment of the machine hits all of them alike.
 * @param arms each returns its number for one round, such as CPU microseconds per request
 */
export async function compareArms<Arm extends string>(
  arms: Readonly<Record<Arm, () => Promise<number>>>,
  rounds = 5,
): Promise<Comparison<Arm>> {
  const names = Object.keys(arms) as Arm[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Arm, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (let step = 0; step < names.length; step += 1) {
      const name = names[(round + step) % names.length]!;
      measured[name].push(await arms[name]());
    }
  }
  return Object.fromEntries(
    names.map((name) => [name, { median: median(measured[name]), rounds: measured[name] }]),
  ) as unknown as Comparison<Arm>;
}

/** The middle value; of an even count the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
