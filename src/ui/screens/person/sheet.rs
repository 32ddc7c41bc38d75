use ratatui::text::Line;

use crate::contract::Card;
use crate::domain::ban::Ban;
use crate::domain::consent::ConsentEvent;
use crate::domain::field::Field;
use crate::domain::person::{Attribute, Datum};
use crate::domain::provenance::Provenance;
use crate::text::width;
use crate::ui::look::Look;
use crate::ui::widgets::{fit, line, span, wrap, wrapped};

const LABEL: usize = 16;
/// Beside values longer than this nothing else is said; it stands on the line below.
const VALUE: usize = 26;

/// Makes the lines of everything held on a person, in sections; an empty section is left out, save
/// bans and consents, where "none" is an answer.
pub(super) fn sheet(card: &Card, look: &Look, cells: u16) -> Vec<Line<'static>> {
    let sheet = Sheet { look, cells };
    let mut lines = sheet.data(card);
    lines.extend(sheet.section("section-bans", sheet.bans(&card.bans)));
    lines.extend(sheet.section("section-consents", sheet.consents(&card.consents)));
    lines.extend(sheet.section("section-attributes", sheet.attributes(&card.attributes)));
    lines.extend(sheet.section("section-addresses", sheet.stopped(card)));
    lines.extend(sheet.section("section-duplicates", sheet.duplicates(card)));
    lines.pop();
    lines
}

struct Sheet<'a> {
    look: &'a Look,
    cells: u16,
}

impl Sheet<'_> {
    fn section(&self, title: &str, body: Vec<Line<'static>>) -> Vec<Line<'static>> {
        if body.is_empty() {
            return body;
        }
        let mut lines = vec![line(self.look.say(title, &[]), self.look.theme.title)];
        lines.extend(body);
        lines.push(Line::default());
        lines
    }

    /// A label, a value, and what is to be known of it: beside it, or below where there is no room.
    fn item(&self, label: &str, value: &str, about: &str) -> Vec<Line<'static>> {
        let theme = &self.look.theme;
        let room = usize::from(self.cells).saturating_sub(LABEL + 2).max(10);
        let label = fit(format!("  {label}"), LABEL + 2, theme.label);
        let indent = " ".repeat(LABEL + 2);
        if width(value) <= VALUE && VALUE + 2 + width(about) <= room {
            let value = fit(value, VALUE + 2, theme.text);
            return vec![Line::from(vec![label, value, span(about, theme.muted)])];
        }
        let mut parts = wrap(value, room).into_iter();
        let first = span(parts.next().unwrap_or_default(), theme.text);
        let mut lines = vec![Line::from(vec![label, first])];
        let below =
            |part: String, style| Line::from(vec![span(indent.clone(), style), span(part, style)]);
        lines.extend(parts.map(|part| below(part, theme.text)));
        if !about.is_empty() {
            lines.extend(
                wrap(about, room)
                    .into_iter()
                    .map(|part| below(part, theme.muted)),
            );
        }
        lines
    }

    /// The values, those of one provenance together below what is to be known of them.
    fn data(&self, card: &Card) -> Vec<Line<'static>> {
        let mut groups: Vec<&Provenance> = Vec::new();
        for datum in &card.data {
            if !groups.contains(&&datum.provenance) {
                groups.push(&datum.provenance);
            }
        }
        let mut lines = Vec::new();
        for group in groups {
            let provenance = self.provenance(group);
            let title = self
                .look
                .say("section-values", &[("provenance", &provenance)]);
            lines.extend(wrapped(&title, self.cells, self.look.theme.title));
            for &field in Field::ALL {
                let of = |it: &&Datum| it.field == field && it.provenance == *group;
                let label = self.look.word("field", field.code());
                let values = card.data.iter().filter(of);
                lines.extend(values.flat_map(|it| self.item(&label, &it.value, "")));
            }
            lines.push(Line::default());
        }
        if !card.merged_numbers.is_empty() {
            let label = self.look.say("merged-numbers", &[]);
            lines.extend(self.item(&label, &card.merged_numbers.join(", "), ""));
            lines.push(Line::default());
        }
        lines
    }

    /// Source, date, purpose and basis (D2, D3, D14).
    fn provenance(&self, provenance: &Provenance) -> String {
        let origin = self.look.word("origin", provenance.source.origin.code());
        let source = match &provenance.source.detail {
            Some(detail) => format!("{origin}: {detail}"),
            None => origin,
        };
        [
            source,
            provenance.date.to_string(),
            self.look.word("purpose", provenance.purpose.code()),
            self.look.word("basis", provenance.basis.code()),
        ]
        .join(" · ")
    }

    fn bans(&self, bans: &[Ban]) -> Vec<Line<'static>> {
        if bans.is_empty() {
            return self.none("bans-none");
        }
        bans.iter().flat_map(|ban| self.ban(ban)).collect()
    }

    fn ban(&self, ban: &Ban) -> Vec<Line<'static>> {
        let look = self.look;
        let channel = look.word("channel", ban.channel.map_or("all", |it| it.code()));
        let since = ban.since.day().to_string();
        let state = match &ban.lifted {
            None => look.say("ban-since", &[("since", &since)]),
            Some(lift) => look.say(
                "ban-lifted",
                &[
                    ("since", &since),
                    ("lifted", &lift.at.local_day().to_string()),
                ],
            ),
        };
        let mut about: Vec<String> = Vec::new();
        about.extend(
            ban.told
                .as_ref()
                .map(|it| look.say("ban-told", &[("told", it)])),
        );
        about.extend(
            ban.reason
                .as_ref()
                .map(|it| look.say("ban-reason", &[("reason", it)])),
        );
        if ban.from_suppression {
            about.push(look.say("ban-from-suppression", &[]));
        }
        about.extend(
            ban.lifted
                .as_ref()
                .map(|it| look.say("ban-lift-reason", &[("reason", &it.reason)])),
        );
        self.item(&channel, &state, &about.join(" · "))
    }

    fn consents(&self, consents: &[ConsentEvent]) -> Vec<Line<'static>> {
        if consents.is_empty() {
            return self.none("consents-none");
        }
        consents
            .iter()
            .rev()
            .flat_map(|event| self.consent(event, consents))
            .collect()
    }

    fn consent(&self, event: &ConsentEvent, all: &[ConsentEvent]) -> Vec<Line<'static>> {
        let look = self.look;
        let state = look.word("consent", event.state.code());
        let value = format!("{state} {}", event.at.day());
        let mut about = vec![
            look.word("purpose", event.purpose.code()),
            look.word("method", event.method.code()),
        ];
        about.extend(event.reference.clone());
        if let Some(evidence) = &event.evidence {
            about.extend(
                evidence
                    .opt_in_at
                    .map(|it| look.say("opt-in-at", &[("at", &it.to_string())])),
            );
            about.extend(evidence.opt_in_ip.clone());
            about.extend(
                evidence
                    .confirmed_at
                    .map(|it| look.say("confirmed-at", &[("at", &it.to_string())])),
            );
            about.extend(evidence.confirmed_ip.clone());
        }
        if let Some(words) = &event.words {
            let shown = words.text.clone().unwrap_or_else(|| words.digest.clone());
            about.push(look.say("consent-words", &[("words", &shown)]));
        }
        about.push(look.say("recorded-by", &[("who", &event.recorded_by)]));
        if event.annuls.is_some_and(|index| index < all.len()) {
            about.push(look.say("consent-annuls", &[]));
        }
        self.item(
            &look.word("channel", event.channel.code()),
            &value,
            &about.join(" · "),
        )
    }

    fn attributes(&self, attributes: &[Attribute]) -> Vec<Line<'static>> {
        let about = |it: &Attribute| {
            let channel = self.look.word("channel", it.channel.code());
            let purpose = self.look.word("purpose", it.purpose.code());
            let values = [("channel", channel.as_str()), ("purpose", purpose.as_str())];
            format!(
                "{} · {}",
                self.look.say("attribute-consent", &values),
                it.date
            )
        };
        attributes
            .iter()
            .flat_map(|it| self.item(&it.name, &it.value, &about(it)))
            .collect()
    }

    fn stopped(&self, card: &Card) -> Vec<Line<'static>> {
        let why = self.look.say("address-stopped", &[]);
        let label = self.look.say("address", &[]);
        card.stopped_addresses
            .iter()
            .flat_map(|it| self.item(&label, it, &why))
            .collect()
    }

    fn duplicates(&self, card: &Card) -> Vec<Line<'static>> {
        card.possible_duplicates
            .iter()
            .flat_map(|pair| {
                let (number, name) = if pair.number == card.number {
                    (&pair.other_number, &pair.other_name)
                } else {
                    (&pair.number, &pair.name)
                };
                self.item(number, name, &self.look.word("duplicate", &pair.why))
            })
            .collect()
    }

    fn none(&self, id: &str) -> Vec<Line<'static>> {
        let words = self.look.say(id, &[]);
        vec![line(format!("  {words}"), self.look.theme.muted)]
    }
}
