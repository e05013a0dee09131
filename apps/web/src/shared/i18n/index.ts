export { chooseLocale } from './choose-locale.ts';
export { count } from './count.ts';
export { filled } from './filled.ts';
export { pageLocale, withLocale } from './locale.ts';
export { defineMessages, loadMessages, withMessages } from './messages.ts';
export { definePublicMessages } from './public-messages.ts';
