import type { en } from './nav.en.ts';

const de: typeof en = {
  destinations: {
    today: { label: 'Heute', keywords: 'start übersicht zahlen' },
    leads: { label: 'Kontakte', keywords: 'leads personen pipeline anmeldungen' },
    calls: { label: 'Gespräche', keywords: 'termine buchen kalender verfügbarkeit zeiten' },
    sessions: { label: 'Masterclasses', shortLabel: 'Termine', keywords: 'termine webinare veranstaltungen live raum' },
    followUp: {
      label: 'Nach der Veranstaltung',
      shortLabel: 'Danach',
      keywords: 'follow-up nachfassen engagement punkte teilnehmer import csv zoom mails ki webinar',
    },
    analytics: {
      label: 'Statistik',
      keywords: 'auswertung zahlen besucher konversion trichter diagramme bericht export',
    },
    assignment: { label: 'Zuweisung', keywords: 'kontakte leads reihum regeln warteschlange verteilen' },
    money: { label: 'Geld', keywords: 'rechnungen zahlungen belege gutschriften steuer verkäufer umsatz' },
    automations: {
      label: 'Automationen',
      shortLabel: 'Regeln',
      keywords: 'regeln abläufe auslöser nachfassen erinnern automatisch workflows',
    },
    mails: { label: 'E-Mails', keywords: 'mails vorlagen erinnerungen nachfassen abfolge absender' },
    team: { label: 'Team', keywords: 'mitglieder vertrieb gastgeber' },
    site: {
      label: 'Ihre Seite',
      shortLabel: 'Seite',
      keywords: 'marke farben logo texte einstellungen gestalten website',
    },
    billing: {
      label: 'Tarif und Abrechnung',
      shortLabel: 'Tarif',
      keywords: 'abo upgrade guthaben verbrauch rechnungen karte testen kündigen',
    },
    domains: { label: 'Domains', keywords: 'domain dns zertifikat tls https adresse host cname' },
    template: { label: 'Vorlage', keywords: 'vorlage neuerung version update zusammenführen' },
    templates: { label: 'Vorlagen', keywords: 'versionen veröffentlichen beginn' },
    isolation: { label: 'Trennung', keywords: 'prüfung leck mandanten sicherheit status' },
    tenants: { label: 'Seiten', keywords: 'mandanten promoter sperren' },
    audit: { label: 'Protokoll', keywords: 'verlauf änderungen wer was sicherheit' },
    brandPolicy: { label: 'Markenrichtlinie', shortLabel: 'Marke', keywords: 'festlegen marke hinweis farben' },
    salesTax: { label: 'Umsatzsteuer', shortLabel: 'Steuer', keywords: 'ust mwst rechnungen tarife verkäufer sätze' },
    broadcasts: { label: 'Mitteilungen', keywords: 'rundschreiben hinweise inhaber' },
    pausedMail: { label: 'Angehaltene E-Mails', keywords: 'rückläufer beschwerden ruf versand' },
    abuse: { label: 'Meldungen', keywords: 'missbrauch beschwerden' },
    platformAudit: { label: 'Protokoll', keywords: 'verlauf änderungen wer was sicherheit' },
    mail: { label: 'E-Mails', keywords: 'postfach nachrichten briefe' },
    admins: {
      label: 'Verwaltung',
      keywords: 'rollen berechtigungen support inhaber einladen administratoren',
    },
  },
  goToKeywords: 'gehe zu öffnen',
  commands: {
    light: { label: 'Helle Darstellung', keywords: 'design modus' },
    dark: { label: 'Dunkle Darstellung', keywords: 'design modus nacht' },
    system: { label: 'Darstellung wie dieses Gerät', keywords: 'design modus system' },
    logOut: { label: 'Abmelden', keywords: 'ausloggen beenden verlassen' },
    plan: { label: 'Masterclass planen', keywords: 'neu anlegen hinzufügen termin veranstaltung datum' },
    security: { label: 'Sicherheit', keywords: 'passwort zweiter faktor passkey konto anmeldung' },
    view: { label: 'Ihre Seite ansehen', keywords: 'öffnen website öffentlich' },
  },
};
export default de;
