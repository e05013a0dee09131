import path from 'node:path';
import { boundedResult, median, startArm, type BenchResult } from '@stageline/testing/bench';

const ROUNDS = 3;
const MAILS = 1500;

/**
 * Mails that wait, handed over to a mail server on this machine: claimed, asked whether their reader wants them, signed, sent and
 * noted, beside the library that sends the same mails and does nothing else. In the same run, in turns.
 */
export async function run(): Promise<BenchResult[]> {
  const sink = await startArm(path.join(import.meta.dirname, 'arms/smtp-sink.ts'));
  const arm = await startArm(path.join(import.meta.dirname, 'arms/mail.ts'), {
    BENCH_SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
  });
  try {
    const [product, raw]: [number[], number[]] = [[], []];
    const before = async () => (await sink.command('received')) as number;
    const first = await before();
    for (let round = 0; round <= ROUNDS; round += 1) {
      await arm.command('fill', MAILS);
      const productMillis = (await arm.command('product')) as number;
      const rawMillis = (await arm.command('raw', MAILS)) as number;
      // The first is for code to be compiled as it stays.
      if (round === 0) continue;
      product.push((MAILS * 1000) / productMillis);
      raw.push((MAILS * 1000) / rawMillis);
    }
    const received = (await before()) - first;
    const detail = {
      rawPerSecond: Math.round(median(raw)),
      ratio: Math.round((median(product) / median(raw)) * 100) / 100,
      rounds: product.map(Math.round),
      // Every mail once: a second copy would show.
      received,
      expected: 2 * MAILS * (ROUNDS + 1),
    };
    return [boundedResult('B-14', 'mails handed over in a second', median(product), { atLeast: 500 }, detail)];
  } finally {
    await arm.stop();
    await sink.stop();
  }
}
