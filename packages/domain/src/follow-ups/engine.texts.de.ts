import type { en } from './engine.texts.en.ts';

type Texts = {
  readonly [Key in keyof typeof en]: (typeof en)[Key] extends readonly (infer Each)[]
    ? readonly Widened<Each>[]
    : (typeof en)[Key] extends (...args: infer Args) => string
      ? (...args: Args) => string
      : Widened<(typeof en)[Key]>;
};
type Widened<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : T extends object
      ? {
          readonly [Key in keyof T]: T[Key] extends readonly (infer Each)[]
            ? readonly Widened<Each>[]
            : Widened<T[Key]>;
        }
      : T;

/** The same in German. */
export const de: Texts = {
  hello: (name) => (name === null ? 'Guten Tag,' : `Hallo ${name},`),
  bye: [
    (promoter) => `Herzliche Grüße\n${promoter}`,
    (promoter) => `Viele Grüße\n${promoter}`,
    (promoter) => `Bis bald\n${promoter}`,
  ],
  subjects: {
    asked: [(title) => `Ihre Frage in „${title}“`, (title) => `Zu dem, was Sie in „${title}“ gefragt haben`],
    hot: [(title) => `„${title}“: Ihr nächster Schritt`, (title) => `Nach „${title}“: So kann es weitergehen`],
    warm: [(title) => `Ein Gedanke nach „${title}“`, (title) => `Was ich nach „${title}“ als Nächstes tun würde`],
    cool: [(title) => `Was Sie in „${title}“ vielleicht verpasst haben`, (title) => `Der Rest von „${title}“`],
    cold: [(title) => `War „${title}“ etwas für Sie?`, (title) => `Eine kurze Frage zu „${title}“`],
    noShow: [(title) => `Sie haben uns bei „${title}“ gefehlt`, (title) => `„${title}“: Ihr Platz blieb leer`],
  },
  stayed: [
    (minutes, of, title) => `danke, dass Sie bei „${title}“ ${minutes} von ${of} Minuten dabei waren.`,
    (minutes, of, title) => `Sie waren ${minutes} von ${of} Minuten bei „${title}“ dabei. Das weiß ich zu schätzen.`,
  ],
  stayedAll: [
    (of, title) => `danke, dass Sie alle ${of} Minuten von „${title}“ dabei waren.`,
    (of, title) => `Sie waren die vollen ${of} Minuten bei „${title}“ dabei. Vielen Dank dafür.`,
  ],
  came: [
    (title) => `danke, dass Sie bei „${title}“ dabei waren.`,
    (title) => `schön, dass Sie bei „${title}“ dabei waren.`,
  ],
  leftEarly: [
    (minutes, of, title) =>
      `Sie waren bei „${title}“ ${minutes} von ${of} Minuten dabei; ein guter Teil liegt also noch vor Ihnen.`,
    (minutes, of, title) =>
      `Sie haben ${minutes} von ${of} Minuten von „${title}“ gesehen, dann kam vermutlich etwas dazwischen.`,
  ],
  lookedIn: [
    (title) => `Sie haben bei „${title}“ kurz hineingeschaut.`,
    (title) => `Sie hatten einen kurzen Blick auf „${title}“.`,
  ],
  noShow: [
    (title) => `Sie hatten sich für „${title}“ angemeldet und konnten nicht kommen. Das geht uns allen manchmal so.`,
    (title) => `Ihr Platz bei „${title}“ ist leer geblieben. Ich hoffe, aus einem guten Grund.`,
  ],
  asked: [(quote) => `Sie haben gefragt: „${quote}“`, (quote) => `Im Chat haben Sie gefragt: „${quote}“`],
  wrote: [
    (quote) => `Sie haben geschrieben: „${quote}“ Das ist mir im Kopf geblieben.`,
    (quote) => `Im Chat haben Sie geschrieben: „${quote}“ Danke für diese Worte.`,
  ],
  answerSelf: [
    'Das möchte ich nicht bei einer Zeile im Chat belassen. Schreiben Sie mir in einem Satz, wo Sie gerade stehen, dann antworte ich Ihnen persönlich.',
    'Das verdient mehr als eine schnelle Antwort. Sagen Sie mir kurz, worum es Ihnen dabei geht, dann melde ich mich selbst bei Ihnen.',
  ],
  answerPrice: (offer, price) => `Die kurze Antwort: ${offer} kostet ${price}.`,
  answerReplay: 'Die kurze Antwort: ja, hier ist die Aufzeichnung:',
  answerDeadline: (deadline) => `Die kurze Antwort: ${deadline}.`,
  offerHot: [
    (offer) => `Wenn Sie von hier aus weitergehen möchten: In ${offer} tun wir das gemeinsam.`,
    (offer) => `Der nächste Schritt ist ${offer}. Dort setzen wir es zusammen um.`,
  ],
  offerWarm: [
    (offer) => `Wenn Sie das Thema noch beschäftigt, sehen Sie sich ${offer} an.`,
    (offer) => `Für alle, die tiefer einsteigen möchten, gibt es ${offer}.`,
  ],
  offerCool: [
    (offer) => `Und falls Sie danach mehr wissen möchten: Es gibt auch ${offer}.`,
    (offer) => `Wenn es Sie anspricht, geht es mit ${offer} weiter.`,
  ],
  price: (price) => `Der Preis: ${price}.`,
  deadline: (deadline) => `Die Frist: ${deadline}.`,
  details: 'Alles dazu finden Sie hier:',
  replay: [
    'Die Aufzeichnung finden Sie hier, wann immer es Ihnen passt:',
    'Die Aufzeichnung können Sie sich in Ruhe ansehen:',
  ],
  replayRest: [
    'Hier können Sie dort weitermachen, wo Sie aufgehört haben:',
    'In der Aufzeichnung finden Sie den Rest:',
  ],
  topic: (topic) => `Darum ging es: ${topic}`,
  askHot: [
    'Was müsste stimmen, damit Sie Ja sagen? Antworten Sie einfach, ich lese jede Antwort selbst.',
    'Ist für Sie noch etwas offen? Antworten Sie auf diese E-Mail, sie kommt direkt zu mir.',
  ],
  askWarm: [
    'Welchen einen Punkt haben Sie für sich mitgenommen? Das würde mich interessieren, antworten Sie einfach.',
    'Wenn Sie etwas zurückhält, sagen Sie es mir. Eine kurze Antwort genügt.',
  ],
  askCool: [
    'Haben Sie eine Frage dazu? Antworten Sie einfach.',
    'Wenn Sie mögen, schreiben Sie mir, weswegen Sie gekommen sind. Vielleicht kann ich Ihnen die richtige Stelle nennen.',
  ],
  askCold: [
    'Ist das Thema für Sie gerade wichtig? Ein Ja oder Nein als Antwort genügt.',
    'War es nicht, was Sie erwartet hatten? Eine Zeile als Antwort hilft mir sehr.',
  ],
  askNoShow: [
    'Wenn Sie lieber persönlich darüber sprechen möchten, antworten Sie auf diese E-Mail, und wir finden einen Termin.',
    'Möchten Sie noch mehr darüber erfahren? Eine kurze Antwort genügt.',
  ],
};
