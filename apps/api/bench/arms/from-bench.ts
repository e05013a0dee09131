/** A variable that `npm run bench` sets. @throws when the benchmark runs without it */
export function fromBench(name: 'MONGODB_URI' | 'REDIS_URL'): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set: run this by npm run bench -- <name>`);
}
