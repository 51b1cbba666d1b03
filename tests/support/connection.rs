//! A connection to the language server: the real program behind pipes, or the same service inside this process. What a client
//! can do is the same either way.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use aib_ls::lsp::frame::{Frame, FrameReader};
use aib_ls::lsp::{self, transport};
use serde_json::Value;
use tokio::io::{AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf};
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Far beyond what a healthy server needs on the busiest machine.
pub const LIMIT: Duration = Duration::from_secs(60);

/// Bytes that may be under way to a server inside this process.
const PIPE: usize = 64 * 1024;

/// Room for deep recursion, as the real program has it.
const STACK: usize = 8 * 1024 * 1024;

/// The client's end of a conversation.
pub struct Connection {
    input: Option<Box<dyn Write + Send>>,
    messages: Receiver<Value>,
    server: Server,
}

/// Who is at the other end.
enum Server {
    Process {
        child: Child,
        stderr: Receiver<String>,
        reader: Option<JoinHandle<()>>,
    },
    Memory {
        code: Receiver<i32>,
    },
}

/// The real program, with a pipe at each end.
pub fn server() -> Child {
    server_with_log("")
}

/// The same with a filter for its log; empty for the one that it has by default.
fn server_with_log(filter: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aib-ls"));
    command.arg("--stdio").env_remove("AIB_LS_LOG");
    if !filter.is_empty() {
        command.env("AIB_LS_LOG", filter);
    }
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

impl Connection {
    /// Starts the real program.
    pub fn process() -> Self {
        Self::of(server())
    }

    /// Starts the real program with a level for its log.
    pub fn logging(level: &str) -> Self {
        Self::of(server_with_log(level))
    }

    fn of(mut child: Child) -> Self {
        let (sender, messages) = channel();
        let stdout = child.stdout.take().unwrap();
        let reader = thread::spawn(move || read_messages(BufReader::new(stdout), &sender));
        let (sender, stderr) = channel();
        let mut pipe = child.stderr.take().unwrap();
        thread::spawn(move || {
            let mut text = String::new();
            let _ = pipe.read_to_string(&mut text);
            let _ = sender.send(text);
        });
        let input = child.stdin.take().unwrap();
        Self {
            input: Some(Box::new(input)),
            messages,
            server: Server::Process {
                child,
                stderr,
                reader: Some(reader),
            },
        }
    }

    /// Starts the service inside this process.
    pub fn memory() -> Self {
        let (ours, theirs) = tokio::io::duplex(PIPE);
        let (from_server, to_server) = tokio::io::split(ours);
        let (reader, writer) = tokio::io::split(theirs);
        let (input, waiting) = unbounded_channel();
        let (sender, messages) = channel();
        let (ended, code) = channel();
        runtime().spawn(forward(waiting, to_server));
        runtime().spawn(receive(from_server, sender));
        runtime().spawn(async move {
            let (service, socket) = lsp::service();
            let _ = ended.send(transport::run(service, socket, reader, writer).await);
        });
        Self {
            input: Some(Box::new(Pipe(input))),
            messages,
            server: Server::Memory { code },
        }
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    /// The next message of the server.
    pub fn next(&self, limit: Duration) -> Result<Value, RecvTimeoutError> {
        self.messages.recv_timeout(limit)
    }

    /// Ends the input of the server.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// Waits for the end of the server, and returns its exit code and what it wrote to standard error.
    pub fn ended(&mut self) -> (i32, String) {
        match &mut self.server {
            Server::Process { child, stderr, .. } => {
                let stderr = stderr.recv_timeout(LIMIT).expect("the server does not end");
                (child.wait().unwrap().code().unwrap(), stderr)
            }
            Server::Memory { code } => {
                let code = code.recv_timeout(LIMIT).expect("the server does not end");
                (code, String::new())
            }
        }
    }

    /// Whether the output ended with a whole message; for when no more messages come.
    pub fn ends_with_a_whole_message(&mut self) -> bool {
        match &mut self.server {
            Server::Process { reader, .. } => reader.take().is_none_or(|it| it.join().is_ok()),
            Server::Memory { .. } => true,
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if let Server::Process { child, .. } = &mut self.server {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Where all servers of this process run.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(4)
            .thread_stack_size(STACK)
            .enable_time()
            .build()
            .unwrap()
    })
}

/// The way to a server inside this process. It never waits.
struct Pipe(UnboundedSender<Vec<u8>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.send(bytes.to_vec());
        sent.map(|()| bytes.len()).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Hands bytes to the server until nobody sends any more.
async fn forward(mut waiting: UnboundedReceiver<Vec<u8>>, mut to_server: WriteHalf<DuplexStream>) {
    while let Some(bytes) = waiting.recv().await {
        if to_server.write_all(&bytes).await.is_err() {
            return;
        }
    }
    let _ = to_server.shutdown().await;
}

/// Hands messages to the client until the server has ended.
async fn receive(from_server: ReadHalf<DuplexStream>, messages: Sender<Value>) {
    let mut frames = FrameReader::new(from_server);
    while let Frame::Body(body) = frames.next().await {
        if messages.send(serde_json::from_slice(&body).unwrap()).is_err() {
            return;
        }
    }
}

/// Reads messages strictly: anything else on standard output fails the test.
fn read_messages(mut stdout: impl BufRead, out: &Sender<Value>) {
    loop {
        let mut header = String::new();
        if stdout.read_line(&mut header).unwrap_or(0) == 0 {
            return;
        }
        let length = header
            .strip_prefix("Content-Length: ")
            .and_then(|it| it.strip_suffix("\r\n"));
        let length = length
            .unwrap_or_else(|| panic!("not a header: {header:?}"))
            .parse()
            .unwrap();
        let mut empty = [0; 2];
        stdout.read_exact(&mut empty).unwrap();
        assert_eq!(&empty, b"\r\n");
        let mut body = vec![0; length];
        stdout.read_exact(&mut body).unwrap();
        if out.send(serde_json::from_slice(&body).unwrap()).is_err() {
            return;
        }
    }
}
