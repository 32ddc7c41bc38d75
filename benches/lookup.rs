//! Times look-ups among seeded people beside a scan of everybody with `fuzzy-matcher`.
//!
//! `cargo bench --bench lookup -- --people 10000`

#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

mod people;

use std::time::Duration;
use std::time::Instant;

use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;
use people::Dice;
use people::Person;
use rainmaker::domain::id::SubjectId;
use rainmaker::search::Index;
use rainmaker::text;

/// Queries of each kind; the scan, being slow, takes the first few.
const QUERIES: usize = 300;
const SCANNED: usize = 20;
const SHOWN: usize = 10;

fn main() {
    let crowd = crowd_size();
    let mut dice = Dice(20_260_000);
    let people: Vec<Person> = (0..crowd).map(|at| Person::random(&mut dice, at)).collect();

    let before = resident();
    let started = Instant::now();
    let mut index = Index::default();
    for (subject, person) in (1..).zip(&people) {
        index.insert(SubjectId(subject), &person.document());
    }
    let built = started.elapsed();
    println!(
        "{crowd} people, built in {built:.2?}, {}",
        memory(before, crowd)
    );
    println!(
        "one edit (remove and insert): {}",
        edits(&mut index, &people)
    );

    let lines: Vec<String> = people.iter().map(line).collect();
    println!(
        "\n{:24} {:>9} {:>9} {:>9} {:>7} | {:>9} {:>9} {:>7}",
        "query", "p50", "p99", "max", "found", "scan p50", "scan max", "found"
    );
    for (kind, ask) in KINDS {
        let asked: Vec<Asked> = (0..QUERIES)
            .map(|_| {
                let at = dice.below(people.len());
                Asked {
                    at,
                    text: ask(&people[at], &mut dice),
                }
            })
            .collect();
        let ours = run(&asked, &people, |text| {
            let hits = index.query(text, SHOWN);
            hits.iter()
                .filter_map(|hit| usize::try_from(hit.subject.0 - 1).ok())
                .collect()
        });
        let theirs = run(&asked[..SCANNED], &people, |text| scan(&lines, text));
        println!(
            "{kind:24} {:>9} {:>9} {:>9} {:>6.1}% | {:>9} {:>9} {:>6.1}%",
            ours.at(50),
            ours.at(99),
            ours.at(100),
            ours.found,
            theirs.at(50),
            theirs.at(100),
            theirs.found
        );
    }
}

type Ask = fn(&Person, &mut Dice) -> String;

const KINDS: [(&str, Ask); 19] = [
    ("1 letter", |person, _| first(&person.family, 1)),
    ("2 letters", |person, _| first(&person.family, 2)),
    ("3 letters", |person, _| first(&person.family, 3)),
    ("full name", |person, _| {
        format!("{} {}", person.given, person.family)
    }),
    ("swapped words", |person, _| {
        format!("{} {}", person.family, person.given)
    }),
    ("initial and family", |person, _| {
        format!("{} {}", first(&person.given, 1), person.family)
    }),
    ("one typo", |person, dice| {
        format!("{} {}", person.given, mistyped(&person.family, 1, dice))
    }),
    ("two typos", |person, dice| {
        format!("{} {}", person.given, mistyped(&person.family, 2, dice))
    }),
    ("misheard", |person, _| {
        misheard(&format!("{} {}", person.given, person.family))
    }),
    ("phone tail", |person, _| person.phone[3..].to_owned()),
    ("phone, grouped", |person, _| {
        format!(
            "({}) {}-{}",
            &person.phone[..3],
            &person.phone[3..6],
            &person.phone[6..]
        )
    }),
    ("two digits", |person, _| person.phone[..2].to_owned()),
    ("name and digits", |person, _| {
        format!("{} {}", person.family, &person.phone[..6])
    }),
    ("name and town", |person, _| {
        format!("{} {} {}", person.given, person.family, person.city)
    }),
    ("e-mail", |person, _| person.email.clone()),
    ("e-mail, domain", |person, _| {
        person.email.rsplit('@').next().unwrap_or("").to_owned()
    }),
    ("customer number", |person, _| person.number.clone()),
    ("8 single letters", |_, dice| {
        (0..8).flat_map(|_| [dice.letter(), ' ']).collect()
    }),
    ("8 words of nonsense", |_, dice| {
        (0..8).map(|_| nonsense(dice)).collect()
    }),
];

struct Asked {
    at: usize,
    text: String,
}

struct Figures {
    times: Vec<Duration>,
    found: f64,
}

impl Figures {
    fn at(&self, percent: usize) -> String {
        let at = (self.times.len() * percent / 100).min(self.times.len() - 1);
        format!("{:.3} ms", self.times[at].as_secs_f64() * 1e3)
    }
}

/// A query succeeds when the person, or a namesake, is among those shown.
fn run(asked: &[Asked], people: &[Person], find: impl Fn(&str) -> Vec<usize>) -> Figures {
    let (mut times, mut found) = (Vec::new(), 0_u32);
    for Asked { at, text } in asked {
        let started = Instant::now();
        let shown = find(text);
        times.push(started.elapsed());
        let meant = &people[*at];
        let is_meant = |shown: &usize| {
            let shown = &people[*shown];
            shown.given == meant.given && shown.family == meant.family
        };
        found += u32::from(shown.iter().any(is_meant));
    }
    times.sort_unstable();
    let asked = u32::try_from(asked.len()).unwrap_or(u32::MAX);
    Figures {
        times,
        found: 100.0 * f64::from(found) / f64::from(asked),
    }
}

fn line(person: &Person) -> String {
    let fields = person.document().fields;
    let values: Vec<&str> = fields.iter().map(|(_, value)| value.as_str()).collect();
    text::fold(&values.join(" "))
}

fn scan(lines: &[String], text: &str) -> Vec<usize> {
    let (matcher, text) = (SkimMatcherV2::default(), text::fold(text));
    let scores = lines.iter().enumerate();
    let scores = scores.filter_map(|(at, line)| Some((matcher.fuzzy_match(line, &text)?, at)));
    let mut best: Vec<(i64, usize)> = scores.collect();
    best.sort_unstable_by_key(|(score, at)| (-score, *at));
    best.into_iter().take(SHOWN).map(|(_, at)| at).collect()
}

fn first(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

fn nonsense(dice: &mut Dice) -> String {
    let word: String = (0..12).map(|_| dice.letter()).collect();
    format!("{word} ")
}

fn mistyped(name: &str, slips: usize, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text::fold(name).chars().collect();
    for _ in 0..slips {
        let at = dice.below(letters.len());
        match dice.below(4) {
            0 => letters.insert(at, dice.letter()),
            1 => letters[at] = dice.letter(),
            2 if letters.len() > 3 => drop(letters.remove(at)),
            _ => letters.swap(at, at.saturating_sub(1)),
        }
    }
    letters.into_iter().collect()
}

/// Writes a name as somebody might who only heard it: one sound in another spelling.
fn misheard(name: &str) -> String {
    let folded = text::fold(name);
    for (said, written) in [
        ("v", "w"),
        ("qv", "kv"),
        ("tt", "t"),
        ("kk", "k"),
        ("nn", "n"),
        ("k", "c"),
        ("s", "ss"),
    ] {
        if folded.contains(said) {
            return folded.replacen(said, written, 1);
        }
    }
    folded
}

fn edits(index: &mut Index, people: &[Person]) -> String {
    let mut times = Vec::new();
    for (subject, person) in (1..).zip(people).step_by(people.len().div_ceil(1_000)) {
        let document = person.document();
        let started = Instant::now();
        index.insert(SubjectId(subject), &document);
        times.push(started.elapsed());
    }
    times.sort_unstable();
    let figures = Figures { times, found: 0.0 };
    format!(
        "p50 {}, p99 {}, max {}",
        figures.at(50),
        figures.at(99),
        figures.at(100)
    )
}

/// Returns the number of people to ask among: few unless this is a benchmark run.
fn crowd_size() -> usize {
    let mut arguments = std::env::args().skip(1);
    let mut crowd = if std::env::args().any(|it| it == "--bench") {
        100_000
    } else {
        2_000
    };
    while let Some(argument) = arguments.next() {
        if argument == "--people" {
            crowd = arguments
                .next()
                .and_then(|it| it.parse().ok())
                .unwrap_or(crowd);
        }
    }
    crowd.max(1_000)
}

fn memory(before: Option<usize>, crowd: usize) -> String {
    match (before, resident()) {
        (Some(before), Some(after)) => {
            let grown = after.saturating_sub(before);
            format!(
                "{} MiB resident for the index, {} bytes a person",
                grown >> 20,
                grown / crowd
            )
        }
        _ => "memory unknown here".to_owned(),
    }
}

/// Returns the resident memory of this process in bytes, where the system tells it.
fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace()
        .nth(1)?
        .parse::<usize>()
        .ok()
        .map(|kib| kib << 10)
}
