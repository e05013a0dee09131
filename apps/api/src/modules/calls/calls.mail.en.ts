interface Facts {
  readonly call: string;
  readonly host: string;
  readonly guest: string;
}

export const en = {
  /** Why a call is off whose payment was taken back, in the words of its guest. */
  takenBack: 'The payment for this call was taken back.',
  when: (day: string, zone: string) => `${day}, ${zone}`,
  where: (place: string) => `How you meet: ${place}`,
  change: 'Move it or call it off',
  view: 'See your call',
  bookAnew: 'Choose another time',
  toTeam: 'Open your calls',
  reason: (reason: string) => `The reason: ${reason}`,
  answers: (lines: string) => `What they answered:\n${lines}`,
  /** A short message; signs beyond the GSM alphabet would make it twice as long. */
  text: ({ site, call, when }: { site: string; call: string; when: string }, url: string) =>
    `${site}: ${call}, ${when}. See or change it: ${url} Reply STOP for no more of these.`,
  guest: {
    requested: {
      subject: ({ call }: Facts) => `We have your request: ${call}`,
      heading: ({ guest }: Facts) => `Thank you, ${guest}`,
      text: ({ host }: Facts) =>
        `${host} will confirm this time. You get another mail then; until then it is kept for you.`,
    },
    booked: {
      subject: ({ call, host }: Facts) => `Booked: ${call} with ${host}`,
      heading: ({ guest }: Facts) => `Your call is booked, ${guest}`,
      text: ({ host }: Facts) => `You talk with ${host}. The entry for your calendar goes along with this mail.`,
    },
    rescheduled: {
      subject: ({ call }: Facts) => `New time: ${call}`,
      heading: ({ guest }: Facts) => `Your call has a new time, ${guest}`,
      text: ({ host }: Facts) => `You talk with ${host} at this time now. Your calendar moves the entry that it has.`,
    },
    reassigned: {
      subject: ({ call, host }: Facts) => `You talk with ${host}: ${call}`,
      heading: ({ guest }: Facts) => `Somebody else takes your call, ${guest}`,
      text: ({ host }: Facts) => `You talk with ${host}. The time stays as it is.`,
    },
    cancelled: {
      subject: ({ call }: Facts) => `Called off: ${call}`,
      heading: ({ guest }: Facts) => `Your call will not take place, ${guest}`,
      text: () => 'You can choose another time whenever you like.',
    },
    reminder: {
      subject: ({ call }: Facts) => `Soon: ${call}`,
      heading: ({ guest }: Facts) => `Your call is coming up, ${guest}`,
      text: ({ host }: Facts) => `You talk with ${host}.`,
    },
    why: (promoter: string) => `You get this because you booked a call with ${promoter}.`,
  },
  host: {
    requested: {
      subject: ({ guest }: Facts) => `${guest} asks for a call`,
      heading: ({ guest }: Facts) => `${guest} waits for your yes`,
      text: ({ call }: Facts) => `${call}. The time is kept until you say yes or no.`,
    },
    booked: {
      subject: ({ guest }: Facts) => `New call: ${guest}`,
      heading: ({ guest }: Facts) => `${guest} booked a call with you`,
      text: ({ call }: Facts) => `It is about: ${call}`,
    },
    rescheduled: {
      subject: ({ guest }: Facts) => `New time: call with ${guest}`,
      heading: ({ guest }: Facts) => `Your call with ${guest} has a new time`,
      text: ({ call }: Facts) => `It is about: ${call}`,
    },
    reassigned: {
      subject: ({ guest }: Facts) => `Now yours: call with ${guest}`,
      heading: ({ guest }: Facts) => `You take the call with ${guest}`,
      text: ({ call }: Facts) => `It is about: ${call}`,
    },
    former: {
      subject: ({ guest }: Facts) => `Not yours any more: call with ${guest}`,
      heading: ({ host }: Facts) => `${host} takes this call`,
      text: ({ guest, call }: Facts) => `${call} with ${guest}. Your calendar takes the entry out.`,
    },
    cancelled: {
      subject: ({ guest }: Facts) => `Called off: call with ${guest}`,
      heading: ({ guest }: Facts) => `The call with ${guest} will not take place`,
      text: ({ call }: Facts) => `It is about: ${call}`,
    },
    reminder: {
      subject: ({ guest }: Facts) => `Soon: call with ${guest}`,
      heading: ({ guest }: Facts) => `Your call with ${guest} is coming up`,
      text: ({ call }: Facts) => `It is about: ${call}`,
    },
    why: (site: string) => `You get this because you take calls for ${site}.`,
  },
};
