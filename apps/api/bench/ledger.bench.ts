import path from 'node:path';
import { boundedResult, compareArms, median, startArm, type BenchResult } from '@stageline/testing/bench';

interface Posted {
  readonly postings: number;
  readonly seconds: number;
}
const PAPERS = 15;
/** Fonts are read and compiled by the first ones. */
const WARM_PAPERS = 5;

/** Goals of the books: 10,000 postings a minute with their check, and the PDF of an invoice in 150 ms. */
export async function run(): Promise<BenchResult[]> {
  const arm = await startArm(path.join(import.meta.dirname, 'arms/ledger.ts'));
  try {
    await arm.command('bare');
    const perPosting = async (name: string): Promise<number> => {
      const { postings, seconds } = (await arm.command(name)) as Posted;
      return seconds / postings;
    };
    const arms = {
      product: () => perPosting('product'),
      bare: () => perPosting('bare'),
      bareAgain: () => perPosting('bare'),
    };
    const cost = await compareArms(arms);
    const papers: number[] = [];
    for (let paper = 0; paper < PAPERS + WARM_PAPERS; paper += 1) {
      const { ms } = (await arm.command('pdf')) as { ms: number };
      if (paper >= WARM_PAPERS) papers.push(ms);
    }
    return [
      boundedResult(
        'D-01',
        'postings a minute, each checked and in its transaction',
        60 / cost.product.median,
        { atLeast: 10_000 },
        { ...cost },
      ),
      boundedResult(
        'D-01',
        'time of a posting over a bare insert in a transaction',
        cost.product.median / cost.bare.median,
        { atMost: 2 },
        {},
      ),
      boundedResult('D-02', 'PDF of an invoice, ms', median(papers), { atMost: 150 }, { papers }),
    ];
  } finally {
    await arm.stop();
  }
}
