use std::ffi::OsStr;
use std::iter;

use clap::Parser as _;

use super::arguments::{Arguments, Command};

/// The longest command that is read, in bytes.
const LONGEST: usize = 4_096;

/// The letters of a word without quotes, beyond letters and digits; no shell gives them a meaning.
const PLAIN: &str = "-_./:,+=@%";

/// Reads the command that somebody asked sshd for instead of the program.
///
/// Three commands are allowed and all else is `None`: options that say who logs in, or where the
/// register lies, are for the forced command itself.
pub(super) fn command(line: &OsStr) -> Option<Command> {
    let words = iter::once("rainmaker".to_owned()).chain(allowed(line)?);
    Arguments::try_parse_from(words).ok()?.command
}

/// Returns the words of a command that is allowed, as typed after the name of the program.
fn allowed(line: &OsStr) -> Option<Vec<String>> {
    let words = words(line.to_str()?)?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.strip_prefix(&["rainmaker"]).unwrap_or(&words) {
        ["lookup", "--stdin", "--json"] | ["lookup", "--json", "--stdin"] => {
            Some(owned(&["lookup", "--stdin", "--json"]))
        }
        ["export", "fetch", id] if is_id(id) => Some(owned(&["export", "fetch", id])),
        ["import", "-", options @ ..] => import(options),
        _ => None,
    }
}

/// Reads the options of an import: one of two, and once where the list comes from.
fn import(options: &[&str]) -> Option<Vec<String>> {
    let (mode, source) = match options {
        [mode] => (mode, None),
        [mode, "--source", text] | ["--source", text, mode] => (mode, Some(text)),
        _ => return None,
    };
    if !["--yes", "--dry-run"].contains(mode) {
        return None;
    }
    // In one word, so that a text that begins like an option is none.
    let source = source.map(|it| format!("--source={it}"));
    let mut words = owned(&["import", "-", mode]);
    words.extend(source);
    Some(words)
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|it| (*it).to_owned()).collect()
}

fn is_id(word: &str) -> bool {
    (1..=19).contains(&word.len()) && word.bytes().all(|it| it.is_ascii_digit())
}

/// Splits a line into words. Quotes hold a word together; whatever a shell would run, replace or
/// undo is refused instead of read otherwise than it was meant.
fn words(line: &str) -> Option<Vec<String>> {
    if line.len() > LONGEST || line.contains(char::is_control) {
        return None;
    }
    let mut words = Vec::new();
    let mut rest = line.trim_start_matches(' ');
    while !rest.is_empty() {
        let (word, after) = word(rest)?;
        words.push(word);
        rest = after.trim_start_matches(' ');
    }
    Some(words)
}

/// Reads one word, whose pieces stand side by side, each with quotes of its own or none.
fn word(line: &str) -> Option<(String, &str)> {
    let mut word = String::new();
    let mut rest = line;
    while let Some(letter) = rest.chars().next().filter(|it| *it != ' ') {
        let after = &rest[letter.len_utf8()..];
        rest = match letter {
            '\'' | '"' => {
                let (quoted, after) = after.split_once(letter)?;
                if letter == '"' && quoted.contains(['$', '`', '\\', '!']) {
                    return None;
                }
                word.push_str(quoted);
                after
            }
            _ if letter.is_alphanumeric() || PLAIN.contains(letter) => {
                word.push(letter);
                after
            }
            _ => return None,
        };
    }
    Some((word, rest))
}

#[cfg(test)]
mod tests;
