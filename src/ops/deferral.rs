use super::Ops;
use super::asker::Asker;
use crate::contract::{Fault, FaultCode, Reply, Request};

impl Ops {
    pub(super) fn defer(&self, _asker: &Asker, _request: Request) -> Result<Reply, Fault> {
        Err(Fault::of(FaultCode::Internal))
    }
}
