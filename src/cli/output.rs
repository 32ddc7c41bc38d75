use clap::Args;

/// How a command that reads answers.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Output {
    /// One JSON document and nothing else
    #[arg(long)]
    pub(super) json: bool,
}
