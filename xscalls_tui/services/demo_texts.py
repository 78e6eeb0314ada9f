"""What the demo's firms, people and calls are called. All of it is made up."""

from __future__ import annotations

BOSS = ("TL", "Tora Lund")
OPERATOR = ("KN", "Kari Nordmann")
COLLEAGUES = (
    ("OL", "Ola Lie"),
    ("PH", "Per Hansen"),
    ("SB", "Siri Bakke"),
    ("AØ", "Anders Økland"),
    ("MK", "Mette Kvåle"),
    ("LW", "Łukasz Wiśniewski"),
)

PLACES = (
    "Åsen", "Sjøvik", "Nordby", "Lillehammer", "Fjell", "Bølgen", "Ørsta", "Skogly", "Vågen", "Høyden",
    "Elverum", "Sæter", "Tyrihans", "Grønlia", "Bryggen", "Midtbyen", "Solsiden", "Røros", "Nesset", "Ålgård",
)  # fmt: skip
TRADES = ("Bygg", "Rør", "Elektro", "Båt", "Tak", "Bakeri", "Transport", "Hage", "Regnskap", "Møbler")
FORMS = ("AS", "AS", "AS", "ANS", "ENK", "SA")
TOWNS = ("Oslo", "Bergen", "Trondheim", "Stavanger", "Tromsø", "Ålesund", "Hamar", "Moss", "Bodø", "Førde")

FIRST_NAMES = (
    "Ola", "Kari", "Bjørn", "Åse", "Marit", "Sølvi", "Geir", "Ingrid", "Håkon", "Mona", "Øyvind", "Turid",
    "Jan Erik", "Anne", "Nils", "Ragnhild", "Aino", "Piotr", "Nguyễn", "Fatima", "José", "Zoë",
)  # fmt: skip
LAST_NAMES = (
    "Lie", "Hansen", "Ødegård", "Åsheim", "Berg", "Sæther", "Moen", "Haugen", "Dahl", "Strøm", "Bråten",
    "Nygård", "Kråkevik", "Solbakken", "Kowalski", "Virtanen", "Ahmed", "Müller", "Díaz", "Fjørtoft",
)  # fmt: skip

PROJECTS = (
    "Skolen", "Brygga", "Nytt tak", "Vinterlager", "Kantina", "Rehabilitering", "Nettbutikk", "Messe i vår",
    "Serviceavtale", "Uteområdet",
)  # fmt: skip

SUBJECTS = (
    "Tilbud på vinduer", "Reklamasjon, ny befaring", "Spørsmål om faktura", "Bestilling av deler",
    "Avtale møte på byggeplassen", "Levering før påske?", "Purring på svar", "Ønsker ny pris",
    "Oppmåling av kjøkken", "Serviceavtale går ut", "Feil på varmepumpe", "Klage på leveranse",
    "Forslag til rammeavtale", "Bytte av kontaktperson", "Etterlyser tegninger", "Garanti på båtmotor",
    "Befaring av tak", "Rabatt ved større bestilling", "Endring i ordre", "Takk for sist",
)  # fmt: skip
NOTES_DONE = (
    "Pris er ok, vil ha skriftlig tilbud.",
    "Enige om befaring. Husk stige.",
    "Fornøyd med leveransen, ringer igjen ved behov.",
    "Vil tenke på det til neste uke.",
    "Sendte tegningene på e-post mens vi snakket.",
    "Fakturaen er riktig; de hadde lest feil linje.",
    "Ønsker levering på Sjøvik, ikke på lageret.\nNøkkel hentes hos vaktmester.",
    "Spurte om rabatt. Ga 5 % ved bestilling denne måneden.",
)
NOTES_UNANSWERED = (
    "Ikke svar.",
    "La igjen beskjed på svarer.",
    "Opptatt, prøver igjen.",
    "I møte hele dagen.",
    "",
)
NOTES_PLANNED = ("", "", "Avtalt å ringe tilbake.", "Ha tilbudet klart.", "Spør etter leveringsadresse.")
NOTES_CANCELLED = ("Avlyst av kunden.", "Ble tatt på e-post i stedet.", "")
