use std::io;
use std::time::Duration;

use futures_util::StreamExt as _;
use serde::Serialize;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::time::timeout;
use tokio_util::bytes::{Bytes, BytesMut};
use tokio_util::codec::{Encoder as _, FramedRead, LengthDelimitedCodec};

use crate::contract::{Answer, Fault, FaultCode, Frame, LONGEST_FRAME, PART};

/// The longest answer, whatever its parts.
const LONGEST_ANSWER: usize = 32 << 20;

/// Why nothing more is read from a line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Broken {
    /// The client hung up, also in the middle of a frame.
    Gone,
    TooLarge,
    /// A frame that had begun did not end in time.
    Slow,
}

/// The frames of a client.
pub(super) struct Incoming<R> {
    frames: FramedRead<BufReader<R>, LengthDelimitedCodec>,
    whole_within: Duration,
}

impl<R: AsyncRead + Unpin> Incoming<R> {
    pub(super) fn new(reader: R, whole_within: Duration) -> Self {
        Self {
            frames: FramedRead::new(BufReader::new(reader), codec()),
            whole_within,
        }
    }

    /// Sets how long a frame may be, in bytes.
    pub(super) fn allow(&mut self, longest: usize) {
        self.frames.decoder_mut().set_max_frame_length(longest);
    }

    /// Waits for a frame to begin, as long as it takes.
    pub(super) async fn begun(&mut self) -> Result<(), Broken> {
        if self.frames.read_buffer().is_empty() {
            let begun = self.frames.get_mut().fill_buf().await;
            if begun.map_err(|_| Broken::Gone)?.is_empty() {
                return Err(Broken::Gone);
            }
        }
        Ok(())
    }

    /// Waits for a frame to begin, and then for its end.
    pub(super) async fn next(&mut self) -> Result<BytesMut, Broken> {
        self.begun().await?;
        let frame = timeout(self.whole_within, self.frames.next()).await;
        match frame.map_err(|_| Broken::Slow)? {
            Some(Ok(frame)) => Ok(frame),
            Some(Err(error)) if error.kind() == io::ErrorKind::InvalidData => Err(Broken::TooLarge),
            Some(Err(_)) | None => Err(Broken::Gone),
        }
    }
}

/// What a client is sent.
pub(super) struct Outgoing<W> {
    writer: W,
    unread: Duration,
    /// A frame went out by halves: nothing can follow it.
    broken: bool,
}

impl<W: AsyncWrite + Unpin> Outgoing<W> {
    pub(super) fn new(writer: W, unread: Duration) -> Self {
        Self {
            writer,
            unread,
            broken: false,
        }
    }

    /// Sends nothing more: a frame may have gone out by halves.
    pub(super) fn give_up(&mut self) {
        self.broken = true;
    }

    /// Sends an answer, in parts where it is long.
    ///
    /// # Errors
    ///
    /// When the client is gone or does not read; nothing more can be sent then.
    pub(super) async fn answer(&mut self, id: u64, answer: Answer) -> io::Result<()> {
        let text = serde_json::to_string(&answer)?;
        if text.len() <= PART {
            return self.send(&Frame::Answer { id, answer }).await;
        }
        if text.len() > LONGEST_ANSWER {
            let answer = Answer::Fault(Fault::of(FaultCode::TooLarge));
            return self.send(&Frame::Answer { id, answer }).await;
        }
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let (part, after) = rest.split_at(rest.floor_char_boundary(PART));
            let text = part.to_owned();
            let last = after.is_empty();
            self.send(&Frame::Part { id, text, last }).await?;
            rest = after;
        }
        Ok(())
    }

    pub(super) async fn send(&mut self, frame: &impl Serialize) -> io::Result<()> {
        self.write(&serde_json::to_vec(frame)?).await
    }

    async fn write(&mut self, json: &[u8]) -> io::Result<()> {
        if self.broken {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let written = self.write_whole(json).await;
        self.broken = written.is_err();
        written
    }

    async fn write_whole(&mut self, json: &[u8]) -> io::Result<()> {
        let mut bytes = BytesMut::new();
        codec().encode(Bytes::copy_from_slice(json), &mut bytes)?;
        while !bytes.is_empty() {
            let written = timeout(self.unread, self.writer.write_buf(&mut bytes)).await;
            if written.map_err(|_| io::ErrorKind::TimedOut)?? == 0 {
                return Err(io::ErrorKind::WriteZero.into());
            }
        }
        Ok(())
    }
}

/// Four bytes of length, the greatest first; a length above the limit is refused before memory is
/// taken for it.
fn codec() -> LengthDelimitedCodec {
    LengthDelimitedCodec::builder()
        .length_field_length(4)
        .max_frame_length(LONGEST_FRAME)
        .new_codec()
}

#[cfg(test)]
mod tests {
    use tokio::io::duplex;

    use super::*;
    use crate::contract::About;
    use crate::contract::Reply;

    const LONG: Duration = Duration::from_mins(1);

    /// An answer of about this many bytes, of letters that are hard to cut and to quote.
    fn answer(length: usize) -> Answer {
        let controller = Some("ä\"\\€".repeat(length / 9 + 1));
        let about = About {
            controller,
            ..About::default()
        };
        Answer::Reply(Reply::About(about))
    }

    /// Sends an answer and puts it together again; returns it with the frames that it took.
    async fn through(sent: Answer) -> (Answer, usize) {
        let (near, far) = duplex(64 * 1024);
        let sending = tokio::spawn(async move { Outgoing::new(near, LONG).answer(7, sent).await });
        let mut incoming = Incoming::new(far, LONG);
        let (mut whole, mut frames) = (String::new(), 0);
        loop {
            let frame = incoming.next().await.unwrap();
            frames += 1;
            match serde_json::from_slice(&frame).unwrap() {
                Frame::Answer { id, answer } => {
                    assert_eq!(id, 7);
                    return (answer, frames);
                }
                Frame::Part { id, text, last } => {
                    assert_eq!(id, 7);
                    whole.push_str(&text);
                    if last {
                        sending.await.unwrap().unwrap();
                        return (serde_json::from_str(&whole).unwrap(), frames);
                    }
                }
            }
        }
    }

    #[tokio::test]
    async fn a_long_answer_comes_in_parts_and_whole() {
        for (length, expected) in [(100, 1), (PART / 2, 1), (PART, 2), (4 * PART, 5)] {
            let sent = answer(length);
            let (told, frames) = through(sent.clone()).await;
            assert!(told == sent, "{length} bytes came otherwise");
            assert_eq!(frames, expected, "{length} bytes");
        }
        let (told, _) = through(answer(LONGEST_ANSWER)).await;
        assert_eq!(told, Answer::Fault(Fault::of(FaultCode::TooLarge)));
    }
}
