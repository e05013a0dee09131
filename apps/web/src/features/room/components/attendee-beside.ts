export { CaptionBand } from './captions.tsx';
export { ChatPanel } from './chat-panel.tsx';
export { PollCards, PollNews } from './poll-cards.tsx';
export { ReactControl } from './react-control.tsx';
export { StageInvitation } from './stage-invitation.tsx';
