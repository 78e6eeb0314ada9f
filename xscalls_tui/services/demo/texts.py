"""Who and what the demo is about: a supplier of office equipment and IT, its customers, their talk.

Nobody and nothing here exists. Placeholders stand in braces.
"""

from __future__ import annotations

SUPERUSER = ("KN", "Kari Nordmann")
OPERATOR = "OL"
"""The ordinary employee that the demo opens as."""
EMPLOYEES = (
    SUPERUSER,
    ("OL", "Ola Lie"),
    ("PH", "Per Holm"),
    ("BR", "Berit Røed"),
    ("ÅS", "Åse Skår"),
    ("TØ", "Tor Ødegård"),
    ("LN", "Łukasz Nowak"),
    ("MJ", "Mona Jørgensen"),
)

PLACES = (
    "Alta", "Arendal", "Bergen", "Bodø", "Bærum", "Drammen", "Elverum", "Fauske", "Florø", "Førde",
    "Gjøvik", "Halden", "Hamar", "Harstad", "Hønefoss", "Kongsberg", "Levanger", "Lillehammer", "Lærdal",
    "Mo i Rana", "Moss", "Mysen", "Narvik", "Notodden", "Oslo", "Røros", "Sandnes", "Skien", "Stavanger",
    "Steinkjer", "Stjørdal", "Tromsø", "Trondheim", "Tønsberg", "Vadsø", "Voss", "Ålesund", "Åndalsnes",
    "Årdal", "Ås",
)  # fmt: skip
OWNERS = (
    "Aas", "Amundsen", "Bakke", "Bråten", "Dahl", "Eide", "Fjeld", "Grønli", "Hauge", "Haaland", "Iversen",
    "Kråkenes", "Lunde", "Moen", "Nygård", "Olsen", "Pettersen", "Rød", "Strøm", "Sæther", "Tangen",
    "Ulriksen", "Vik", "Østby", "Øverland", "Åsen",
)  # fmt: skip
TRADES = (
    "Bakeri", "Begravelsesbyrå", "Bil", "Blomster", "Bygg", "Båt", "Dekk", "Elektro", "Energi", "Eiendom",
    "Fisk", "Frakt", "Glass", "Gård", "Havbruk", "Hotell", "Kjøtt", "Lager", "Maling", "Maskin", "Mek.",
    "Møbler", "Regnskap", "Renhold", "Rør", "Snekker", "Tannklinikk", "Taxi", "Trykk", "Vakt", "Ventilasjon",
)  # fmt: skip
FORMS = ("AS", "AS", "AS", "AS", "ANS", "DA", "ENK", "SA")
ABROAD = (
    ("Müller Büromöbel GmbH", "Hamburg", "DE", "+49 40 {n6}"),
    ("Nordström & Söner AB", "Göteborg", "SE", "+46 31 {n6}"),
    ("Ærøskøbing Skibsværft ApS", "Ærøskøbing", "DK", "+45 62 {n6}"),
    ("Łódź Logistyka sp. z o.o.", "Łódź", "PL", "+48 42 {n6}0"),
    ("Sigurðsson & Þórsdóttir ehf.", "Reykjavík", "IS", "+354 5{n6}"),
    ("Mäkinen Toimisto Oy", "Tampere", "FI", "+358 3 {n6}"),
    ("O’Brien Freight Ltd", "Cork", "IE", "+353 21 {n6}0"),
    ("Société Générale de Papier", "Lyon", "FR", "+33 4 72 {n6}"),
)
"""Company, city, country, and the form of its number."""

FIRST_NAMES = (
    "Anne", "Anders", "Astrid", "Bjørg", "Bjørn", "Camilla", "Dag", "Eirik", "Else", "Espen", "Frode", "Gerd",
    "Geir", "Guro", "Hanne", "Håkon", "Håvard", "Ida", "Ingrid", "Jørn", "Kjersti", "Kåre", "Lars", "Liv",
    "Mads", "Marit", "Nils", "Oddny", "Ragnhild", "Rune", "Silje", "Sissel", "Solveig", "Ståle", "Svein",
    "Terje", "Tone", "Torbjørn", "Trygve", "Unni", "Vidar", "Øyvind", "Åge", "Åshild",
)  # fmt: skip
LAST_NAMES = (
    "Aasen", "Andersen", "Berg", "Bjørnstad", "Bøe", "Christensen", "Dahl", "Edvardsen", "Fossum",
    "Gulbrandsen", "Hagen", "Hansen", "Hovland", "Jensen", "Johannessen", "Karlsen", "Knutsen", "Lervåg",
    "Lund", "Myhre", "Næss", "Paulsen", "Rasmussen", "Sandvik", "Solberg", "Sørli", "Thorsen", "Vågen",
    "Ødegård", "Ørstavik",
)  # fmt: skip
NAMES_ABROAD = (
    "Jürgen Groß", "Åsa Lindström", "Søren Kjærgaard", "Małgorzata Wójcik", "Guðrún Helgadóttir",
    "Päivi Hämäläinen", "Siobhán Ní Bhriain", "Zoë Lefèvre", "Nguyễn Thị Hoa", "Fatima al-Sayed",
    "Đorđe Petrović", "Ivana Novák", "Mehmet Öztürk", "Priya Chandrasekaran",
)  # fmt: skip

THINGS = (
    "avtale om backup", "bordtelefoner", "brannmur", "datamaskiner til resepsjonen", "e-postoppsett",
    "fibertilknytning", "garderobeskap", "hev- og senkbord", "kabling på lageret", "kaffemaskin",
    "kontorstoler", "lisenser", "mobilabonnement", "møteromsskjerm", "nettbrett til sjåførene",
    "nytt sentralbord", "nøkkelkort", "overvåkingskamera", "printere", "serverflytting", "serviceavtale",
    "skillevegger", "skjermarmer", "toner og papir", "trådløst nett på brygga", "whiteboard",
)  # fmt: skip
SUBJECTS_OUT = (
    "Tilbud på {thing}", "Oppfølging av tilbud: {thing}", "Avklaring om {thing}", "Fornye {thing}",
    "Leveringstid, {thing}", "Avtale befaring: {thing}", "Er de fornøyd? {thing}", "Opplæring: {thing}",
    "Purring på svar om {thing}", "Årsgjennomgang, {thing}",
)  # fmt: skip
SUBJECTS_IN = (
    "Spørsmål om {thing}", "Reklamasjon, {thing}", "Feil på {thing}", "Ønsker pris på {thing}",
    "Vil si opp {thing}", "Bestilling av {thing}", "Faktura for {thing}", "Når kommer {thing}?",
    "Klage på {thing}",
)  # fmt: skip
NOTES_DONE = (
    "Fikk muntlig aksept, venter på signatur.",
    "Ba om å få tilbudet på e-post. Sendt samme dag.",
    "Avtalt befaring {day} kl. {hour}.00.",
    "{name} må avklare med styret før de bestemmer seg.",
    "Fornøyd med leveransen så langt, ingenting å klage på.",
    "Bestilte {number} stk. Leveres til døra, ikke til lageret.",
    "Synes prisen er for høy. Foreslo avbetaling over {number} måneder.",
    "Budsjettet er brukt opp i år, ring igjen på nyåret.",
    "Har hatt nedetid to ganger denne uka. Meldt videre til drift, svar innen {day}.",
    "Ny kontaktperson: {name}. Oppdatert i registeret.",
    "Gikk gjennom kontrakten punkt for punkt.\n- oppsigelse: tre måneder\n- responstid: fire timer\n"
    "- rabatt: {number} %",
    "Fakturaen var riktig, men gikk til feil avdeling. Sender ny.",
    "Vil ha med hele avdelingen på opplæring, {number} personer.",
    "Konkurrenten ligger {number} % lavere. Vi må se på prisen.",
    "Hyggelig prat. Hilser fra {name}!",
    "Reklamasjonen er godkjent, ny vare sendes {day}.",
)
NOTES_UNANSWERED = (
    "Ikke svar, la igjen beskjed på svarer.",
    "Opptatt. Prøver igjen {day}.",
    "{name} er i møte, sentralbordet noterte at vi ringte.",
    "Nummeret var ikke i bruk. Må finne et annet.",
    "På ferie til {day}.",
    "",
)
NOTES_CANCELLED = (
    "Løste seg på e-post.",
    "{name} ba om å få vente til høsten.",
    "Avlyst av kunden, de har valgt en annen leverandør.",
    "Sykdom. Tar det opp igjen senere.",
)
NOTES_PLANNED = (
    "Husk å spørre om antall brukere.",
    "Ha prislisten klar.",
    "{name} vil snakke med den som har ansvar for faktura.",
    "Ring helst før lunsj.",
    "",
    "",
    "",
)
DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag")

PROJECTS = (
    "Nytt kontor i {place}", "Flytting til {place}", "Rammeavtale {place}", "Utskifting av sentralbord",
    "Serverrom {place}", "Møterom {place}", "Fiber til {place}", "Resepsjon {place}", "Årsavtale drift",
)  # fmt: skip

MOBILES = ("{a3} {b2} {c3}", "{a3}{b2}{c3}", "+47 {a3} {b2} {c3}", "0047 {a3}{b2}{c3}", "+47{a3}{b2}{c3}")
"""How people write a mobile number: three, two and three digits."""
LANDLINES = ("{a2} {b2} {c2} {d2}", "{a2}{b2}{c2}{d2}", "+47 {a2} {b2} {c2} {d2}", "tlf. {a2} {b2} {c2} {d2}")
"""And any other: four pairs, of which the first is one of AREAS."""
AREAS = ("22", "23", "32", "33", "35", "37", "38", "51", "55", "57", "61", "62", "64", "69", "72", "75", "77")
HOLIDAYS = ((1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26), (12, 31))
"""Month and day of those that stand still."""
