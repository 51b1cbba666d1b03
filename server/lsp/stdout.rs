//! Standard output as the transport wants it: each batch of messages leaves in one piece, on the
//! thread that wrote it.

use std::fs::File;
use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::AsyncWrite;

/// Standard output without a buffer and without a thread of its own. A client that does not read
/// stops its one user, the transport's writer, and with it one worker of the runtime; the other
/// worker goes on reading.
pub struct Stdout(File);

impl Stdout {
    /// A second handle of the same pipe: the library's own is cut at line ends.
    pub fn open() -> io::Result<Self> {
        #[cfg(unix)]
        let own = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?;
        #[cfg(windows)]
        let own = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?;
        Ok(Self(File::from(own)))
    }
}

impl AsyncWrite for Stdout {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        some: &[u8],
    ) -> Poll<io::Result<usize>> {
        Poll::Ready(self.0.write(some))
    }

    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(self.0.flush())
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
