use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::contract::{Fault, FaultCode};

/// Runs `work` on a thread that may block, and waits so long for it.
///
/// # Errors
///
/// Its own fault; `internal` where it panicked; `service-silent` where it goes on without anybody
/// waiting for it.
pub(super) async fn contained<T: Send + 'static>(
    longest: Duration,
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    match timeout(longest, spawn_blocking(work)).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Err(Fault::of(FaultCode::Internal).with("cause", "a defect")),
        Err(_) => Err(Fault::of(FaultCode::ServiceSilent)),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    const LONG: Duration = Duration::from_mins(1);

    #[tokio::test]
    async fn a_request_that_panics_fails_alone() {
        let (fault, other) = tokio::join!(
            contained(LONG, || -> Result<(), Fault> { panic!("told to") }),
            contained(LONG, || Ok("answered")),
        );
        assert_eq!(fault.unwrap_err().code, FaultCode::Internal);
        assert_eq!(other, Ok("answered"));
    }

    #[tokio::test]
    async fn a_request_that_takes_too_long_is_given_up_and_ends_in_peace() {
        let (go, gone) = channel::<()>();
        let (tell, told) = channel();
        let work = move || -> Result<(), Fault> {
            gone.recv().ok();
            tell.send("ended").ok();
            Ok(())
        };
        let fault = contained(Duration::from_millis(1), work).await;
        assert_eq!(fault.unwrap_err().code, FaultCode::ServiceSilent);
        go.send(()).unwrap();
        assert_eq!(told.recv(), Ok("ended"));
    }
}
