use chrono::NaiveDate;

use super::Ops;
use super::asker::Asker;
use crate::contract::{Fault, FaultCode, Reply};

impl Ops {
    pub(super) fn who_looked(&self, _asker: &Asker, _number: &str) -> Result<Reply, Fault> {
        Err(Fault::of(FaultCode::Internal))
    }

    pub(super) fn own_log(&self, _asker: &Asker) -> Result<Reply, Fault> {
        Err(Fault::of(FaultCode::Internal))
    }

    pub(super) fn staff_log(&self, _: &Asker, _: &str, _: &str) -> Result<Reply, Fault> {
        Err(Fault::of(FaultCode::Internal))
    }

    pub(super) fn set_consultation(&self, _: &Asker, _: NaiveDate) -> Result<Reply, Fault> {
        Err(Fault::of(FaultCode::Internal))
    }

    pub(super) fn pop(&self, _: &Asker, _: &str, _: &str, _: Option<&str>) -> Result<Reply, Fault> {
        Err(Fault::of(FaultCode::Internal))
    }

    pub(super) fn exports(&self) -> Result<Reply, Fault> {
        Err(Fault::of(FaultCode::Internal))
    }

    pub(super) fn fetch_export(&self, _: &Asker, _: u64) -> Result<Reply, Fault> {
        Err(Fault::of(FaultCode::Internal))
    }
}
