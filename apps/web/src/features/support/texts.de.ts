import { count } from '../../shared/i18n/index.ts';
import type { en } from './texts.en.ts';

const de: typeof en = {
  banner: (name) => `${name}, Sie sind als Support hier. Sie dürfen sich umsehen und nichts ändern.`,
  left: (minutes) => count(minutes, { one: 'noch # Minute', other: 'noch # Minuten' }),
  lastMinute: 'weniger als eine Minute',
  end: 'Besuch beenden',
  over: 'Der Besuch ist zu Ende',
  overText: 'Die Zeit ist abgelaufen, oder der Inhaber hat ihn beendet. Sie können diesen Tab schließen.',
  opening: 'Das Dashboard wird geöffnet',
  oneMoment: 'Einen Augenblick',
  spent: 'Dieser Link gilt nicht mehr',
  spentText: 'Er öffnet einen Besuch einmal, innerhalb einer Minute. Beginnen Sie in der Verwaltung einen neuen.',
  refused: 'Diese Seite lässt den Support nicht hinein',
  refusedText: 'Der Inhaber hat sie für den Support geschlossen.',
};

export default de;
