import type { ErrorCode } from '@stageline/contracts';
import { translateSentence } from '@stageline/domain';
import { problemSentences } from './problem-sentences.de.ts';
import { translated, type ProblemTexts } from './problem-texts.ts';
import { publicProblems } from './public-problems.de.ts';

type PublicCode = 'validation-failed' | 'not-found' | 'too-many-requests' | 'internal' | 'unavailable';

const titles = {
  'bad-request': 'Die Anfrage war nicht lesbar.',
  unauthenticated: 'Bitte melden Sie sich an.',
  'invalid-credentials': 'E-Mail-Adresse und Passwort passen nicht zusammen.',
  'invalid-ticket': 'Dieses Ticket gilt nicht mehr. Fordern Sie ein neues an.',
  'invalid-link': 'Dieser Link wurde schon benutzt oder ist abgelaufen. Fordern Sie einen neuen an.',
  'wrong-password': 'Das ist nicht das Passwort.',
  'invalid-code': 'Dieser Code stimmt nicht oder wurde schon benutzt.',
  'invalid-passkey': 'Dieser Passkey wurde nicht angenommen.',
  'log-in-expired': 'Das hat zu lange gedauert. Bitte beginnen Sie von vorn.',
  'identity-unknown':
    'Mit dieser Anmeldung ist hier kein Konto verknüpft. Melden Sie sich anders an und verknüpfen Sie sie unter „Sicherheit“.',
  'provider-refused': 'Der Anbieter hat Ihre Identität nicht bestätigt. Versuchen Sie es noch einmal.',
  'chat-muted': 'Sie wurden in diesem Chat stummgeschaltet. Sie können weiter mitlesen.',
  'room-banned': 'Die Leitung hat Sie aus dieser Masterclass entfernt.',
  'chat-links': 'Links sind in diesem Chat ausgeschaltet.',
  'chat-slow': 'Dieser Chat ist im langsamen Modus. Bitte warten Sie ein wenig bis zu Ihrer nächsten Nachricht.',
  'chat-held-full':
    'Es warten schon zu viele Nachrichten auf Freigabe. Bitte versuchen Sie es etwas später noch einmal.',
  'pins-full': 'Es sind schon drei Nachrichten angeheftet. Lösen Sie zuerst eine davon.',
  forbidden: 'Ihre Rolle erlaubt das nicht.',
  'origin-mismatch': 'Die Anfrage kam von einer anderen Website.',
  'method-not-allowed': 'Diese Adresse unterstützt diese Methode nicht.',
  'sponsor-impossible':
    'Niemand kann von sich selbst, von jemandem, den er selbst gebracht hat, oder von außerhalb der Reihe empfohlen sein.',
  conflict: 'Das hat inzwischen jemand anderes geändert. Laden Sie es neu.',
  'slug-taken': 'Diese Adresse ist vergeben. Bitte wählen Sie eine andere.',
  'panel-full': 'Die Bühne ist voll. Nehmen Sie zuerst jemanden herunter.',
  'contact-taken': 'Diese E-Mail-Adresse gehört auf dieser Website jemand anderem.',
  'email-taken': 'Zu dieser E-Mail-Adresse gibt es schon ein Konto. Melden Sie sich damit an.',
  'identity-taken': 'Diese Anmeldung gehört schon zu einem anderen Konto.',
  'factor-required':
    'Diese Seite verlangt einen zweiten Faktor. Fügen Sie einen anderen hinzu, bevor Sie diesen entfernen.',
  'step-up-failed': 'Das war zu oft falsch, deshalb ist diese Sitzung beendet. Bitte melden Sie sich neu an.',
  'own-factor-first': 'Diese Rolle haben Sie selbst. Richten Sie zuerst für sich einen zweiten Faktor ein.',
  'last-admin-owner': 'Die Plattform hat immer einen Inhaber. Machen Sie zuerst jemand anderen dazu.',
  'https-required': 'Bitte melden Sie sich über https an.',
  'step-up-required': 'Bitte bestätigen Sie, dass Sie es sind.',
  'support-read-only': 'Sie sind als Support hier: Sie können alles ansehen, aber nichts ändern.',
  'support-refused': 'Diese Seite lässt keinen Support herein.',
  'already-member': 'Diese Person ist schon im Team.',
  'last-owner': 'Eine Seite hat immer einen Inhaber. Machen Sie zuerst jemand anderen dazu.',
  'name-taken': 'Diesen Namen gibt es schon.',
  'role-in-use': 'Jemand hat diese Rolle. Geben Sie dieser Person zuerst eine andere.',
  'stage-in-use': 'Dort stehen Leads. Verschieben Sie sie zuerst in eine andere Stufe.',
  'stage-closed': 'Nach den Regeln Ihrer Pipeline kann dieser Lead noch nicht dorthin.',
  'merge-too-large':
    'Zu diesem Kontakt gehört mehr, als sich auf einmal verschieben lässt. Führen Sie die beiden andersherum zusammen.',
  'merge-undo-over': 'Die Zeit, in der sich das rückgängig machen ließ, ist vorbei.',
  'merge-undo-order': 'Dieser Kontakt ist inzwischen Teil eines anderen geworden. Machen Sie zuerst das rückgängig.',
  'merge-undo-address': 'Einer der beiden hätte keine eigene E-Mail-Adresse mehr. Geben Sie ihm zuerst eine.',
  'limit-reached': 'Mehr davon kann eine Seite nicht haben.',
  'domain-exists': 'Diese Domain steht schon auf Ihrer Liste.',
  'picture-missing': 'Ein Bild aus dieser Fassung ist nicht mehr gespeichert.',
  'illegal-transition': 'Dieser Schritt ist im jetzigen Zustand nicht möglich.',
  'slot-taken': 'Diese Zeit hat gerade jemand anders genommen. Bitte wählen Sie eine andere.',
  'hold-over': 'Diese Zeit war lange genug für Sie reserviert. Bitte wählen Sie noch einmal.',
  'too-late': 'Dafür ist es jetzt zu spät. Bitte antworten Sie stattdessen auf die E-Mail.',
  'invoice-settled': 'Auf dieser Rechnung ist nichts mehr zu bezahlen.',
  'payment-processing': 'Eine Zahlung ist schon unterwegs. Die Bank braucht etwas, um zu antworten.',
  'site-restricted': 'Für diese Seite fehlt eine Zahlung. Sobald sie da ist, geht das wieder.',
  'credits-used-up': 'Dafür reicht das Guthaben nicht mehr.',
  'team-full': 'Der Tarif dieser Seite hat keinen Platz für ein weiteres Mitglied.',
  'payment-declined': 'Die Karte wurde abgelehnt, und nichts hat sich geändert.',
  'quote-changed': 'Der Betrag hat sich inzwischen geändert. Bitte sehen Sie ihn sich noch einmal an.',
  'plan-unavailable': 'Diese Änderung des Tarifs ist jetzt nicht möglich.',
  'payments-off': 'Diese Seite kann zurzeit keine Zahlungen annehmen.',
  'key-in-use': 'Dieselbe Anfrage läuft gerade. Bitte warten Sie einen Moment.',
  'key-reused': 'Dieser Schlüssel steht schon für eine andere Anfrage. Nehmen Sie einen neuen.',
  'nobody-here': 'Gerade hat niemand Zeit zu sprechen.',
  'talk-over': 'Jemand anderes hat dieses Gespräch angenommen, oder die Zeit ist um.',
  'buyers-only': 'Dieser Termin ist für alle, die ihn gekauft haben.',
  'offer-over': 'Dieses Angebot ist vorbei.',
  'poll-closed': 'Diese Umfrage nimmt keine Antworten mehr an.',
  'poll-answered': 'Sie haben diese Umfrage schon beantwortet.',
  'captions-unavailable': 'Untertitel können hier in dieser Sprache nicht erstellt werden.',
  'seller-missing': 'Sagen Sie zuerst, wer verkauft: Eine Rechnung braucht Namen und Anschrift.',
  'statement-unreadable': 'Das ist kein lesbarer Kontoauszug in CAMT.053 oder als CSV mit Tagen und Beträgen.',
  'credit-too-small': 'So viel Guthaben ist nicht da.',
  'refund-too-large': 'Das ist mehr, als bezahlt wurde und noch nicht zurückgegangen ist.',
  'not-live': 'Die Masterclass ist nicht live.',
  'payload-too-large': 'Das ist zu groß.',
  'pdf-unreadable': 'Das ist kein lesbares PDF. Bitte speichern Sie es neu als PDF und wählen Sie die neue Datei.',
  'pdf-protected': 'Dieses PDF ist geschützt. Bitte speichern Sie es ohne Passwort und wählen Sie die neue Datei.',
  'pdf-too-long': 'Dieses PDF hat zu viele Seiten. Bitte wählen Sie eines mit höchstens 100.',
  'unsupported-media-type': 'Diese Art von Inhalt wird nicht unterstützt.',
  'file-infected': 'Diese Datei enthält Schadsoftware. Nichts davon wurde aufgehoben.',
  'file-uncheckable': 'Diese Datei ist zu groß oder zu tief verpackt, um sie auf Schadsoftware zu prüfen.',
  'file-unchecked':
    'Diese Datei konnte nicht auf Schadsoftware geprüft werden und wurde nicht aufgehoben. Bitte versuchen Sie es in einer Minute noch einmal.',
} satisfies Record<Exclude<ErrorCode, PublicCode>, string>;

const sentences: ProblemTexts['sentences'] = {
  '# to # letters, digits and hyphens.': '# bis # Buchstaben, Ziffern und Bindestriche.',
  'This text has a placeholder that there is not. Choose one of those below it.':
    'Dieser Text nennt einen Platzhalter, den es nicht gibt. Wählen Sie einen von denen darunter.',
  'Lower-case letters, digits, hyphens and underscores, at most #.':
    'Kleinbuchstaben, Ziffern, Binde- und Unterstriche, höchstens #.',
  'Each pipeline once.': 'Jede Pipeline nur einmal.',
  'Who was there is known only at the end: choose a time after it.':
    'Wer da war, weiß man erst am Ende: Wählen Sie eine Zeit danach.',
  'Each step needs an id of its own.': 'Jeder Schritt braucht eine eigene Kennung.',
  'After a wait or a check, something has to happen.': 'Nach einem Warten oder einer Prüfung muss etwas geschehen.',
  // What many fields share.
  'At least # characters.': 'Mindestens # Zeichen.',
  'At least # entries.': 'Mindestens # Einträge.',
  'At most # entries.': 'Höchstens # Einträge.',
  'At least #.': 'Mindestens #.',
  'At most #.': 'Höchstens #.',
  'Lower-case letters, digits and hyphens, at most 24, beginning with a letter.':
    'Kleine Buchstaben, Ziffern und Bindestriche, höchstens 24, am Anfang ein Buchstabe.',
  'Each block needs a key of its own.': 'Jeder Teil braucht einen eigenen Schlüssel.',
  'A page has this block once.': 'Eine Seite hat diesen Teil einmal.',
  'A page needs its head.': 'Eine Seite braucht ihren Kopf.',
  'A page needs its form.': 'Eine Seite braucht ihr Formular.',
  'The head of the page stands first.': 'Der Kopf der Seite steht zuerst.',
  'Small letters, digits and hyphens, at most 40.': 'Kleine Buchstaben, Ziffern und Bindestriche, höchstens 40.',
  'Each choice can be given once.': 'Jede Möglichkeit darf einmal vorkommen.',
  'Each question needs a key of its own.': 'Jede Frage braucht einen eigenen Schlüssel.',
  'Please choose one of the options.': 'Bitte wählen Sie eine der Möglichkeiten.',
  'This does not have the form that it needs.': 'Das hat nicht die nötige Form.',
  'This value cannot be used here.': 'Dieser Wert passt hier nicht.',
  'Please leave out invisible characters.': 'Bitte ohne unsichtbare Zeichen.',
  'Please leave out stacked accents.': 'Bitte ohne übereinandergestapelte Akzente.',
  'Please give a colour such as #3b82f6.': 'Bitte geben Sie eine Farbe an, zum Beispiel #3b82f6.',
  'Please give an address that begins with https://.': 'Bitte geben Sie eine Adresse an, die mit https:// beginnt.',
  'Please choose a time zone such as Europe/Berlin.': 'Bitte wählen Sie eine Zeitzone, zum Beispiel Europe/Berlin.',
  'Please choose a file.': 'Bitte wählen Sie eine Datei.',
  'Please upload the picture first.': 'Bitte laden Sie das Bild zuerst hoch.',
  'This field is not known.': 'Dieses Feld ist nicht bekannt.',
  'Nothing is expected here.': 'Hier wird nichts erwartet.',
  'This cursor is not one of ours.': 'Diese Fortsetzung ist nicht von uns.',
  'Please choose yours or the new one.': 'Bitte wählen Sie Ihre Fassung oder die neue.',
  'This update does not concern that part.': 'Diese Aktualisierung betrifft diesen Teil nicht.',
  'That file could not be read as a picture. Please choose a PNG, JPEG or WebP.':
    'Diese Datei war nicht als Bild lesbar. Bitte wählen Sie ein PNG, JPEG oder WebP.',
  // Addresses of sites.
  'That address is taken.': 'Diese Adresse ist vergeben.',
  'That address is not possible.': 'Diese Adresse ist nicht möglich.',
  'Only letters, digits and hyphens, not at the ends.':
    'Nur Buchstaben, Ziffern und Bindestriche, diese nicht am Rand.',
  'Hyphens may not stand at the third and fourth place together.':
    'An dritter und vierter Stelle dürfen nicht beide Zeichen Bindestriche sein.',
  'This address is reserved. Please choose another.': 'Diese Adresse ist reserviert. Bitte wählen Sie eine andere.',
  'This looks like an address of the platform. Please choose another.':
    'Das sieht aus wie eine Adresse der Plattform. Bitte wählen Sie eine andere.',
  'This site has moved often lately. Wait until one of its old addresses has ended, or move back to one.':
    'Diese Seite ist in letzter Zeit oft umgezogen. Warten Sie, bis eine der alten Adressen abgelaufen ist, oder ziehen Sie auf eine davon zurück.',
  // The team and its roles.
  'Please choose at least one.': 'Bitte wählen Sie mindestens eine.',
  'Each role once.': 'Jede Rolle nur einmal.',
  'Some of these belong to the owner alone.': 'Einige davon gehören allein dem Inhaber.',
  'One of these roles is gone.': 'Eine dieser Rollen gibt es nicht mehr.',
  // Logging in.
  'Six digits, as your app shows them.': 'Sechs Ziffern, wie Ihre App sie zeigt.',
  'Ten letters and digits, as they were shown.': 'Zehn Buchstaben und Ziffern, wie sie angezeigt wurden.',
  'At most # passkeys.': 'Höchstens # Passkeys.',
  'This way is not open here.': 'Dieser Weg steht hier nicht offen.',
  'A path of this site.': 'Ein Pfad dieser Seite.',
  // A site and its pictures.
  'Please give the address of a YouTube or Vimeo video, or an https address that ends in .mp4 or .webm.':
    'Bitte geben Sie die Adresse eines Videos bei YouTube oder Vimeo an, oder eine https-Adresse, die auf .mp4 oder .webm endet.',
  'At most six videos.': 'Höchstens sechs Videos.',
  'Letters, digits, dots, hyphens and slashes, at most 40.':
    'Buchstaben, Ziffern, Punkte, Bindestriche und Schrägstriche, höchstens 40.',
  'Each field can be locked once.': 'Jedes Feld kann einmal gesperrt werden.',
  'This field cannot be locked to that value.': 'Dieses Feld kann nicht auf diesen Wert gesperrt werden.',
  'That picture took too long. Please try a smaller one.':
    'Dieses Bild hat zu lange gedauert. Bitte versuchen Sie es mit einem kleineren.',
  'This picture is gone.': 'Dieses Bild gibt es nicht mehr.',
  'Please upload this picture again.': 'Bitte laden Sie dieses Bild noch einmal hoch.',
  'Your site is at this address already.': 'Ihre Seite hat diese Adresse schon.',
  'Only a domain that is live can be the main address.': 'Nur eine verbundene Domain kann die Hauptadresse sein.',
  'A site may have # domains.': 'Eine Seite kann # Domains haben.',
  'Lower-case letters, digits and hyphens, at most 40, beginning with a letter.':
    'Kleinbuchstaben, Ziffern und Bindestriche, höchstens 40, am Anfang ein Buchstabe.',
  'The draft was edited after the update.': 'Der Entwurf wurde nach der Aktualisierung bearbeitet.',
  'This site cannot become a template as it is.': 'Aus dieser Seite kann so keine Vorlage werden.',
  'There is no update to take back.': 'Es gibt keine Aktualisierung, die man zurücknehmen könnte.',
  'This site was made without a template.': 'Diese Seite wurde ohne Vorlage erstellt.',
  'A picture of this site is no longer stored.': 'Ein Bild dieser Seite ist nicht mehr gespeichert.',
  'There is no site at this address.': 'Unter dieser Adresse gibt es keine Seite.',
  // Administration.
  'Please say why.': 'Bitte sagen Sie, warum.',
  'Please say why, in at least # characters.': 'Bitte sagen Sie, warum, in mindestens # Zeichen.',
  'Choose at least one site.': 'Wählen Sie mindestens eine Seite.',
  'From # to #.': 'Von # bis #.',
  'There is no such site.': 'Diese Seite gibt es nicht.',
  'Please choose an end after the start, and not in the past.':
    'Bitte wählen Sie ein Ende nach dem Anfang, und nicht in der Vergangenheit.',
  'The report is resolved.': 'Die Meldung ist erledigt.',
  'Only a site that was closed # days ago is purged.':
    'Nur eine Seite, die vor # Tagen geschlossen wurde, wird gelöscht.',
  'No event of ours has this Last-Event-ID.': 'Kein Ereignis von uns hat diese Last-Event-ID.',
  'Please write something.': 'Bitte schreiben Sie etwas.',
  'Please say what to change.': 'Bitte sagen Sie, was sich ändern soll.',
  // Masterclasses.
  'Please choose a time that is still to come.': 'Bitte wählen Sie einen Zeitpunkt, der noch kommt.',
  'Please choose a day.': 'Bitte wählen Sie einen Tag.',
  'Please choose a time.': 'Bitte wählen Sie eine Uhrzeit.',
  'Please give a number of minutes.': 'Bitte geben Sie eine Anzahl Minuten an.',
  'Please give at least two choices.': 'Bitte geben Sie mindestens zwei Möglichkeiten an.',
  'This kind of question has no choices.': 'Diese Art von Frage hat keine Möglichkeiten.',
  'Please choose right answers among the choices.': 'Bitte wählen Sie richtige Antworten unter den Möglichkeiten.',
  'One answer can be right here.': 'Hier kann eine Antwort richtig sein.',
  'This answer does not fit the question.': 'Diese Antwort passt nicht zur Frage.',
  'Please answer each question, or leave it empty.': 'Bitte beantworten Sie jede Frage, oder lassen Sie sie leer.',
  'At least # seconds.': 'Mindestens # Sekunden.',
  'At least # minutes.': 'Mindestens # Minuten.',
  'At most # hours.': 'Höchstens # Stunden.',
  'This moment is over. Please choose a later one.': 'Dieser Zeitpunkt ist vorbei. Bitte wählen Sie einen späteren.',
  'No masterclass is planned yet.': 'Es ist noch keine Masterclass geplant.',
  'Pictures come with a template that is published from a site.':
    'Bilder kommen mit einer Vorlage, die von einer Seite aus veröffentlicht wird.',
  'This message is not known here.': 'Diese Nachricht ist hier nicht bekannt.',
};

const de: ProblemTexts = {
  ...publicProblems,
  titles: { ...publicProblems.titles, ...titles },
  sentences: { ...publicProblems.sentences, ...sentences },
  other: (sentence) => translateSentence(problemSentences, sentence, translated),
};
export default de;
