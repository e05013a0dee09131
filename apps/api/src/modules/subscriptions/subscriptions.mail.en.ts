import type { BillingLetter } from '@stageline/domain';

interface About {
  /** When it happens, or happened. */
  readonly day: string;
  readonly plan: string;
  /** Whether the trial goes on as a paid plan. */
  readonly isPaidLater: boolean;
}
interface Letter {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly action: string;
}
const letters: Readonly<Record<BillingLetter, (site: string, about: About) => Letter>> = {
  'trial-ends': (site, { day, plan, isPaidLater }) => ({
    subject: `Your trial of ${plan} ends on ${day}`,
    heading: `Your trial ends on ${day}`,
    paragraphs: isPaidLater
      ? [`${site} goes on with the plan ${plan} after that. The first charge comes on that day.`]
      : [`To keep ${plan} for ${site}, choose how to pay until then. Otherwise the site goes on with the free plan.`],
    action: 'Look at the plan',
  }),
  'trial-ended': (site, { plan }) => ({
    subject: `Your trial of ${plan} is over`,
    heading: 'Your trial is over',
    paragraphs: [`${site} is on the free plan now. Nothing of what you made is lost.`],
    action: 'Choose a plan',
  }),
  began: (site, { plan }) => ({
    subject: `${site} is on the plan ${plan}`,
    heading: `Your plan is ${plan}`,
    paragraphs: ['Invoices and what you have used are in your dashboard, where you can change or cancel the plan.'],
    action: 'Open plan and billing',
  }),
  past_due: (site, { day }) => ({
    subject: `A payment for ${site} did not go through`,
    heading: 'A payment did not go through',
    paragraphs: [
      'Please check the card, or name another one. Everything works as before meanwhile.',
      `Unless it is paid by ${day}, the site will be restricted.`,
    ],
    action: 'Mend the payment',
  }),
  grace: (site, { day }) => ({
    subject: `${site} will be restricted on ${day}`,
    heading: `Still unpaid: restricted from ${day}`,
    paragraphs: [
      'Your card was tried again, and it did not work.',
      'Once the site is restricted you cannot plan, invite or send news. What is planned and sold takes place.',
    ],
    action: 'Mend the payment',
  }),
  restricted: (site) => ({
    subject: `${site} is restricted`,
    heading: 'The site is restricted',
    paragraphs: [
      'What is planned and sold takes place, and you can read and export everything. New plans, invitations and news wait.',
      'It opens again as soon as the payment is made. You can also cancel the plan and go on with the free one.',
    ],
    action: 'Mend the payment',
  }),
  ended: (site, { plan }) => ({
    subject: `The plan ${plan} of ${site} has ended`,
    heading: `The plan ${plan} has ended`,
    paragraphs: [`${site} is on the free plan now. Nothing of what you made is lost.`],
    action: 'Open plan and billing',
  }),
};

export const en = {
  letters,
  why: (site: string) => `You get this because you own ${site}.`,
};
