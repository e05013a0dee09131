import type { ProvisioningStep } from '@stageline/contracts';
import type { Strength } from './lib/password-strength.ts';

const steps: Readonly<Record<ProvisioningStep, string>> = {
  account: 'Your account',
  site: 'Your page, in your name',
  membership: 'Your place as its owner',
  masterclass: 'A first masterclass to start from',
  dns: 'The name of your site',
  address: 'Your address',
  certificate: 'A secure connection',
};
const strength: Readonly<Record<Strength, string>> = {
  0: 'At least 10 characters. A few words in a row are easy to remember.',
  1: 'Good enough. Longer is stronger.',
  2: 'A good password.',
  3: 'A strong password.',
};

export const en = {
  pageTitle: 'Create your site · Stageline',
  buildingTitle: 'Building your site · Stageline',
  startPage: 'Stageline, start page',
  logIn: 'Log in',
  title: 'Create your site',
  promise: 'It is online in a moment. You can change everything later.',
  name: 'Your name',
  email: 'E-mail',
  password: 'Password',
  siteName: 'Name of your site',
  beginWith: 'Begin with',
  submit: 'Create my site',
  address: {
    label: 'Address',
    empty: 'Where people find you.',
    checking: 'Checking this address',
    free: 'This address is free.',
    taken: 'This address is taken.',
    unknown: 'We check this address when you send the form.',
    takeInstead: (suggestion: string) => `Take ${suggestion} instead`,
  },
  strength,
  steps,
  lost: 'We lost sight of your site',
  startAgain: 'Start again',
  online: 'Your site is online',
  building: 'Building your site',
  done: 'done',
  inProgress: 'in progress',
  waiting: 'waiting',
  stepsDone: (done: number, all: number) => `${done} of ${all} steps done`,
  failed: 'Something went wrong while building your site. Nothing was lost: please try again.',
  tryAgain: 'Try again',
  logInToSite: 'Log in to your site',
};
