use ratatui::style::Style;
use ratatui::text::Line;

use super::{fit, span, wrap};
use crate::contract::Verdicts;
use crate::domain::ban::Ban;
use crate::domain::marketing::Answer;
use crate::text::width;
use crate::ui::look::Look;

const CHANNEL: usize = 16;
const ANSWER: usize = 9;
/// With less room than this beside the answer, the reason goes below it.
const LEAST_ROOM: usize = 30;

/// How much is said of a verdict.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::ui) enum Detail {
    Reasons,
    References,
}

/// Makes one line for each channel, and more where the reason needs them:
///
/// ```text
/// e-mail          MAY NOT  They have forbidden marketing.  GDPR 21(2)-(3)
/// phone           MAY      Allowed until they forbid it.   917/2014 200 § 2
/// ```
pub(in crate::ui) fn verdict_lines(
    verdicts: &Verdicts,
    look: &Look,
    cells: u16,
    detail: Detail,
) -> Vec<Line<'static>> {
    let room = usize::from(cells).saturating_sub(CHANNEL + ANSWER);
    let reasons: Vec<String> = verdicts
        .iter()
        .map(|(_, verdict)| look.word("reason", verdict.reason.code()))
        .collect();
    let longest = reasons.iter().map(|it| width(it)).max().unwrap_or(0);
    let mut lines = Vec::new();
    for ((channel, verdict), reason) in verdicts.iter().zip(&reasons) {
        let (answer, style) = answer(verdict.answer, look);
        let mut spans = vec![
            fit(
                look.word("channel", channel.code()),
                CHANNEL,
                look.theme.text,
            ),
            fit(answer, ANSWER, style),
        ];
        let reference = match detail {
            Detail::Reasons => "",
            Detail::References => verdict.reference.code(),
        };
        if !reference.is_empty() && longest + 2 + width(reference) <= room {
            spans.push(fit(reason, longest + 2, look.theme.text));
            spans.push(span(reference, look.theme.muted));
            lines.push(Line::from(spans));
            continue;
        }
        if room < LEAST_ROOM {
            lines.push(Line::from(spans));
            let below = [
                (reason.as_str(), look.theme.text),
                (reference, look.theme.muted),
            ];
            for (text, style) in below.into_iter().filter(|(text, _)| !text.is_empty()) {
                let parts = wrap(text, usize::from(cells).saturating_sub(2));
                lines.extend(parts.iter().map(|part| indented(2, part, style)));
            }
            continue;
        }
        let mut parts = wrap(reason, room).into_iter();
        spans.push(span(parts.next().unwrap_or_default(), look.theme.text));
        lines.push(Line::from(spans));
        lines.extend(parts.map(|part| indented(CHANNEL + ANSWER, &part, look.theme.text)));
        if !reference.is_empty() {
            let parts = wrap(reference, room);
            lines.extend(
                parts
                    .iter()
                    .map(|part| indented(CHANNEL + ANSWER, part, look.theme.muted)),
            );
        }
    }
    lines
}

fn indented(cells: usize, text: &str, style: Style) -> Line<'static> {
    Line::from(vec![span(" ".repeat(cells), style), span(text, style)])
}

fn answer(answer: Answer, look: &Look) -> (String, Style) {
    let style = match answer {
        Answer::Allow => look.theme.may,
        Answer::Deny => look.theme.may_not,
    };
    (look.word("answer", answer.code()), style)
}

/// Makes the line that says which bans are in force, or none.
pub(in crate::ui) fn ban_line(bans: &[Ban], look: &Look) -> Option<Line<'static>> {
    let mut in_force = bans.iter().filter(|it| it.in_force()).peekable();
    let since = in_force.peek()?.since.day().to_string();
    let channels: Vec<String> = in_force
        .map(|ban| match ban.channel {
            Some(channel) => look.word("channel", channel.code()),
            None => look.word("channel", "all"),
        })
        .collect();
    let values = [("channels", channels.join(", ")), ("since", since)];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    Some(Line::from(vec![
        span(format!(" {} ", look.say("banned", &[])), look.theme.ban),
        span(
            format!("  {}", look.say("banned-what", &values)),
            look.theme.may_not,
        ),
    ]))
}
