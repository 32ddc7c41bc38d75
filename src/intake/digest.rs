use sha2::Digest as _;
use sha2::Sha256;

use crate::domain::candidate::Candidate;
use crate::domain::person::Digest;

/// Returns what is equal for rows that say the same of somebody, however their file is written:
/// the order of its columns, its delimiter, encoding and language of headings play no part, nor do
/// the row's place and the title of the file.
pub(super) fn of(candidate: &Candidate) -> Digest {
    let mut parts: Vec<String> = Vec::new();
    parts.push(format!("kind {}", candidate.kind));
    parts.extend(candidate.number.iter().map(|it| format!("number {it}")));
    if let Some(record) = &candidate.record {
        parts.push(format!("record {} {}", record.profile, record.record));
    }
    parts.extend(
        candidate
            .values
            .iter()
            .map(|(field, value)| format!("value {field} {value}")),
    );
    for ban in &candidate.bans {
        let channel = ban.channel.map_or("all", |it| it.code());
        let since = ban.since.map(|it| it.to_string()).unwrap_or_default();
        parts.push(format!("ban {channel} {since}"));
    }
    for it in &candidate.consents {
        parts.push(format!(
            "consent {} {} {} {}",
            it.purpose, it.channel, it.state, it.at
        ));
    }
    parts.sort_unstable();
    let mut hash = Sha256::new();
    for part in parts {
        // The length keeps one part from passing for two.
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    let mut digest = Digest::default();
    digest.copy_from_slice(&hash.finalize()[..16]);
    digest
}
