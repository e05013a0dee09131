export const en = {
  waitingTitle: 'One step left, {name}',
  waitingText:
    'Confirm your address to take your place in the line. You then appear there as “{shown}”; nobody sees your full name or your address.',
  confirm: 'Confirm and take my place',
  lostTitle: 'This link leads to no place',
  lostText:
    'It may have been cut short in your mail, or it belongs to another site. Open the link from the mail again, or register once more: the same mail comes again.',
  toRegister: 'To the registration',
  standingTitle: 'You are in the line, {name}',
  standingText: 'Your address is confirmed. Others see you as “{shown}”.',
  hiddenText: 'Your address is confirmed. Your place is yours; others see it without a name.',
  joinRoom: 'To the room',
  inviteTitle: 'Bring somebody along',
  inviteText: 'Whoever registers by this link and confirms their address counts as invited by you.',
  byMail: 'By e\u2011mail',
  byMessage: 'By WhatsApp',
  invitation: (site: string, url: string) => `Come along to ${site}: ${url}`,
  invitedTitle: (amount: number, shown: string) =>
    amount === 1 ? 'One person came by your invitation' : `${shown} people came by your invitation`,
  seats: {
    title: 'You are registered for',
    when: (day: string, time: string, zone: string) => `${day}, ${time}, ${zone}`,
    held: 'You have a seat.',
    waiting: (position: number) =>
      position === 1 ? 'You are next on the waitlist.' : `You are number ${position} on the waitlist.`,
    cancelled: (reason: string | null) => (reason === null ? 'It was called off.' : `It was called off: ${reason}`),
    giveUp: 'Give up my seat',
    giveUpText: 'Whoever waits longest gets it. You can register again, and get a seat if one is free.',
    giveUpSure: 'Give it up',
    leave: 'Leave the waitlist',
    leaveText: 'Everybody behind you moves up. If you register again, you stand at the end.',
    leaveSure: 'Leave it',
  },
  privacyTitle: 'What others see',
  hide: 'Hide my name',
  show: 'Show my name again',
  leave: 'Leave the line',
  leaveText:
    'Your place then stays empty, without a name, so that everybody else keeps theirs. This cannot be undone. Your link to the masterclass goes on working.',
  leaveSure: 'Leave for good',
  leftTitle: 'You have left the line',
  leftText: 'Your place is empty now and carries no name. Your link to the masterclass goes on working.',
};
