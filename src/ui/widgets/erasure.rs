use ratatui::text::Line;

use super::{fit, span, wrap};
use crate::contract::ErasurePreview;
use crate::ui::look::Look;

const LABEL: u16 = 9;

/// Says what goes with an erasure, what stays and why, and which files hold the person.
pub(in crate::ui) fn erasure_lines(
    preview: &ErasurePreview,
    look: &Look,
    cells: u16,
) -> Vec<Line<'static>> {
    let goes = counted(&preview.goes, look).join(", ");
    let mut lines = labelled(&look.say("erase-goes", &[]), &goes, look, cells);
    let stays = preview.stays.iter().filter(|(_, count)| *count > 0);
    let stays = stays.map(|(code, count)| staying(code, *count, look));
    lines.extend(listed("erase-stays", stays, look, cells));
    let files = preview.files.iter().cloned();
    lines.extend(listed("erase-files", files, look, cells));
    lines
}

fn counted(things: &[(String, usize)], look: &Look) -> Vec<String> {
    let some = things.iter().filter(|(_, count)| *count > 0);
    some.map(|(code, count)| thing(code, *count, look))
        .collect()
}

/// Says how many of a thing there are; a thing without a word keeps its code.
fn thing(code: &str, count: usize, look: &Look) -> String {
    let count = count.to_string();
    look.catalogue
        .find(&format!("counted-{code}"), &[("count", &count)])
        .unwrap_or_else(|| format!("{count} {code}"))
}

/// Says what stays, and why.
fn staying(code: &str, count: usize, look: &Look) -> String {
    let stays = thing(code, count, look);
    match look.catalogue.find(&format!("why-{code}"), &[]) {
        Some(why) => format!("{stays}: {why}"),
        None => stays,
    }
}

/// Lists things below each other, the label before the first.
fn listed(
    id: &str,
    things: impl Iterator<Item = String>,
    look: &Look,
    cells: u16,
) -> Vec<Line<'static>> {
    let label = look.say(id, &[]);
    things
        .enumerate()
        .flat_map(|(index, thing)| {
            labelled(if index == 0 { &label } else { "" }, &thing, look, cells)
        })
        .collect()
}

/// Puts a label before a text, whose further lines stand below its first.
pub(in crate::ui) fn labelled(
    label: &str,
    text: &str,
    look: &Look,
    cells: u16,
) -> Vec<Line<'static>> {
    let mut label = label;
    wrap(text, usize::from(cells.saturating_sub(LABEL)))
        .into_iter()
        .map(|part| {
            let label = fit(
                std::mem::take(&mut label),
                usize::from(LABEL),
                look.theme.label,
            );
            Line::from(vec![label, span(part, look.theme.text)])
        })
        .collect()
}
