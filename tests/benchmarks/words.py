"""The words that generated data is made of: names, places, trades and phrases as Norwegian offices have them.

In PHRASES, ``{thing}``, ``{person}``, ``{place}``, ``{day}`` and ``{number}`` are filled in.
"""

from __future__ import annotations

FIRST_NAMES = (
    "Anne", "Arne", "Bente", "Berit", "Bjørg", "Bjørn", "Elisabeth", "Emil", "Espen", "Eva", "Frode",
    "Gunn", "Gunnar", "Hanne", "Harald", "Henrik", "Ingrid", "Jan", "Kari", "Knut", "Lars", "Lise", "Liv",
    "Mona", "Nina", "Oddny", "Ola", "Oskar", "Per", "Roar", "Sofie", "Solveig", "Ståle", "Sverre", "Thea",
    "Tor", "Tove", "Unni", "Øystein", "Ørjan", "Åse", "Ådne",
)  # fmt: skip
LAST_NAMES = (
    "Aas", "Andersen", "Arnesen", "Berg", "Bøe", "Dahl", "Edvardsen", "Eriksen", "Espeland", "Grønli",
    "Gundersen", "Hagen", "Hansen", "Hermansen", "Hovland", "Håland", "Iversen", "Jensen", "Johannessen",
    "Karlsen", "Larsen", "Lie", "Moen", "Nilsen", "Ødegård", "Olsen", "Ørstavik", "Østby", "Pedersen",
    "Rød", "Sand", "Solberg", "Strand", "Tangen", "Thorsen", "Ulriksen", "Vik", "Åsen", "Aamodt",
)  # fmt: skip
PLACES = (
    "Alta", "Arendal", "Åndalsnes", "Bergen", "Bodø", "Drammen", "Førde", "Gjøvik", "Halden", "Hamar",
    "Haugesund", "Hønefoss", "Kristiansand", "Levanger", "Lillehammer", "Mo i Rana", "Molde", "Moss",
    "Narvik", "Oslo", "Sandefjord", "Sandnes", "Sarpsborg", "Skien", "Stavanger", "Steinkjer", "Tromsø",
    "Trondheim", "Tønsberg", "Vadsø", "Ålesund", "Ås",
)  # fmt: skip
TRADES = (
    "Bakeri", "Bil", "Bygg", "Båt", "Consult", "Data", "Eiendom", "Elektro", "Fisk", "Frisør", "Hotell",
    "Kjøl", "Kontor", "Maling", "Mur", "Møbler", "Regnskap", "Renhold", "Rør", "Skog", "Snekker", "Transport",
    "Trykk", "Tømrer", "Vakt", "Varme", "Verksted", "Økonomi",
)  # fmt: skip
FORMS = ("AS", "AS", "AS", "A/S", "ANS", "DA", "SA")

INTENTS = (
    "Avklaring rundt", "Avtale om", "Demo av", "Faktura for", "Feil på", "Forlenge", "Klage på",
    "Levering av", "Møte om", "Oppfølging av", "Opplæring i", "Pris på", "Purring på", "Reklamasjon:",
    "Service på", "Si opp", "Spørsmål om", "Status for", "Tilbud på",
)  # fmt: skip
THINGS = (
    "alarmanlegg", "backup", "befaring", "brukertilganger", "budsjett 2. halvår", "byggesøknad",
    "CRM-løsning", "e-postoppsett", "gulvbelegg", "kontrakt", "kurs", "ladeboks", "leveranse", "lisens",
    "lærlingplass", "messestand", "mobilabonnement", "nettbutikk", "nytt anlegg", "nøkkelkort",
    "prøveperiode", "rammeavtale", "reiseregning", "reservedeler", "serverflytting", "serviceavtale",
    "skjermvegg", "support", "timeregistrering", "varmepumpe", "ventilasjon", "årsmøte",
)  # fmt: skip
DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag")
PHRASES = (
    "Avklarte spørsmål om garanti og reklamasjon.",
    "Avtalt møte {day} kl. 08:45.",
    "Ba oss ringe {person} på mobilen.",
    'Bekreftet mottak av "{thing}".',
    "Bestilte {number} stk, leveres til {place}.",
    "Fakturaen var feil, kreditnota sendes.",
    "Feilen oppstår når de åpner {thing}.",
    "Fikk muntlig aksept, venter på signatur.",
    "Førstelinje har allerede svart på dette.",
    "Gikk gjennom kontrakten punkt for punkt.",
    "Gjelder {thing}, haster ikke.",
    "Godkjent av styret {day}.",
    "Har byttet leverandør, men er åpen for ny runde til høsten.",
    "Haster! Må løses i dag.",
    "Husk å oppdatere adressen deres.",
    "Ikke svar, la igjen beskjed på svarer.",
    "Interessert, men budsjettet er brukt opp i år.",
    "Kunden purret på {thing}; vi følger opp.",
    "Må avklares med {person} før vi går videre.",
    "Måtte legge på, dårlig dekning ved {place}.",
    "Ny kontaktperson: {person}.",
    "Pris ca. {number}500 kr eks. mva.",
    "Ringer tilbake etter lunsj.",
    "Skal på ferie, tilbake {day}.",
    "Snø og føreforhold forsinker leveransen fra {place}.",
    "Spurte om rabatt ved årsavtale, sa jeg skulle undersøke.",
    "Takket nei denne gangen.",
    "Vil ha besøk i {place} neste uke.",
    "{person} er i møte, prøver igjen {day}.",
    "Øker prisen med {number} % fra nyttår.",
)
