import type { PauseCause, RecordStatus, SenderFault, SenderRecord, SenderState } from '@stageline/contracts';

const states: Readonly<Record<SenderState, string>> = {
  pending: 'Waiting for DNS',
  verified: 'Verified',
  failing: 'Needs attention',
};
const steps: Readonly<Record<SenderState, string>> = {
  pending:
    'Enter the first record at your DNS provider. We look for it by ourselves, and mails come from us until then.',
  verified: 'Mails to your people come from this address, signed by your domain.',
  failing: 'We do not find your key any more, so mails come from our address until it is back.',
};
const statuses: Readonly<Record<RecordStatus, string>> = {
  ok: 'As it should be',
  missing: 'Missing',
  wrong: 'Different',
  unknown: 'No answer',
  waiting: 'Not looked at yet',
};
const noAnswer = 'The name servers did not answer. That says nothing about your records; we look again by ourselves.';
const dkimFaults: Readonly<Record<SenderFault, string>> = {
  missing: 'Add this TXT record. It proves that the domain is yours.',
  'other-key': 'There is another key under this name. Replace it with this one.',
  'cut-off':
    'The key was cut off. Some providers take 255 characters at a time: divide the value into two texts of one record.',
  revoked: 'The key under this name is empty, which takes it back. Enter the whole value.',
  several: 'There are several records under this name. Leave only this one.',
  'no-answer': noAnswer,
};
const dmarcFaults: Readonly<Record<SenderFault, string>> = {
  ...dkimFaults,
  missing: 'Mails go out without it, but large mailboxes ask for one. This one changes nothing to begin with.',
  several: 'There are several records under this name, so mailboxes believe none. Leave one.',
};

export const en = {
  paused: 'Reminders, follow-ups and news wait',
  pausedWhy: {
    'hard-bounces': (amount: string, sent: string) =>
      `${amount} of ${sent} mails of the last days went to addresses that do not exist.`,
    complaints: (amount: string, sent: string) =>
      `${amount} of ${sent} mails of the last days were reported as unwanted.`,
  } as Readonly<Record<PauseCause, (amount: string, sent: string) => string>>,
  pausedNext: (at: string) =>
    `Since ${at}. Confirmations and links into the room go out as before. We look into it; please look at where your list comes from.`,
  loading: 'Loading the sender',
  from: 'Your mails come from',
  replyTo: 'Answers go to',
  noReplyTo: 'The address that mails come from',
  platformHint:
    'Your name stands in front of our address. With an address of your own domain, people see where the mail is from, and its reputation is yours.',
  ownHint: 'Mails with which you and your team log in still come from our address.',
  addTitle: 'Send from your own address',
  addHint: 'You need a domain, and access to its DNS. It takes one record, which we show you next.',
  address: 'E-mail address',
  addressHint: 'An address that you read is best: some people answer to it.',
  placeholder: 'hello@example.com',
  use: 'Use this address',
  states,
  steps,
  statuses,
  kinds: { dkim: 'Key of your mails (DKIM)', dmarc: 'Policy of your domain (DMARC)' } as Readonly<
    Record<SenderRecord['kind'], string>
  >,
  about: {
    dkim: 'Mailboxes read here that a mail was signed by you.',
    dmarc: 'It says what becomes of mails that only claim to be yours.',
  } as Readonly<Record<SenderRecord['kind'], string>>,
  faults: { dkim: dkimFaults, dmarc: dmarcFaults },
  spf: 'You need no SPF record for us: bounces come to our domain, which has one.',
  type: 'Type',
  name: 'Name',
  value: 'Value',
  found: 'Found',
  nothing: 'Nothing',
  shortName: (label: string) => `If your provider adds the domain by itself, enter ${label}`,
  copy: (what: string) => `Copy ${what}`,
  copied: 'Copied',
  notCopied: 'Not copied. Select the text instead.',
  firstLook: 'We look at it within a minute.',
  lookedAt: (when: string) => `Looked at ${when}.`,
  notLooking: 'We stopped looking after three days. Press “Check now” once the record is there.',
  checkNow: 'Check now',
  notChecked: 'The DNS was not looked at',
  remove: 'Remove',
  removeTitle: (address: string) => `Stop sending from ${address}?`,
  removeHint: 'Mails come from our address again. To use this one later, you enter a new key.',
  notRemoved: 'The sender was not removed',
};
