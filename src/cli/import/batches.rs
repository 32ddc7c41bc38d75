use super::super::desk::{Desk, unexpected};
use super::super::stop::Stop;
use super::meter::Meter;
use super::report::Report;
use super::source::{Source, refused};
use crate::client::Door;
use crate::contract::{Pass, Reply, Request};
use crate::domain::candidate::Candidate;
use crate::intake::{Options, Reader, Row};

/// Rows of one batch: what one commit holds, and what an interruption leaves whole.
const BATCH: usize = 500;

/// One import, over several files and both passes.
#[derive(Debug)]
pub(super) struct Import<'a> {
    pub(super) desk: &'a Desk,
    pub(super) door: &'a Door,
    pub(super) options: Options,
    /// Lets the batches of a rehearsal build on each other.
    pub(super) number: u64,
}

impl Import<'_> {
    /// Takes every file through one pass.
    pub(super) fn pass_all(
        &self,
        sources: &[Source],
        pass: Pass,
        meter: &mut Meter,
    ) -> Result<Vec<Report>, Stop> {
        sources
            .iter()
            .map(|source| self.pass(source, pass, meter))
            .collect()
    }

    fn pass(&self, source: &Source, pass: Pass, meter: &mut Meter) -> Result<Report, Stop> {
        let wrong = |why| refused(self.desk, &source.name, &why);
        let mut reader = Reader::open(&source.bytes, &self.options).map_err(wrong)?;
        let mut report = Report::new(source, reader.headings(), &reader.unknown_columns());
        let mut batch = Vec::with_capacity(BATCH);
        let mut read = 0;
        while let Some(row) = reader.next() {
            match row.map_err(wrong)? {
                Row::Candidate(candidate, notes) => {
                    batch.push(*candidate);
                    report.note(notes);
                }
                Row::Reject(reject) => report.rejects.push(reject),
            }
            if batch.len() == BATCH {
                self.send(&mut batch, pass, &mut report)?;
            }
            if pass == Pass::Rehearse {
                meter.advance(reader.progress().saturating_sub(read));
                read = read.max(reader.progress());
            } else {
                meter.advance(1);
            }
        }
        self.send(&mut batch, pass, &mut report)?;
        Ok(report)
    }

    fn send(
        &self,
        batch: &mut Vec<Candidate>,
        pass: Pass,
        report: &mut Report,
    ) -> Result<(), Stop> {
        if batch.is_empty() {
            return Ok(());
        }
        let candidates = std::mem::take(batch);
        match self.door.ask(Request::Import {
            import: self.number,
            pass,
            candidates,
        })? {
            Reply::Imported(counts) => report.count(counts),
            _ => return Err(unexpected()),
        }
        Ok(())
    }
}
