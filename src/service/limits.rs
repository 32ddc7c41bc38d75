use std::time::Duration;

/// How much one client may take, and how long anything waits for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    pub connections: usize,
    pub connections_per_account: usize,
    /// Requests of one connection that run at once; no more is read meanwhile.
    pub in_flight: usize,
    /// `Changes` of one connection that wait at once.
    pub polls: usize,
    /// Requests of one account, on the average; whoever is faster is read more slowly.
    pub requests_per_second: u32,
    /// Requests of one account that may come at once.
    pub burst: u32,
    /// Within this the first frame comes.
    pub greeting: Duration,
    /// Within this a frame that has begun is whole.
    pub frame: Duration,
    /// So long a client may read nothing of what is sent to it.
    pub unread: Duration,
    /// Within this an answer is read whole, however steadily.
    pub answer: Duration,
    pub request: Duration,
    /// The same for what goes through many people.
    pub batch: Duration,
    /// So long `Changes` waits for something to tell.
    pub poll: Duration,
    /// So long a session waits for its client to come back.
    pub absence: Duration,
    /// So long the end of the service waits for what runs.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1024,
            connections_per_account: 64,
            in_flight: 8,
            polls: 2,
            requests_per_second: 200,
            burst: 400,
            greeting: Duration::from_secs(5),
            frame: Duration::from_secs(10),
            unread: Duration::from_secs(5),
            answer: Duration::from_secs(30),
            request: Duration::from_secs(10),
            batch: Duration::from_mins(1),
            poll: Duration::from_secs(25),
            absence: Duration::from_mins(2),
            // systemd is to wait for 20 s.
            farewell: Duration::from_secs(15),
        }
    }
}
