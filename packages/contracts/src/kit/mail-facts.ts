interface MailFactDefinition {
  /** It may not be known: what needs it stands in a part of its own, which is left out then. */
  readonly optional?: true;
  /** An address: the only kind of fact that a link may lead to. */
  readonly url?: true;
}

/**
 * What a mail may say, as `{{name}}`: facts of the same site, read when it is sent. There is no other way to get a number into a
 * mail, so none of them is made up.
 */
export const mailFacts = {
  firstName: { optional: true },
  siteName: {},
  promoterName: {},
  sessionTitle: {},
  /** Day and hour in the host's zone, with that zone by name. */
  startsAt: {},
  /** How long it is until then, at the moment of sending. */
  startsIn: { optional: true },
  hostName: { optional: true },
  seatsLeft: { optional: true },
  linePosition: { optional: true },
  joinUrl: { url: true },
  replayUrl: { optional: true, url: true },
  /** The second of the replay at which a question of the reader's was answered. */
  answerUrl: { optional: true, url: true },
  siteUrl: { url: true },
  unsubscribeUrl: { url: true },
} as const satisfies Record<string, MailFactDefinition>;
export type MailFact = keyof typeof mailFacts;
export const mailFactNames = Object.keys(mailFacts) as [MailFact, ...MailFact[]];
export const isMailFact = (name: string): name is MailFact => Object.hasOwn(mailFacts, name);
export const isOptionalFact = (name: MailFact): boolean => (mailFacts[name] as MailFactDefinition).optional === true;
export const isUrlFact = (name: MailFact): boolean => (mailFacts[name] as MailFactDefinition).url === true;
