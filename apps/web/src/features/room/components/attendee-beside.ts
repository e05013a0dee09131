export { CaptionBand } from './captions.tsx';
export { CatchUpNote } from './catch-up-note.tsx';
export { ChatPanel } from './chat-panel.tsx';
export { HandoutStrip } from './handout-strip.tsx';
export { OfferCards } from './offer-cards.tsx';
export { PollCards, PollNews } from './poll-cards.tsx';
export { ReactControl } from './react-control.tsx';
export { RisingReactions } from './reactions.tsx';
export { StageInvitation } from './stage-invitation.tsx';
