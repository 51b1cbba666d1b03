//! A connection that is watched: each message of the server must be part of the protocol.

use std::cell::RefCell;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::support::connection::Connection;
use crate::support::watch::Watch;

pub struct Watched {
    connection: Connection,
    watch: RefCell<Watch>,
}

impl Watched {
    /// Starts the real program.
    pub fn process() -> Self {
        Self::new(Connection::process())
    }

    /// Starts the real program with a level for its log.
    pub fn logging(level: &str) -> Self {
        Self::new(Connection::logging(level))
    }

    /// Starts the service inside this process.
    pub fn memory() -> Self {
        Self::new(Connection::memory())
    }

    fn new(connection: Connection) -> Self {
        Self {
            connection,
            watch: RefCell::default(),
        }
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        self.watch.get_mut().sent_bytes(bytes);
        self.connection.send(bytes);
    }

    /// The next message of the server.
    pub fn next(&self, limit: Duration) -> Result<Value, RecvTimeoutError> {
        let message = self.connection.next(limit)?;
        self.watch.borrow_mut().received(&message);
        Ok(message)
    }

    /// Ends the input of the server.
    pub fn hang_up(&mut self) {
        self.connection.hang_up();
    }

    /// Waits for the end of the server, and returns its exit code and what it wrote to standard error.
    pub fn ended(&mut self) -> (i32, String) {
        self.connection.ended()
    }

    /// Whether the output ended with a whole message; for when no more messages come.
    pub fn ends_with_a_whole_message(&mut self) -> bool {
        self.connection.ends_with_a_whole_message()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // What nobody waited for is checked too.
        while !thread::panicking() && self.next(Duration::ZERO).is_ok() {}
    }
}
