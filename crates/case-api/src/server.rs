//! Listening, answering, and ending in order.

use std::{
    future::Future,
    io,
    net::SocketAddr,
    pin::pin,
    sync::{Arc, LazyLock},
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    signal,
    sync::{Semaphore, watch},
    time::{sleep, timeout},
};
use tower::ServiceExt;

use crate::http::{self, App, Streams};

/// Requests that have begun may take so long after the signal to end. Whoever sends the signal waits ten seconds, and the
/// store is closed in what is left of them.
const GRACE: Duration = Duration::from_secs(8);

/// After a failure to take a connection, such as too many open files, so long until the next attempt.
const PAUSE: Duration = Duration::from_millis(100);

/// So much of a request's head, and of what is read ahead of its body, is kept in memory.
const BUFFER: usize = 64 << 10;

/// One in so many connections may be one that is never done, so that most are left for requests that are.
const STREAMS: usize = 3;

/// What one client may take from the others.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long a connection may take to bring the head of its first or next request. Longer than the minute for which
    /// load balancers keep connections that they do not use: else one would send a request into a connection that ends.
    pub idle: Duration,
    /// How long a new connection may say nothing.
    pub silence: Duration,
    /// How long what was sent may wait until the client takes it.
    pub unread: Duration,
    /// So many connections at once; more wait until one ends.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        // A connection may need a second file: one that is handed out.
        static CONNECTIONS: LazyLock<usize> = LazyLock::new(|| open_files() / 2);
        Self {
            idle: Duration::from_secs(75),
            silence: Duration::from_secs(10),
            unread: Duration::from_mins(1),
            connections: *CONNECTIONS,
        }
    }
}

/// Answers on `listener` until `end`, and then what has begun by then.
pub async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    limits: Limits,
    end: impl Future<Output = ()>,
) {
    let router = http::router(&app);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.idle)
        .max_buf_size(BUFFER);
    let room = Arc::new(Semaphore::new(limits.connections));
    let connections = GracefulShutdown::new();
    let (ended, has_ended) = watch::channel(());
    let streams = Streams::new(limits.connections / STREAMS, has_ended.clone());
    let mut end = pin!(end);
    loop {
        let taken = tokio::select! {
            taken = take(&listener, &room) => taken,
            () = &mut end => break,
        };
        let (stream, peer, place) = match taken {
            Ok(taken) => taken,
            // Its client has gone again.
            Err(error) if is_of_one_connection(&error) => continue,
            Err(error) => {
                tracing::warn!(%error, "cannot take a connection");
                sleep(PAUSE).await;
                continue;
            }
        };
        if let Err(error) = tune(&stream, limits) {
            tracing::debug!(%error, "cannot set a connection's options");
        }
        let answering = service_fn({
            let (router, streams) = (router.clone(), streams.clone());
            move |request| answer(router.clone(), streams.clone(), peer, request)
        });
        let (http, watcher) = (http.clone(), connections.watcher());
        let mut ending = has_ended.clone();
        tokio::spawn(async move {
            let says_something = tokio::select! {
                readable = timeout(limits.silence, stream.readable()) => readable.is_ok(),
                _ = ending.changed() => false,
            };
            if says_something {
                let connection = http.serve_connection(TokioIo::new(stream), answering);
                if let Err(error) = watcher.watch(connection).await {
                    tracing::debug!(%error, "a connection ended");
                }
            }
            drop(place);
        });
    }
    ended.send_replace(());
    // Whoever comes now is told by the system that nobody listens.
    drop(listener);
    tokio::select! {
        () = connections.shutdown() => {}
        () = sleep(GRACE) => tracing::warn!("some requests did not end in time and were cut off"),
    }
}

/// The next connection, where there is room for one.
async fn take(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, impl Send + use<>)> {
    let place = Arc::clone(room).acquire_owned().await;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, place))
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

async fn answer(
    router: Router,
    streams: Streams,
    peer: SocketAddr,
    mut request: Request<Incoming>,
) -> Result<axum::response::Response, std::convert::Infallible> {
    request.extensions_mut().insert(ConnectInfo(peer));
    request.extensions_mut().insert(streams);
    router.oneshot(request.map(Body::new)).await
}

fn tune(stream: &TcpStream, limits: Limits) -> io::Result<()> {
    stream.set_nodelay(true)?;
    #[cfg(target_os = "linux")]
    socket2::SockRef::from(stream).set_tcp_user_timeout(Some(limits.unread))?;
    Ok(())
}

/// How many files the process may have open: as many as the system lets it have.
fn open_files() -> usize {
    /// Where the system sets no limit, or one that no server comes near.
    const PLENTY: u64 = 20_000;
    #[cfg(unix)]
    let limit = {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let wanted = limit.maximum.map_or(PLENTY, |most| most.min(PLENTY));
        let raised = limit.current.is_some_and(|current| current < wanted);
        let set = Rlimit {
            current: Some(wanted),
            ..limit
        };
        if raised && let Err(error) = setrlimit(Resource::Nofile, set) {
            tracing::warn!(%error, "cannot raise the limit of open files");
        }
        getrlimit(Resource::Nofile).current
    };
    #[cfg(not(unix))]
    let limit: Option<u64> = None;
    usize::try_from(limit.map_or(PLENTY, |limit| limit.min(PLENTY))).unwrap_or(usize::MAX)
}

/// Listens for SIGTERM and Ctrl-C from now on; the future ends at the first of them.
pub fn stop_signal() -> io::Result<impl Future<Output = ()> + Send> {
    let mut stop = Signals::new()?;
    Ok(async move {
        stop.wait().await;
        tracing::info!("ending");
    })
}

#[cfg(unix)]
struct Signals {
    interrupt: signal::unix::Signal,
    terminate: signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn wait(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Signals(signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn new() -> io::Result<Self> {
        signal::windows::ctrl_c().map(Self)
    }

    async fn wait(&mut self) {
        self.0.recv().await;
    }
}
