"""What the demo's office works on: words for its registers, cases, sales opportunities and hours."""

from __future__ import annotations

POSTCODES = {
    "Alta": "9510", "Arendal": "4836", "Bergen": "5003", "Bodø": "8006", "Bærum": "1337", "Drammen": "3015",
    "Elverum": "2406", "Fauske": "8200", "Florø": "6900", "Førde": "6800", "Gjøvik": "2815",
    "Halden": "1767", "Hamar": "2317", "Harstad": "9405", "Hønefoss": "3510", "Kongsberg": "3611",
    "Levanger": "7600", "Lillehammer": "2609", "Lærdal": "6887", "Mo i Rana": "8622", "Moss": "1530",
    "Mysen": "1850", "Narvik": "8514", "Notodden": "3674", "Oslo": "0155", "Røros": "7374",
    "Sandnes": "4306", "Skien": "3724", "Stavanger": "4006", "Steinkjer": "7713", "Stjørdal": "7500",
    "Tromsø": "9008", "Trondheim": "7011", "Tønsberg": "3111", "Vadsø": "9800", "Voss": "5700",
    "Ålesund": "6002", "Åndalsnes": "6300", "Årdal": "6885", "Ås": "1430",
}  # fmt: skip
STREETS = (
    "Storgata", "Kirkegata", "Havnegata", "Industriveien", "Sjøgata", "Torggata", "Jernbanegata",
    "Skolegata", "Fabrikkveien", "Bryggen", "Møllergata", "Øvre Langgate", "Åsveien",
)  # fmt: skip
INDUSTRIES = {
    "Bakeri": "Mat og drikke", "Kjøtt": "Mat og drikke", "Fisk": "Fiske og havbruk",
    "Havbruk": "Fiske og havbruk", "Bygg": "Bygg og anlegg", "Maling": "Bygg og anlegg",
    "Glass": "Bygg og anlegg", "Rør": "Bygg og anlegg", "Snekker": "Bygg og anlegg",
    "Elektro": "Bygg og anlegg", "Ventilasjon": "Bygg og anlegg", "Bil": "Bil og maskin",
    "Dekk": "Bil og maskin", "Mek.": "Bil og maskin", "Maskin": "Bil og maskin", "Båt": "Bil og maskin",
    "Frakt": "Transport", "Taxi": "Transport", "Lager": "Transport", "Hotell": "Reiseliv",
    "Regnskap": "Tjenester", "Renhold": "Tjenester", "Vakt": "Tjenester", "Trykk": "Tjenester",
    "Begravelsesbyrå": "Tjenester", "Energi": "Energi", "Eiendom": "Eiendom", "Gård": "Landbruk",
    "Tannklinikk": "Helse",
}  # fmt: skip
COMPANY_NOTES = (
    "Vil helst ha faktura på e-post.",
    "Varemottaket stenger klokken 14.",
    "Avtale om fast pris ut året.",
    "Spør etter driftslederen; sentralbordet er ofte opptatt.",
)
TITLES = (
    "Daglig leder", "Økonomisjef", "Innkjøper", "IT-ansvarlig", "Kontorleder", "Driftsleder", "Regnskap",
    "Resepsjon", "Prosjektleder", "Styreleder",
)  # fmt: skip

TROUBLE = ("Feil på", "Reklamasjon", "Klage på", "Faktura for", "Spørsmål om", "Når kommer", "Er de fornøyd?")
"""How the subjects of calls begin that a case comes of."""
INTEREST = ("Tilbud på", "Oppfølging av tilbud", "Ønsker pris på", "Fornye", "Avtale befaring")
"""And of those that a sale may come of."""
CASE_SUBJECTS = (
    "Feil på {thing}", "Reklamasjon: {thing}", "Ønsker endring av {thing}", "Mangler del til {thing}",
    "Opplæring i {thing}", "Faktura for {thing} stemmer ikke", "Flytting av {thing}",
)  # fmt: skip
DESCRIPTIONS = (
    "Kunden meldte fra på e-post. Det haster ikke, men de vil ha et svar denne uka.",
    "Oppsto etter siste levering.\n- sjekk serienummer\n- ta bilder\n- avtal tid for befaring",
    "Har vært tatt opp to ganger før. Denne gangen må det ordnes for godt.",
    "",
)
FOLLOWUPS = (
    "Snakket med kunden. De sender bilder.",
    "Delen er bestilt, ventes inn fredag.",
    "Tekniker var der i dag. Feilen lar seg ikke gjenskape.",
    "Har purret leverandøren.",
    "Kunden er fornøyd med løsningen.",
    "Tilbud på utskifting er sendt.",
    "Avtalt nytt besøk neste uke.",
)
REPLIES = (
    "Bra, da venter vi på dem.",
    "Kan du ta den videre? Jeg er borte til mandag.",
    "Enig. Skriv det i ordren også.",
    "Gjort.",
    "Hva koster det oss?",
)
SALES = (
    "Salg av {thing}", "Rammeavtale om {thing}", "Utskifting av {thing}", "Nytt anlegg: {thing}",
    "Utvidelse av {thing}",
)  # fmt: skip
COMPETITORS = (
    "Kontorsenteret Nord", "Datahuset AS", "Fjordens Kontorservice", "Billig & Bra AS", "Østlandet IT",
    "Møbelringen Proff",
)  # fmt: skip
COMPETITOR_NOTES = ("Lavere pris, lengre leveringstid.", "Har levert til dem før.", "")
WORK = (
    ("Montering", "Montert {thing}", True),
    ("Support", "Feilsøking, {thing}", True),
    ("Opplæring", "Kurs i {thing}", True),
    ("Salg", "Forberedte tilbud på {thing}", False),
    ("Internt", "Møte og planlegging", False),
    ("Reise", "Kjørte til kunde", True),
)
"""Activity, note, and whether the customer pays."""
ORDER_TEXTS = ("Arbeid etter avtale", "Timer hos kunde", "")
