//! Text that a terminal, or an eye, could be deceived by.

/// Marks that stand beside each payload, so that it can be looked for.
const BEFORE: &str = "aa";
const AFTER: &str = "zz";

/// What follows the introducer of a control sequence.
const CSI: [&str; 40] = [
    "2J", "3J", "K", "31m", "8m", "1;1H", "999B", "6n", "?6n", "5n", "c", ">c", "=c", "0x", "14t",
    "18t", "21t", "3;9;9t", "?1049h", "?1049l", "?1000h", "?1003h", "?1006h", "?2004l", "?25l",
    "?5h", "?7l", "4h", "20h", "12l", "!p", " q", "5 q", "s", "u", "r", ">4;2m", ">1u", "?u",
    "?2026$p",
];

/// Commands of the operating system: title, colours, link, message, clipboard, shell.
const OSC: [&str; 18] = [
    "0;x",
    "1;x",
    "2;x",
    "4;1;?",
    "7;file:///x",
    "8;;http://x.example/",
    "9;x",
    "10;?",
    "11;?",
    "12;?",
    "50;x",
    "52;c;aGk=",
    "52;c;?",
    "104",
    "133;A",
    "633;E;x",
    "777;notify;x;y",
    "1337;File=inline=1:eA==",
];

/// Device control, application, privacy and other strings, each with its introducers of 7 and 8 bits.
const STRINGS: [(&str, char, &str); 8] = [
    ("P", '\u{90}', "+q544e"),
    ("P", '\u{90}', "$qm"),
    ("P", '\u{90}', "1$r0m"),
    ("P", '\u{90}', "q#0;2;0;0;0#0~"),
    ("_", '\u{9f}', "Gi=1;x"),
    ("_", '\u{9f}', "x"),
    ("^", '\u{9e}', "pm"),
    ("X", '\u{98}', "sos"),
];

/// What follows a lone escape.
const ESCAPES: [&str; 21] = [
    "c", "7", "8", "=", ">", "D", "E", "H", "M", "N", "O", "Z", "#8", "%G", "%@", "(0", "(B", " F",
    "n", "o", "~",
];

const LETTERS: [char; 34] = [
    '\u{ad}',
    '\u{34f}',
    '\u{61c}',
    '\u{115f}',
    '\u{1160}',
    '\u{180e}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{200e}',
    '\u{200f}',
    '\u{2028}',
    '\u{2029}',
    '\u{202a}',
    '\u{202b}',
    '\u{202c}',
    '\u{202d}',
    '\u{202e}',
    '\u{2060}',
    '\u{2061}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{206a}',
    '\u{3164}',
    '\u{e000}',
    '\u{feff}',
    '\u{ffa0}',
    '\u{fff9}',
    '\u{fffb}',
    '\u{e0001}',
    '\u{e0041}',
    '\u{f0000}',
];

/// Returns every payload.
pub(crate) fn payloads() -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    all.extend(('\0'..=' ').chain('\u{7f}'..='\u{9f}').map(String::from));
    for end in CSI {
        all.push(format!("\u{1b}[{end}"));
    }
    all.extend(CSI.iter().step_by(4).map(|end| format!("\u{9b}{end}")));
    for command in OSC {
        let ends = ["\u{7}", "\u{1b}\\", ""];
        all.extend(ends.map(|end| format!("\u{1b}]{command}{end}")));
        all.push(format!("\u{9d}{command}\u{9c}"));
    }
    for (short, long, text) in STRINGS {
        all.push(format!("\u{1b}{short}{text}\u{1b}\\"));
        all.push(format!("\u{1b}{short}{text}"));
        all.push(format!("{long}{text}\u{9c}"));
    }
    all.extend(ESCAPES.map(|end| format!("\u{1b}{end}")));
    all.extend(LETTERS.map(String::from));
    all.push("a\u{300}\u{301}\u{302}\u{303}\u{304}".to_owned());
    all.push("e\u{20dd}\u{fe0f}".to_owned());
    all.push("]0;begun in the field before\u{7}".to_owned());
    all.push("ends with half a sequence \u{1b}[".to_owned());
    all.iter()
        .map(|it| format!("{BEFORE}{it}{AFTER}"))
        .collect()
}

/// Returns texts of at most `most` letters that hold every payload between them.
pub(crate) fn packed(most: usize) -> Vec<String> {
    let mut packs = vec![String::new()];
    for payload in payloads() {
        let last = packs.last_mut().unwrap();
        if last.chars().count() + payload.chars().count() > most {
            packs.push(payload);
        } else {
            last.push_str(&payload);
        }
    }
    packs
}

#[test]
fn there_are_enough_payloads_and_none_twice() {
    let mut all = payloads();
    assert!(all.len() >= 200, "{}", all.len());
    all.sort();
    all.dedup();
    assert_eq!(all.len(), payloads().len());
    assert!(packed(300).iter().all(|it| it.chars().count() <= 300));
    assert_eq!(packed(300).concat(), payloads().concat());
}
