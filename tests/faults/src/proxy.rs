//! A network that fails on demand: what stands between a server and another that it needs.

use std::{net::SocketAddr, time::Duration};

use anyhow::Result;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// What becomes of connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// They go through.
    Works,
    /// They end at once.
    Refuses,
    /// They are taken, and nothing ever comes back.
    IsSilent,
    /// Every request is answered by 500.
    Answers500,
}

/// A proxy on an address of its own. It ends with the test's runtime.
pub struct Proxy {
    address: SocketAddr,
    network: watch::Sender<Network>,
}

impl Proxy {
    /// Begins to stand before `target`.
    pub async fn before(target: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (network, now) = watch::channel(Network::Works);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let mut now = now.clone();
                tokio::spawn(async move {
                    let network = *now.borrow_and_update();
                    // Whatever becomes of one connection is what its two ends have to live with; a change ends it.
                    tokio::select! {
                        _ = serve(client, target, network) => {}
                        _ = now.changed() => {}
                    }
                });
            }
        });
        Ok(Self { address, network })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on this becomes of connections, of those that there are as well.
    pub fn set(&self, network: Network) {
        self.network.send_replace(network);
    }
}

async fn serve(mut client: TcpStream, target: SocketAddr, network: Network) -> Result<()> {
    match network {
        Network::Works => {
            let mut server = TcpStream::connect(target).await?;
            copy_bidirectional(&mut client, &mut server).await?;
        }
        Network::Refuses => client.set_zero_linger()?,
        Network::IsSilent => tokio::time::sleep(Duration::MAX).await,
        Network::Answers500 => {
            // One request, whatever it is: its beginning is enough.
            let mut request = vec![0; 1 << 16];
            while client.read(&mut request).await? > 0 {
                let answer = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                client.write_all(answer.as_bytes()).await?;
            }
        }
    }
    Ok(())
}
