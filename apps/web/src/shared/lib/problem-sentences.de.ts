import type { Sentences } from '@stageline/domain';

/** What the api says with names in it: of custom CSS, of pictures, of the platform's rules. */
export const problemSentences: Sentences = [
  ['Line {}, column {}: {}', 'Zeile {}, Spalte {}: {}'],
  // Contact data
  ['One address has to stay.', 'Eine Adresse muss bleiben.'],
  ['The same stands there twice.', 'Das steht dort zweimal.'],
  ['At most {}, please.', 'Bitte höchstens {}.'],
  // Experiments
  [
    'An experiment is running already. End it before the next one.',
    'Es läuft schon ein Vergleich. Beenden Sie ihn, bevor Sie den nächsten beginnen.',
  ],
  [
    'The draft has changes that are not published. Publish or discard them, and end the experiment then.',
    'Der Entwurf hat Änderungen, die nicht veröffentlicht sind. Veröffentlichen oder verwerfen Sie sie, und beenden Sie dann den Vergleich.',
  ],
  ['Please change something.', 'Bitte ändern Sie etwas.'],
  // Calls
  ['Please give a time such as 09:30.', 'Bitte geben Sie eine Uhrzeit wie 09:30 an.'],
  ['The end comes before the beginning.', 'Das Ende liegt vor dem Anfang.'],
  ['Two of these times overlap.', 'Zwei dieser Zeiten überschneiden sich.'],
  ['There is one entry for each date.', 'Für jedes Datum gibt es einen Eintrag.'],
  ['Small letters, digits and hyphens.', 'Kleine Buchstaben, Ziffern und Bindestriche.'],
  ['Each question has an id of its own.', 'Jede Frage hat eine eigene Kennung.'],
  ['At most {} days at once.', 'Höchstens {} Tage auf einmal.'],
  ['Please give an address that begins with https://.', 'Bitte geben Sie eine Adresse an, die mit https:// beginnt.'],
  ['The calendar does not accept this log-in.', 'Der Kalender nimmt diese Anmeldung nicht an.'],
  [
    'Nobody answers at this address. Try again in a moment.',
    'An dieser Adresse antwortet niemand. Versuchen Sie es gleich noch einmal.',
  ],
  [
    'There is no calendar at this address that can be read.',
    'An dieser Adresse liegt kein Kalender, der sich lesen lässt.',
  ],
  ['Another kind of call has this address.', 'Ein anderes Gespräch hat diese Adresse.'],
  // Invoices
  ['At most 5 lines.', 'Höchstens 5 Zeilen.'],
  ['At most 100 lines.', 'Höchstens 100 Positionen.'],
  ['Please choose a country.', 'Bitte wählen Sie ein Land.'],
  ['From 0 to 50 %.', 'Von 0 bis 50 %.'],
  ['From 1 to 9,999.', 'Von 1 bis 9.999.'],
  [
    'Up to 12 capital letters, digits, hyphens and slashes.',
    'Bis zu 12 Großbuchstaben, Ziffern, Binde- und Schrägstriche.',
  ],
  ['Please add a line.', 'Bitte fügen Sie eine Position hinzu.'],
  ['Please choose a line.', 'Bitte wählen Sie eine Position.'],
  ['Please name each line once.', 'Bitte nennen Sie jede Position einmal.'],
  ['The invoice has no such line.', 'Die Rechnung hat keine solche Position.'],
  ['The lines have to add up to the amount.', 'Die Positionen müssen zusammen den Betrag ergeben.'],
  ['Their tax id has to be on the invoice.', 'Ihre Steuernummer muss auf der Rechnung stehen.'],
  ['There has to be something to pay.', 'Es muss etwas zu bezahlen sein.'],
  [
    'Invoices bear this prefix already; their numbers go on with it.',
    'Rechnungen tragen diesen Anfang schon; ihre Nummern gehen damit weiter.',
  ],
  // Masterclasses
  ['What is free has no price.', 'Was kostenlos ist, hat keinen Preis.'],
  ['Please give a price.', 'Bitte geben Sie einen Preis an.'],
  ['A deposit belongs to the mode “deposit”.', 'Eine Anzahlung gehört zur Teilnahme mit Anzahlung.'],
  [
    'Please give a deposit that is less than the price.',
    'Bitte geben Sie eine Anzahlung an, die kleiner ist als der Preis.',
  ],
  ['Please give an amount such as 49 or 49.50.', 'Bitte geben Sie einen Betrag wie 49 oder 49,50 an.'],
  ['Please give an amount above zero.', 'Bitte geben Sie einen Betrag über null an.'],
  ['That is more than can be asked for.', 'Das ist mehr, als verlangt werden kann.'],
  ['Please choose a currency.', 'Bitte wählen Sie eine Währung.'],
  ['From 1 to 100 %.', 'Von 1 bis 100 %.'],
  ['At least once.', 'Mindestens einmal.'],
  ['At most a million times.', 'Höchstens eine Million Mal.'],
  ['Please give a link that begins with https://.', 'Bitte geben Sie einen Link an, der mit https:// beginnt.'],
  ['This code exists already.', 'Diesen Code gibt es schon.'],
  ['This code is not known.', 'Dieser Code ist nicht bekannt.'],
  ['This code has been used as often as it can be.', 'Dieser Code wurde so oft benutzt, wie es geht.'],
  ['This code is over.', 'Dieser Code ist vorbei.'],
  ['This code is for prices in another currency.', 'Dieser Code gilt für Preise in einer anderen Währung.'],
  ['At least one seat.', 'Mindestens ein Platz.'],
  ['Please give a number of weeks.', 'Bitte geben Sie eine Anzahl Wochen an.'],
  ['At least every week.', 'Nicht öfter als jede Woche.'],
  ['At most every 12 weeks.', 'Nicht seltener als alle 12 Wochen.'],
  ['Please choose at least one day of the week.', 'Bitte wählen Sie mindestens einen Wochentag.'],
  ['Every day of the week only once.', 'Jeden Wochentag nur einmal.'],
  ['Please give a number.', 'Bitte geben Sie eine Zahl an.'],
  ['At least one date.', 'Mindestens ein Termin.'],
  ['At most 500 dates.', 'Höchstens 500 Termine.'],
  ['Please give a number from 1 to 12.', 'Bitte geben Sie eine Zahl von 1 bis 12 an.'],
  ['Please give a number from 1 to 500.', 'Bitte geben Sie eine Zahl von 1 bis 500 an.'],
  [
    'There is no date up to this day. Please choose a later one.',
    'Bis zu diesem Tag gibt es keinen Termin. Bitte wählen Sie einen späteren.',
  ],
  ['At most 100,000 seats.', 'Höchstens 100.000 Plätze.'],
  [
    'Please give a number from 1 to 100,000, or nothing.',
    'Bitte geben Sie eine Zahl von 1 bis 100.000 an, oder nichts.',
  ],
  // Replays
  ['Please choose a password.', 'Bitte wählen Sie ein Passwort.'],
  ['The replay is over by then.', 'Dann ist die Aufzeichnung schon zu Ende.'],
  ['Nobody has watched so much since.', 'So viel hat seitdem niemand angesehen.'],
  // Automations
  ['This pipeline is not there any more.', 'Diese Pipeline gibt es nicht mehr.'],
  ['This stage is not there any more.', 'Diese Stufe gibt es nicht mehr.'],
  ['They are not on the team any more.', 'Diese Person ist nicht mehr im Team.'],
  ['It names something that is not there any more.', 'Sie nennt etwas, das es nicht mehr gibt.'],
  // Imports
  [
    'One of these automations is not on any more. Look again at what would begin.',
    'Eine dieser Automationen ist nicht mehr eingeschaltet. Sehen Sie noch einmal nach, was beginnen würde.',
  ],
  ['Each automation once.', 'Jede Automation einmal.'],
  [
    'An automation names a stage that the template does not have.',
    'Eine Automation nennt eine Stufe, die es in der Vorlage nicht gibt.',
  ],
  // Pipelines
  [
    'Nobody out of a file has attended a masterclass yet.',
    'Niemand aus einer Datei hat schon an einer Masterclass teilgenommen.',
  ],
  [
    'This stage needs somebody whom the leads are assigned to.',
    'Diese Stufe braucht jemanden, dem die Kontakte zugewiesen sind.',
  ],
  ['Hot leads come with the hottest first.', 'Heiße Kontakte stehen mit dem heißesten zuerst.'],
  ['Please choose a stage for this order.', 'Bitte wählen Sie für diese Reihenfolge eine Stufe.'],
  [
    'Nobody leads themselves, nor those who lead them.',
    'Niemand leitet sich selbst oder jene, von denen er geleitet wird.',
  ],
  ['This pipeline has no such stage.', 'Diese Stufe hat die Pipeline nicht.'],
  ['This stage is there twice.', 'Diese Stufe ist doppelt.'],
  [
    'What a stage means cannot change, because leads have stood in it. Make a new stage.',
    'Was eine Stufe bedeutet, bleibt fest, denn Leads standen in ihr. Legen Sie eine neue Stufe an.',
  ],
  ['Please give the stage a name.', 'Bitte geben Sie der Stufe einen Namen.'],
  ['Please give the pipeline a name.', 'Bitte geben Sie der Pipeline einen Namen.'],
  ['There is a stage of this name already.', 'Eine Stufe mit diesem Namen gibt es schon.'],
  ['It leads to a stage that is not there.', 'Sie führt zu einer Stufe, die es nicht gibt.'],
  ['A pipeline needs a stage for leads that are worked on.', 'Eine Pipeline braucht eine Stufe für Leads in Arbeit.'],
  ['A pipeline needs a stage for leads that are won.', 'Eine Pipeline braucht eine Stufe für gewonnene Leads.'],
  [
    'Registrations arrive in its first stage, which has to stay. You can rename it.',
    'Anmeldungen kommen in der ersten Stufe an; sie muss bleiben. Sie können sie umbenennen.',
  ],
  [
    'Leads do not go there from the stage they stand in.',
    'Aus der Stufe, in der dieser Lead steht, geht es nicht dorthin.',
  ],
  ['Somebody has to be assigned to the lead first.', 'Der Lead muss zuerst jemandem zugewiesen sein.'],
  ['The lead needs a phone number first.', 'Der Lead braucht zuerst eine Telefonnummer.'],
  ['The lead needs a company first.', 'Der Lead braucht zuerst eine Firma.'],
  [
    'The lead has to have attended a masterclass first.',
    'Der Lead muss zuerst an einer Masterclass teilgenommen haben.',
  ],
  ['Please say why.', 'Bitte sagen Sie, warum.'],
  [
    'Please give an address of a domain that is yours.',
    'Bitte geben Sie eine Adresse einer Domain an, die Ihnen gehört.',
  ],
  ['The mail of this site is not paused.', 'Die E-Mails dieser Seite sind nicht angehalten.'],
  // Imports
  ['Save the table as CSV first.', 'Speichern Sie die Tabelle zuerst als CSV.'],
  ['This file has no rows.', 'Diese Datei hat keine Zeilen.'],
  ['At most {} columns, please.', 'Bitte höchstens {} Spalten.'],
  ['Please say of every column what it holds.', 'Bitte geben Sie zu jeder Spalte an, was sie enthält.'],
  ['Two columns cannot hold the same.', 'Zwei Spalten können nicht dasselbe enthalten.'],
  ['Choose a column for what people are known by.', 'Wählen Sie eine Spalte für das, woran Personen erkannt werden.'],
  ['This stage is not there.', 'Diese Stufe gibt es nicht.'],
  ['They are not on the team.', 'Diese Person gehört nicht zum Team.'],
  // Custom CSS: the whole
  ['At most {} rules.', 'Höchstens {} Regeln.'],
  ['At most {} selectors in one rule.', 'Höchstens {} Selektoren in einer Regel.'],
  ['At most {} steps in one selector.', 'Höchstens {} Stufen in einem Selektor.'],
  [
    'Backslashes are not allowed; write names and values as they are.',
    'Umgekehrte Schrägstriche sind nicht erlaubt; schreiben Sie Namen und Werte, wie sie sind.',
  ],
  [
    '“<” is not allowed; write names and values as they are.',
    '„<“ ist nicht erlaubt; schreiben Sie Namen und Werte, wie sie sind.',
  ],
  [
    'Invisible characters are not allowed; write names and values as they are.',
    'Unsichtbare Zeichen sind nicht erlaubt; schreiben Sie Namen und Werte, wie sie sind.',
  ],
  ['This could not be read. Is a “}”, “;” or “:” missing?', 'Das war nicht lesbar. Fehlt ein „}“, „;“ oder „:“?'],
  [
    'This could not be read. Write rules such as “.site-hero { color: #123456; }”.',
    'Das war nicht lesbar. Schreiben Sie Regeln wie „.site-hero { color: #123456; }“.',
  ],
  [
    '“@{}” is not allowed. Only @media is, for example “@media (min-width: 40rem)”.',
    '„@{}“ ist nicht erlaubt. Erlaubt ist nur @media, zum Beispiel „@media (min-width: 40rem)“.',
  ],
  [
    'Only widths and colour schemes may be asked for, for example “@media (min-width: 40rem)”.',
    'Nur Breiten und Farbschemata dürfen abgefragt werden, zum Beispiel „@media (min-width: 40rem)“.',
  ],
  ['Inside @media only rules are allowed.', 'In @media sind nur Regeln erlaubt.'],
  [
    'Rules cannot stand inside rules. Write the whole selector in a rule of its own.',
    'Regeln können nicht in Regeln stehen. Schreiben Sie den ganzen Selektor in eine eigene Regel.',
  ],
  // Selectors
  [
    'This selector could not be read. Write for example “.site-hero h1”.',
    'Dieser Selektor war nicht lesbar. Schreiben Sie zum Beispiel „.site-hero h1“.',
  ],
  [
    'A selector begins with a name, for example “.site-hero”.',
    'Ein Selektor beginnt mit einem Namen, zum Beispiel „.site-hero“.',
  ],
  ['Write “{}” for the page as a whole.', 'Schreiben Sie „{}“ für die ganze Seite.'],
  ['This name is not known.', 'Dieser Name ist nicht bekannt.'],
  [
    'Class names consist of letters, digits and hyphens.',
    'Namen von Klassen bestehen aus Buchstaben, Ziffern und Bindestrichen.',
  ],
  ['Ids consist of letters, digits and hyphens.', 'IDs bestehen aus Buchstaben, Ziffern und Bindestrichen.'],
  ['“{}” is not allowed here.', '„{}“ ist hier nicht erlaubt.'],
  ['“:{}” is not allowed. You can use {}.', '„:{}“ ist nicht erlaubt. Möglich sind {}.'],
  [
    'Only names of elements, classes, ids and states such as :hover are allowed in selectors.',
    'In Selektoren sind nur Namen von Elementen, Klassen, IDs und Zustände wie :hover erlaubt.',
  ],
  // Values
  [
    '“!important” is not needed and not allowed. Please leave it out.',
    '„!important“ ist nicht nötig und nicht erlaubt. Bitte lassen Sie es weg.',
  ],
  ['The value of “{}” could not be read.', 'Der Wert von „{}“ war nicht lesbar.'],
  ['“{}” is no value of “{}”.', '„{}“ ist kein Wert von „{}“.'],
  ['Only the variables --brand-… can be used.', 'Es gibt nur die Variablen --brand-….'],
  ['This word is not known.', 'Dieses Wort ist nicht bekannt.'],
  ['Texts in quotes are not allowed here.', 'Texte in Anführungszeichen sind hier nicht erlaubt.'],
  [
    'Nothing can be loaded from here. Upload a picture in the settings, or use a colour or a gradient.',
    'Von hier kann nichts geladen werden. Laden Sie ein Bild in den Einstellungen hoch, oder nehmen Sie eine Farbe oder einen Verlauf.',
  ],
  [
    '“{}()” is not allowed. Use a plain value, a colour or a gradient.',
    '„{}()“ ist nicht erlaubt. Nehmen Sie einen einfachen Wert, eine Farbe oder einen Verlauf.',
  ],
  ['“{}” is not allowed for “{}”.', '„{}“ ist für „{}“ nicht erlaubt.'],
  ['“{}” is not allowed. {}', '„{}“ ist nicht erlaubt. {}'],
  ['“{}” takes no numbers.', '„{}“ nimmt keine Zahlen.'],
  ['“{}” takes values in {}.', '„{}“ nimmt Werte in {}.'],
  ['“{}” takes {} to {}.', '„{}“ nimmt {} bis {}.'],
  // What to do instead
  ['Use colours, borders, shadows, type and spacing.', 'Nehmen Sie Farben, Ränder, Schatten, Schrift und Abstände.'],
  [
    'The page keeps its places; use margin and padding to move things apart.',
    'Die Seite behält ihre Plätze; rücken Sie Dinge mit margin und padding auseinander.',
  ],
  [
    'Nothing can be laid over another thing; use margin and padding to move things apart.',
    'Nichts kann über etwas anderem liegen; rücken Sie Dinge mit margin und padding auseinander.',
  ],
  ['The page keeps its places; use {}.', 'Die Seite behält ihre Plätze; nehmen Sie {}.'],
  ['The page keeps its places.', 'Die Seite behält ihre Plätze.'],
  [
    'Parts are switched on and off in the settings of the site, not in CSS.',
    'Teile werden in den Einstellungen der Seite ein- und ausgeschaltet, nicht in CSS.',
  ],
  ['Use a paler colour, such as {}.', 'Nehmen Sie eine blassere Farbe, etwa {}.'],
  ['Use colours.', 'Nehmen Sie Farben.'],
  [
    'Texts are changed in the settings of the site, not in CSS.',
    'Texte werden in den Einstellungen der Seite geändert, nicht in CSS.',
  ],
  ['No script can run here.', 'Hier kann kein Skript laufen.'],
  [
    'The page adapts its widths to the screen; use padding.',
    'Die Seite passt ihre Breiten dem Bildschirm an; nehmen Sie padding.',
  ],
  [
    'The page adapts its heights to the text; use padding.',
    'Die Seite passt ihre Höhen dem Text an; nehmen Sie padding.',
  ],
  ['Use transition for small movements of colour.', 'Nehmen Sie transition für kleine Farbwechsel.'],
  ['The page chooses it.', 'Das wählt die Seite.'],
  // Colours
  [
    'White text on {} has a contrast of {}; people need 4.5 to read it. The nearest shade that works is {}.',
    'Weißer Text auf {} hat einen Kontrast von {}; zum Lesen braucht man 4.5. Die nächste Farbe, die geht, ist {}.',
  ],
  [
    'Black text on {} has a contrast of {}; people need 4.5 to read it. The nearest shade that works is {}.',
    'Schwarzer Text auf {} hat einen Kontrast von {}; zum Lesen braucht man 4.5. Die nächste Farbe, die geht, ist {}.',
  ],
  // Pictures
  [
    'That file is damaged. Please save the picture again and choose the new file.',
    'Diese Datei ist beschädigt. Bitte speichern Sie das Bild noch einmal und wählen Sie die neue Datei.',
  ],
  [
    'Please choose a picture that is at least {} pixels wide.',
    'Bitte wählen Sie ein Bild, das mindestens {} Pixel breit ist.',
  ],
  [
    'Please choose a PNG, JPEG, WebP, AVIF or SVG picture.',
    'Bitte wählen Sie ein Bild als PNG, JPEG, WebP, AVIF oder SVG.',
  ],
  ['Please choose a PNG, JPEG, WebP or AVIF picture.', 'Bitte wählen Sie ein Bild als PNG, JPEG, WebP oder AVIF.'],
  [
    'That picture has {} megapixels. Please choose one with at most {}.',
    'Dieses Bild hat {} Megapixel. Bitte wählen Sie eines mit höchstens {}.',
  ],
  ['Please choose a picture that is not that narrow.', 'Bitte wählen Sie ein Bild, das nicht so schmal ist.'],
  ['Please choose an SVG of at most 256 KB, or a PNG.', 'Bitte wählen Sie ein SVG von höchstens 256 KB oder ein PNG.'],
  [
    'An SVG may not declare entities. Please export it again as plain SVG.',
    'Ein SVG darf keine Entitäten erklären. Bitte exportieren Sie es noch einmal als einfaches SVG.',
  ],
  ['That SVG repeats too much. Please choose a PNG.', 'Dieses SVG wiederholt zu viel. Bitte wählen Sie ein PNG.'],
  [
    'An SVG may not refer to anything outside itself. Please export it with everything embedded.',
    'Ein SVG darf auf nichts außerhalb verweisen. Bitte exportieren Sie es mit allem eingebettet.',
  ],
  ['The {} of that version {} no longer stored.', 'Bilder aus dieser Fassung sind nicht mehr gespeichert.'],
  ['From 1 to 10,000.', 'Von 1 bis 10.000.'],
  ['Each member once.', 'Jedes Mitglied nur einmal.'],
  ['Please choose somebody who works on leads.', 'Bitte wählen Sie jemanden, der an Kontakten arbeitet.'],
  ['This member is not on the team any more.', 'Dieses Mitglied gehört nicht mehr zum Team.'],
  ['Please choose an end that differs from the start.', 'Bitte wählen Sie ein Ende, das nicht der Anfang ist.'],
  ['Please give a time such as 08:30.', 'Bitte geben Sie eine Uhrzeit wie 08:30 an.'],
  [
    'Please give the number with its country code, such as +1 555 123 4567.',
    'Bitte geben Sie die Nummer mit Landesvorwahl an, etwa +49 151 12345678.',
  ],
  ['From 5 minutes to 7 days.', 'Von 5 Minuten bis 7 Tage.'],
  ['From 0 minutes to 7 days.', 'Von 0 Minuten bis 7 Tage.'],
  ['Please choose an end after the start.', 'Bitte wählen Sie ein Ende nach dem Anfang.'],
  ['Please choose at least one day.', 'Bitte wählen Sie mindestens einen Tag.'],
  ['Please give a day such as 2026-12-24.', 'Bitte geben Sie einen Tag wie 2026-12-24 an.'],
  ['Each day once.', 'Jeden Tag nur einmal.'],
  ['At most 200 days.', 'Höchstens 200 Tage.'],
  [
    'Please remind them before the limit, not longer than it.',
    'Bitte erinnern Sie vor der Frist, nicht länger als sie dauert.',
  ],
  ['Please give a number for SMS.', 'Bitte geben Sie eine Nummer für SMS an.'],
  // The platform's rules
  ['The parts have to make 100 %.', 'Die Teile müssen 100 % ergeben.'],
  [
    'Simulated members are for demo and preview sites only. Turn them off to go on.',
    'Simulierte Mitglieder gibt es nur auf Vorführ- und Vorschauseiten. Schalten Sie sie aus, um weiterzumachen.',
  ],
  ['The platform has fixed this: {}', 'Die Plattform hat das festgelegt: {}'],
  ['“{}” may not be used: {}', '„{}“ darf nicht verwendet werden: {}'],
  ['Please choose one of {}.', 'Bitte wählen Sie eines von {}.'],
  [
    'Send a key of {} to {} letters, digits, dots, colons, hyphens and underscores.',
    'Senden Sie einen Schlüssel aus {} bis {} Buchstaben, Ziffern, Punkten, Doppelpunkten, Binde- und Unterstrichen.',
  ],
  ['The site is requested.', 'Die Seite ist bestellt.'],
  ['The site is provisioning.', 'Die Seite wird eingerichtet.'],
  ['The site is active.', 'Die Seite ist aktiv.'],
  ['The site is suspended.', 'Die Seite ist gesperrt.'],
  ['The site is closing.', 'Die Seite wird geschlossen.'],
  ['The site is purged.', 'Die Seite ist gelöscht.'],
];
