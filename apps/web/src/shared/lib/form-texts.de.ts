import type { en } from './form-texts.en.ts';

const de: typeof en = {
  sessionOver:
    'Sie sind nicht mehr angemeldet. Melden Sie sich in einem anderen Tab wieder an und senden Sie dies noch einmal: Was Sie geschrieben haben, bleibt hier stehen.',
};
export default de;
