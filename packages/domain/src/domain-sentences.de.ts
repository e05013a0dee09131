import type { Sentences } from './sentences.ts';

/** What the server says about domains in English, and in German. */
export const domainSentences: Sentences = [
  // Records
  [
    'The name servers did not answer. That says nothing about your records; we will look again by ourselves.',
    'Die Nameserver haben nicht geantwortet. Über Ihre Einträge sagt das nichts; wir sehen von selbst wieder nach.',
  ],
  [
    'The name servers did not answer; that says nothing about your records. Try again in a few minutes.',
    'Die Nameserver haben nicht geantwortet; über Ihre Einträge sagt das nichts. Versuchen Sie es in ein paar Minuten wieder.',
  ],
  ['The name servers did not answer.', 'Die Nameserver haben nicht geantwortet.'],
  [
    'Add this TXT record. It proves that the domain is yours.',
    'Tragen Sie diesen TXT-Eintrag ein. Er beweist, dass die Domain Ihnen gehört.',
  ],
  ['Found. Keep it: we look at it again every day.', 'Gefunden. Lassen Sie ihn stehen: Wir sehen jeden Tag nach.'],
  [
    'There is a proof for another connection of this domain. Replace it by the value shown here.',
    'Dort steht der Nachweis einer anderen Verbindung dieser Domain. Ersetzen Sie ihn durch den Wert hier.',
  ],
  [
    'There is another text at this name. Add this one beside it.',
    'Unter diesem Namen steht ein anderer Text. Tragen Sie diesen daneben ein.',
  ],
  [
    'Another site on this platform has this domain. If it is yours, disconnect it there first, or write to us.',
    'Eine andere Seite auf dieser Plattform hat diese Domain. Wenn sie Ihnen gehört, trennen Sie sie dort zuerst, oder schreiben Sie uns.',
  ],
  [
    'Let the domain lead to us: an A record for each address, or an ALIAS (ANAME) to {} where your provider has that.',
    'Lassen Sie die Domain zu uns führen: ein A-Eintrag je Adresse, oder ein ALIAS (ANAME) auf {}, wenn Ihr Anbieter das hat.',
  ],
  [
    'Add this CNAME record. It sends visitors of {} to your site.',
    'Tragen Sie diesen CNAME-Eintrag ein. Er führt Besucher von {} zu Ihrer Seite.',
  ],
  [
    'These CNAME records lead in a circle. Point {} to {} instead.',
    'Diese CNAME-Einträge führen im Kreis. Lassen Sie {} stattdessen auf {} zeigen.',
  ],
  ['Leads to your site.', 'Führt zu Ihrer Seite.'],
  [
    'One of the addresses is not ours, so some visitors end up elsewhere. Delete the others.',
    'Eine der Adressen ist nicht unsere, also landen manche Besucher woanders. Löschen Sie die anderen.',
  ],
  [
    'This leads elsewhere. Replace it by what is shown here.',
    'Das führt woandershin. Ersetzen Sie es durch das, was hier steht.',
  ],
  [
    'This leads elsewhere. Replace it by a CNAME to {}.',
    'Das führt woandershin. Ersetzen Sie es durch einen CNAME auf {}.',
  ],
  ['Nothing in the way.', 'Nichts im Weg.'],
  [
    'Delete this AAAA record: visitors with IPv6 are sent elsewhere, and no certificate can be issued.',
    'Löschen Sie diesen AAAA-Eintrag: Besucher mit IPv6 landen woanders, und es kann kein Zertifikat ausgestellt werden.',
  ],
  [
    'These records forbid our certificate authority. Add the one shown here beside them.',
    'Diese Einträge verbieten unsere Zertifizierungsstelle. Tragen Sie den hier gezeigten daneben ein.',
  ],
  ['No proxy seen.', 'Kein Proxy zu sehen.'],
  [
    'This looks like {} standing in front. Switch its proxy off for this name ("DNS only"), so that visitors and the certificate reach us.',
    'Davor steht anscheinend {}. Schalten Sie den Proxy für diesen Namen aus („nur DNS“), damit Besucher und Zertifikat uns erreichen.',
  ],
  // The next step
  ['All is well. We look at it every day.', 'Alles in Ordnung. Wir sehen jeden Tag nach.'],
  [
    'We stopped looking for the records after three days. Set them, then press "Check now".',
    'Nach drei Tagen haben wir aufgehört, nach den Einträgen zu sehen. Setzen Sie sie und drücken Sie dann „Jetzt prüfen“.',
  ],
  [
    'The certificate is being issued. That takes a minute or two.',
    'Das Zertifikat wird ausgestellt. Das dauert ein, zwei Minuten.',
  ],
  [
    'Enter the records at your DNS provider. We look for them by ourselves; nothing else is to be done here.',
    'Tragen Sie die Einträge bei Ihrem DNS-Anbieter ein. Wir sehen von selbst nach; hier ist sonst nichts zu tun.',
  ],
  [
    'The certificate could not be issued yet. We try again by ourselves; if it stays so, look at the CAA records.',
    'Das Zertifikat konnte noch nicht ausgestellt werden. Wir versuchen es von selbst wieder; wenn es so bleibt, sehen Sie die CAA-Einträge an.',
  ],
  [
    'The certificate ends soon and was not renewed. Check that nothing stands between the domain and us.',
    'Das Zertifikat läuft bald ab und wurde nicht erneuert. Prüfen Sie, ob etwas zwischen der Domain und uns steht.',
  ],
  [
    'Our own server did not answer. We try again by ourselves.',
    'Unser eigener Server hat nicht geantwortet. Wir versuchen es von selbst wieder.',
  ],
  // Names that cannot be connected
  [
    'A wildcard cannot be connected. Add each name on its own.',
    'Ein Platzhalter lässt sich nicht verbinden. Fügen Sie jeden Namen einzeln hinzu.',
  ],
  [
    'That is an address. Please give a name such as learn.example.com.',
    'Das ist eine Adresse. Bitte geben Sie einen Namen wie learn.example.com an.',
  ],
  [
    'A domain has no path. Please leave out what follows the name.',
    'Eine Domain hat keinen Pfad. Bitte lassen Sie weg, was hinter dem Namen steht.',
  ],
  ['Only the name, please: learn.example.com.', 'Bitte nur den Namen: learn.example.com.'],
  ['That name is too long.', 'Dieser Name ist zu lang.'],
  [
    'That is no domain name. Please give one such as learn.example.com.',
    'Das ist kein Domainname. Bitte geben Sie einen wie learn.example.com an.',
  ],
  [
    'That name belongs to the platform. Your address here works without being added.',
    'Dieser Name gehört der Plattform. Ihre Adresse bei uns gilt, ohne dass Sie sie hinzufügen.',
  ],
  [
    'That name looks like one of the platform’s own and cannot be connected.',
    'Dieser Name sieht aus wie einer der Plattform und lässt sich nicht verbinden.',
  ],
  ['That name only exists in a local network.', 'Diesen Namen gibt es nur in einem lokalen Netz.'],
  [
    'Under that ending anybody can register names. Please give the name that you registered.',
    'Unter dieser Endung kann jeder Namen registrieren. Bitte geben Sie den an, den Sie registriert haben.',
  ],
  // Health
  ['Web address', 'Webadresse'],
  ['Certificate', 'Zertifikat'],
  ['Sender of your mails', 'Absender Ihrer E-Mails'],
  ['Links in your mails', 'Links in Ihren E-Mails'],
  ['Relay for strict firewalls', 'Relais für strenge Firewalls'],
  ['A record is not as it should be.', 'Ein Eintrag ist nicht, wie er sein soll.'],
  ['Every record is as it should be.', 'Jeder Eintrag ist, wie er sein soll.'],
  [
    'Names under localhost always lead to this computer. Nothing is set up here.',
    'Namen unter localhost führen immer zu diesem Rechner. Hier ist nichts eingerichtet.',
  ],
  [
    'Nothing for you to do: this name is ours to set. Write to us if it stays so for an hour.',
    'Für Sie ist nichts zu tun: Diesen Namen setzen wir. Schreiben Sie uns, wenn es eine Stunde so bleibt.',
  ],
  ['The name does not lead to us yet.', 'Der Name führt noch nicht zu uns.'],
  ['Not set up: sites are served without TLS here.', 'Nicht eingerichtet: Seiten werden hier ohne TLS ausgeliefert.'],
  ['Valid, and renewed by itself.', 'Gültig, und erneuert sich von selbst.'],
  [
    'Check that nothing stands between the domain and us; the renewal is tried again all the time.',
    'Prüfen Sie, ob etwas zwischen der Domain und uns steht; die Erneuerung wird laufend wieder versucht.',
  ],
  ['Ends in {} days and was not renewed yet.', 'Läuft in {} Tagen ab und wurde noch nicht erneuert.'],
  [
    'Wait a few minutes and look again; if it stays so, check the CAA records of the domain.',
    'Warten Sie ein paar Minuten und sehen Sie wieder nach; wenn es so bleibt, prüfen Sie die CAA-Einträge der Domain.',
  ],
  ['Browsers do not trust this certificate.', 'Browser vertrauen diesem Zertifikat nicht.'],
  ['Our own server did not answer.', 'Unser eigener Server hat nicht geantwortet.'],
  [
    'Set the records first; the certificate follows by itself.',
    'Setzen Sie zuerst die Einträge; das Zertifikat folgt von selbst.',
  ],
  ['There is no certificate yet.', 'Es gibt noch kein Zertifikat.'],
  ['Issued by', 'Ausgestellt von'],
  ['Valid until', 'Gültig bis'],
  ['Certificates in the chain', 'Zertifikate in der Kette'],
  ['Trusted by browsers', 'Von Browsern anerkannt'],
  ['From', 'Von'],
  ['Alignment', 'Übereinstimmung'],
  ['the envelope and the From address share {}', 'Umschlag und Absender haben beide {}'],
  [
    'Not set up: mails are kept in a mailbox here and not sent.',
    'Nicht eingerichtet: E-Mails bleiben hier in einem Postfach und werden nicht verschickt.',
  ],
  ['{} is not as mailboxes want it.', '{} ist nicht, wie Postfächer es wollen.'],
  ['Mailboxes can tell that your mails are genuine.', 'Postfächer können erkennen, dass Ihre E-Mails echt sind.'],
  [
    'Add a TXT record at {} that begins with v=spf1 and names your mail server.',
    'Tragen Sie bei {} einen TXT-Eintrag ein, der mit v=spf1 beginnt und Ihren Mailserver nennt.',
  ],
  ['Merge the two SPF records of {} into one.', 'Fassen Sie die beiden SPF-Einträge von {} zu einem zusammen.'],
  [
    'End the SPF record of {} with ~all or -all: now it allows everybody.',
    'Beenden Sie den SPF-Eintrag von {} mit ~all oder -all: Jetzt erlaubt er jeden.',
  ],
  [
    'Publish the DKIM key of your mail server as a TXT record at {}.',
    'Veröffentlichen Sie den DKIM-Schlüssel Ihres Mailservers als TXT-Eintrag bei {}.',
  ],
  [
    'Add a TXT record at {} with v=DMARC1; p=none to begin with.',
    'Tragen Sie bei {} einen TXT-Eintrag mit v=DMARC1; p=none ein, für den Anfang.',
  ],
  ['missing', 'fehlt'],
  ['two records', 'zwei Einträge'],
  ['the key was revoked', 'der Schlüssel wurde zurückgezogen'],
  ['not set up (no selector is configured)', 'nicht eingerichtet (kein Selektor angegeben)'],
  ['nothing', 'nichts'],
  ['yes', 'ja'],
  [
    'Links in mails, also the one to unsubscribe, do not work until the address does.',
    'Links in E-Mails, auch der zum Abbestellen, gehen erst, wenn die Adresse geht.',
  ],
  [
    'They work when the address does, which we could not find out.',
    'Sie gehen, wenn die Adresse geht; das konnten wir nicht herausfinden.',
  ],
  ['They lead to your site, the one to unsubscribe included.', 'Sie führen zu Ihrer Seite, auch der zum Abbestellen.'],
  [
    'Not set up: visitors behind a firewall that allows the web only may not see the room.',
    'Nicht eingerichtet: Besucher hinter einer Firewall, die nur das Web erlaubt, sehen den Raum womöglich nicht.',
  ],
  ['Relay', 'Relais'],
  ['The relay answers.', 'Das Relais antwortet.'],
  ['The relay does not answer.', 'Das Relais antwortet nicht.'],
  [
    'Nothing for you to do: the relay is ours. Write to us if it stays so.',
    'Für Sie ist nichts zu tun: Das Relais ist unseres. Schreiben Sie uns, wenn es so bleibt.',
  ],
];
