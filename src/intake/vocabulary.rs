use super::headings::Target;
use crate::domain::channel::Channel;
use crate::domain::field::Field;

/// Headings as [`super::headings::key`] leaves them, in Finnish, English and Swedish.
pub(super) const HEADINGS: &[(Target, &str)] = &[
    (
        Target::Number,
        "asiakasnumero asiakasnro asiakasno asiakastunnus asiakasid asnro customernumber \
        customerno customernr customerid clientnumber clientid number kundnummer kundnr kundid",
    ),
    (
        Target::FullName,
        "nimi kokonimi asiakas asiakkaannimi asiakasnimi henkilo henkilonnimi yhteyshenkilo \
        yhteyshenkilonnimi sukunimietunimi sukunimijaetunimi etunimisukunimi etunimijasukunimi \
        etujasukunimi sukujaetunimi name fullname displayname contact contactname contactperson \
        customer customername client clientname person lastnamefirstname firstnamelastname namn \
        heltnamn fullstandigtnamn kontaktperson kund kundnamn kundensnamn",
    ),
    (
        Target::Kind,
        "kind tyyppi asiakastyyppi asiakaslaji type customertype contacttype kundtyp typ",
    ),
    (
        Target::Value(Field::Given),
        "etunimi etunimet kutsumanimi first firstname fname forename given givenname givennames \
        fornamn tilltalsnamn",
    ),
    (
        Target::Value(Field::Family),
        "sukunimi last lastname lname surname family familyname efternamn slaktnamn",
    ),
    (
        Target::Value(Field::Email),
        "sahkoposti sahkopostiosoite sahkopostios sposti spostiosoite tyosahkoposti email emails \
        emailaddress emailwork emailhome workemail homeemail primaryemail mail mailaddress meili \
        epost epostadress epostaddress mejl mejladress",
    ),
    (
        Target::Value(Field::Phone),
        "puhelin puhelinnumero puhelinnro puhelinno puh puhnro puhno matkapuhelin \
        matkapuhelinnumero kannykka kannykkanumero gsm gsmnumero lankapuhelin kotipuhelin \
        tyopuhelin phone phones phonenumber phoneno telephone telephonenumber tel telno mobile \
        mobilephone mobilephonenumber mobilenumber mobileno cell cellphone homephone workphone \
        businessphone telefon telefonnummer telefonnr tfn tfnnr mobil mobiltelefon mobilnummer \
        mobiltelefonnummer mobilnr hemtelefon arbetstelefon",
    ),
    (
        Target::Value(Field::Street),
        "osoite katuosoite katu lahiosoite postiosoite kotiosoite jakeluosoite address \
        addressline street streetaddress mailingaddress postaladdress homeaddress adress gata \
        gatuadress hemadress postadress utdelningsadress",
    ),
    (
        Target::Value(Field::Postcode),
        "postinumero postinro postino postcode postalcode zip zipcode zippostalcode postnummer \
        postnr",
    ),
    (
        Target::Value(Field::City),
        "kaupunki kotikaupunki kunta kotikunta paikkakunta kotipaikka asuinpaikka \
        postitoimipaikka city town citytown homecity hometown municipality ort hemort postort \
        stad hemstad kommun hemkommun",
    ),
    (
        Target::Value(Field::Language),
        "kieli aidinkieli asiointikieli language preferredlanguage lang sprak modersmal \
        kontaktsprak",
    ),
    (
        Target::Value(Field::Company),
        "yritys yrityksennimi yritysnimi yhtio toiminimi firma organisaatio tyonantaja company \
        companyname associatedcompany organization organizationname organisation \
        organisationname business businessname employer accountname foretag foretagsnamn \
        foretagetsnamn bolag bolagsnamn arbetsgivare",
    ),
    (
        Target::Value(Field::BusinessId),
        "ytunnus yritystunnus yrityksenytunnus businessid businessidcode businessidentitycode \
        fonummer fonr foretagsnummer organisationsnummer orgnr orgnummer",
    ),
    (
        Target::Value(Field::Duties),
        "tehtava tehtavat tyotehtava tehtavanimike nimike titteli ammatti asema rooli jobtitle \
        position role duty duties occupation befattning uppgifter arbetsuppgifter yrke roll \
        titel",
    ),
    (
        Target::Value(Field::Note),
        "huomautus huomautukset huomio huomiot huom muistiinpano muistiinpanot lisatieto \
        lisatiedot kommentti kommentit muuta memo note notes comment comments remark remarks \
        anmarkning anmarkningar anteckning anteckningar kommentar kommentarer ovrigt",
    ),
    (
        Target::Ban(None),
        "suoramarkkinointikielto markkinointikielto mainoskielto kielto kiellot \
        yhteydenottokielto eisuoramarkkinointia eimarkkinointia eisaamarkkinoida ban banned \
        marketingban directmarketingban donotcontact donotmarket donotmarketto donotsolicit dnc \
        nomarketing optout optedout marketingoptout unsubscribed forbud marknadsforingsforbud \
        direktmarknadsforingsforbud direktreklamforbud reklamforbud kontaktaej kontaktainte \
        ejreklam",
    ),
    (
        Target::Ban(Some(Channel::Email)),
        "unsubscribedfromallemail optedoutofemail hasoptedoutofemail emailoptedout \
        emailunsubscribed",
    ),
    (Target::Ban(Some(Channel::Post)), "donotmail"),
    (
        Target::Source,
        "lahde tietolahde tietojenlahde tiedonlahde alkupera source datasource leadsource origin \
        kalla datakalla uppgiftskalla ursprung",
    ),
];

/// Words that make a ban of the channel beside them.
pub(super) const BAN_WORDS: &[&str] = &[
    "markkinointikielto",
    "kielto",
    "ei",
    "ban",
    "donot",
    "no",
    "optout",
    "unsubscribed",
    "forbud",
    "ejtill",
];

/// Words that make a consent to marketing of the channel beside them.
pub(super) const CONSENT_WORDS: &[&str] = &[
    "markkinointisuostumus",
    "markkinointilupa",
    "suostumus",
    "lupa",
    "marketingconsent",
    "consent",
    "optin",
    "samtycke",
    "samtycketill",
];

/// How headings name the channels.
pub(super) const CHANNELS: &[(Channel, &str)] = &[
    (
        Channel::Email,
        "sahkoposti sahkopostin sahkopostiin sahkopostia email emails epost mejl",
    ),
    (
        Channel::Sms,
        "tekstiviesti tekstiviestit tekstiviestiin sms text textmessage",
    ),
    (
        Channel::Phone,
        "puhelin puhelinmyynti puhelu puhelut soitto phone call calls telefon samtal",
    ),
    (
        Channel::Post,
        "posti postia kirje suoraposti post letter brev",
    ),
    (
        Channel::AutoCall,
        "automaattisoitto automaattipuhelu autocall autocalls automatedcalls automatisktsamtal",
    ),
];
