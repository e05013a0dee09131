import type { en } from './texts.en.ts';

const de: typeof en = {
  waitingTitle: 'Noch ein Schritt, {name}',
  waitingText:
    'Bestätigen Sie Ihre Adresse, dann nehmen Sie Ihren Platz in der Reihe ein. Dort stehen Sie als „{shown}“; niemand sieht Ihren vollen Namen oder Ihre Adresse.',
  confirm: 'Bestätigen und Platz einnehmen',
  keptForADay:
    'Die Plätze sind begrenzt. Ihrer wird höchstens einen Tag lang für Sie freigehalten; danach bekommt ihn, wer wartet und bestätigt hat.',
  lostTitle: 'Dieser Link führt zu keinem Platz',
  lostText:
    'Vielleicht wurde er in Ihrer E-Mail abgeschnitten, oder er gehört zu einer anderen Seite. Öffnen Sie den Link aus der E-Mail noch einmal, oder melden Sie sich erneut an: Dieselbe E-Mail kommt dann noch einmal.',
  toRegister: 'Zur Anmeldung',
  standingTitle: 'Sie stehen in der Reihe, {name}',
  standingText: 'Ihre Adresse ist bestätigt. Andere sehen Sie als „{shown}“.',
  hiddenText: 'Ihre Adresse ist bestätigt. Der Platz gehört Ihnen; andere sehen ihn ohne Namen.',
  yours: 'Was Sie bestellt haben, und was es öffnet',
  joinRoom: 'Zum Raum',
  talk: {
    title: 'Gerade ist jemand vom Team da',
    text: 'Sie können gleich sprechen, ohne auf einen Termin zu warten.',
    ask: (call) => `Jetzt sprechen: ${call}`,
  },
  paying: {
    paid: (amount, number) => `Vielen Dank. Ihre Zahlung von ${amount} für die Rechnung ${number} ist da.`,
    rest: (amount) => `Von der Rechnung sind noch ${amount} zu zahlen.`,
    settled: (number) => `Die Rechnung ${number} ist bezahlt. Sie müssen nichts mehr tun.`,
    arriving: (amount, number) =>
      `Ihre Zahlung von ${amount} für die Rechnung ${number} ist unterwegs. Das dauert meist weniger als eine Minute; die Quittung kommt per E‑Mail.`,
    look: 'Noch einmal nachsehen',
    processing: (amount, number) =>
      `Ihre Bank bearbeitet die Zahlung von ${amount} für die Rechnung ${number}. Das kann einige Tage dauern; die Quittung kommt per E‑Mail.`,
    due: (number) => `Die Rechnung ${number} ist noch nicht bezahlt.`,
    pay: (amount) => `${amount} zahlen`,
    unable: (number) =>
      `Die Rechnung ${number} lässt sich im Augenblick nicht online bezahlen. Es wurde nichts abgebucht. Bitte versuchen Sie es später noch einmal.`,
    void: (number) => `Die Rechnung ${number} wurde storniert. Es ist nichts zu zahlen.`,
  },
  inviteTitle: 'Bringen Sie jemanden mit',
  inviteText: 'Wer sich über diesen Link anmeldet und seine Adresse bestätigt, gilt als von Ihnen eingeladen.',
  byMail: 'Per E-Mail',
  byMessage: 'Per WhatsApp',
  invitation: (site, url) => `Komm mit zu ${site}: ${url}`,
  invitedTitle: (amount, shown) =>
    amount === 1 ? 'Eine Person kam über Ihre Einladung' : `${shown} Personen kamen über Ihre Einladung`,
  seats: {
    title: 'Sie sind angemeldet für',
    when: (day, time, zone) => `${day}, ${time} Uhr, ${zone}`,
    live: 'Die Masterclass ist gerade auf Sendung.',
    lobby: 'Die Lobby ist offen.',
    moved: (before) => `Das ist ein neuer Termin. Vorher: ${before}`,
    held: 'Sie haben einen Platz.',
    waiting: (position) =>
      position === 1
        ? 'Sie sind auf der Warteliste als Nächstes dran.'
        : `Sie sind Nummer ${position} auf der Warteliste.`,
    due: (amount) => `${amount} sind zu bezahlen. Ihr Platz bleibt für Sie reserviert.`,
    dueUntil: (amount, day, time) =>
      `${amount} sind zu bezahlen. Ihr Platz ist bis ${day}, ${time} Uhr für Sie reserviert.`,
    invoiceComes: 'Ihre Rechnung wird gerade geschrieben. Öffnen Sie diese Seite gleich noch einmal.',
    processing: 'Ihre Zahlung ist unterwegs. Ihre Bank braucht dafür vielleicht einige Tage.',
    paid: 'Bezahlt. Ihr Platz gehört Ihnen.',
    rest: (amount) => `Ihre Anzahlung ist da, und Ihr Platz gehört Ihnen. ${amount} sind noch zu bezahlen.`,
    pay: (amount) => `${amount} bezahlen`,
    partsCharged: 'Spätere Raten werden von selbst von Ihrer Karte abgebucht.',
    partsChange: 'Ansehen oder zurücknehmen',
    partsSee: 'Ihre Raten ansehen',
    haveCode: 'Ich habe einen Code',
    code: 'Code',
    useCode: 'Einlösen',
    codeFailed: 'Der Preis kann nicht mehr gesenkt werden: Er ist bezahlt oder wird gerade bezahlt.',
    codeUsed: (code) => `Der Code ${code} hat den Preis gesenkt.`,
    cancelled: (reason) =>
      reason === null ? 'Dieser Termin wurde abgesagt.' : `Dieser Termin wurde abgesagt: ${reason}`,
    calendar: 'In Ihren Kalender:',
    calendarFile: 'Als Datei',
    googleCalendar: 'Google Kalender',
    outlookCalendar: 'Outlook',
    giveUp: 'Meinen Platz abgeben',
    giveUpText:
      'Ihn bekommt, wer am längsten wartet. Sie können sich wieder anmelden und bekommen einen Platz, wenn einer frei ist.',
    giveUpSure: 'Abgeben',
    leave: 'Die Warteliste verlassen',
    leaveText: 'Alle hinter Ihnen rücken auf. Wenn Sie sich wieder anmelden, stehen Sie am Ende.',
    leaveSure: 'Verlassen',
  },
  privacyTitle: 'Was andere sehen',
  hide: 'Namen verbergen',
  show: 'Namen wieder zeigen',
  leave: 'Reihe verlassen',
  leaveText:
    'Ihr Platz bleibt dann leer und ohne Namen, damit alle anderen ihren behalten. Das lässt sich nicht rückgängig machen. Ihr Link zur Masterclass gilt weiter.',
  leaveSure: 'Endgültig verlassen',
  leftTitle: 'Sie haben die Reihe verlassen',
  leftText: 'Ihr Platz ist jetzt leer und trägt keinen Namen. Ihr Link zur Masterclass gilt weiter.',
};
export default de;
