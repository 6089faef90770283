//! Listening, answering, and ending in order.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::serve::ListenerExt;
use tokio::{net::TcpListener, signal, sync::watch};

use crate::http::{self, App};

/// Requests that have begun may take so long after the signal to end. Whoever sends the signal waits ten seconds.
const GRACE: Duration = Duration::from_secs(9);

/// Answers on `listener` until `end`, and then what has begun by then.
pub async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    end: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let router = http::router(&app).into_make_service_with_connect_info::<SocketAddr>();
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "cannot turn Nagle's algorithm off");
        }
    });
    let (ending, mut has_ended) = watch::channel(false);
    let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
        end.await;
        // Nobody may be waiting for it any more.
        let _ = ending.send(true);
    });
    let deadline = async {
        // The sender lives as long as the server.
        let _ = has_ended.wait_for(|ended| *ended).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = async { serving.await } => served?,
        () = deadline => tracing::warn!("some requests did not end in time and were cut off"),
    }
    Ok(())
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
