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
  standingText: 'Your address is confirmed.',
  yourPosition: 'Your place',
  joinRoom: 'To the room',
};
