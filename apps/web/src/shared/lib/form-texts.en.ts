export const en = {
  sessionOver:
    'You are not logged in any more. Log in again in another tab, then send this once more: what you typed stays here.',
};
