//! `casework serve`.

use std::{io, net::SocketAddr, sync::Arc, thread, time::Duration};

use anyhow::{Context, Result, bail};
use case_service::{Policies, Service, SignInLimits, SystemClock, SystemRandomness};
use clap::{Args, ValueEnum};
use tokio::net::TcpListener;

use super::{
    data::{self, Place, Stores},
    options::{Common, FileOptions, parsed},
    output,
};
use crate::{
    http::{App, Origin, Origins, PolicyBodies},
    server::{self, Limits},
    site::{Files, Site},
};

/// Options of `serve` and `demo`.
#[derive(Debug, Args)]
pub struct ServeOptions {
    /// Address and port to listen on; port 0 picks a free one [default: 127.0.0.1:8080]
    #[arg(long, env = "CASEWORK_LISTEN", value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// Address that people reach the server at, such as <https://support.example.com>
    #[arg(long, env = "CASEWORK_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// Foreign site whose pages may use the API with their visitors' sessions; may be given more than once
    #[arg(
        long,
        env = "CASEWORK_ALLOW_ORIGIN",
        value_name = "ORIGIN",
        value_delimiter = ','
    )]
    allow_origin: Vec<String>,
    /// Whether failed sign-ins are limited; `off` is for tests [default: on]
    #[arg(
        long,
        env = "CASEWORK_RATE_LIMITS",
        value_name = "on|off",
        hide_possible_values = true
    )]
    rate_limits: Option<RateLimits>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RateLimits {
    On,
    Off,
}

/// What `serve` and `demo` work with.
pub struct Serving {
    pub listen: SocketAddr,
    pub origins: Origins,
    pub limits: Option<SignInLimits>,
}

impl ServeOptions {
    /// Fills what is missing from the file, then from the defaults.
    pub fn resolve(self, file: FileOptions) -> Result<Serving> {
        let listen = self.listen.or(file.listen);
        let public = self.public_url.or(file.public_url);
        let allowed = if self.allow_origin.is_empty() {
            file.allow_origin.unwrap_or_default()
        } else {
            self.allow_origin
        };
        let limits = match (self.rate_limits, file.rate_limits.as_deref()) {
            (Some(limits), _) => limits,
            (None, None | Some("on")) => RateLimits::On,
            (None, Some("off")) => RateLimits::Off,
            (None, Some(other)) => {
                bail!("cannot use rate-limits = \"{other}\": it is \"on\" or \"off\"")
            }
        };
        Ok(Serving {
            listen: parsed("listen", listen.as_deref().unwrap_or("127.0.0.1:8080"))?,
            origins: Origins::new(
                public
                    .map(|url| parsed::<Origin>("public-url", &url))
                    .transpose()?,
                allowed
                    .iter()
                    .map(|origin| parsed("allow-origin", origin))
                    .collect::<Result<_>>()?,
            ),
            limits: (limits == RateLimits::On).then(SignInLimits::default),
        })
    }
}

/// Serves the data folder.
pub async fn serve(common: &Common, serving: Serving) -> Result<()> {
    // Before the data: a policy that cannot be used leaves them alone.
    let policies = data::policies(common)?;
    let stores = Stores::open(&Place::of(common, data::FOLDER)?).await?;
    run(stores, Arc::new(policies), serving).await
}

/// Serves what is kept until a signal.
pub async fn run(stores: Stores, policies: Arc<Policies>, serving: Serving) -> Result<()> {
    let service = Arc::new(data::service(
        stores,
        policies,
        Arc::new(SystemClock),
        serving.limits,
    ));
    let listener = TcpListener::bind(serving.listen).await.with_context(|| {
        format!(
            "cannot listen on {}: is something else using the port?",
            serving.listen
        )
    })?;
    let address = listener.local_addr()?;
    let site = Site::new(Files::built());
    let sweeping = tokio::spawn(sweep(Arc::clone(&service)));
    let app = Arc::new(App::new(
        service,
        Arc::new(SystemRandomness),
        serving.origins,
        site,
    ));
    let stop = server::stop_signal().context("cannot listen for signals")?;
    output::line(&format!("casework is ready at http://{address}/"));
    compress_aside(Arc::clone(app.policy()))?;
    server::serve(listener, app, Limits::default(), stop).await;
    sweeping.abort();
    Ok(())
}

/// Clears away at once, and then every hour, what nobody took.
async fn sweep(service: Arc<Service>) {
    let mut hour = tokio::time::interval(Duration::from_hours(1));
    loop {
        hour.tick().await;
        match service.sweep().await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "removed files that no case has taken"),
            Err(error) => tracing::warn!(?error, "cannot look for files that no case has taken"),
        }
    }
}

/// Compresses the policy while the server answers already: whoever asks before that is done gets an answer compressed
/// on its way. A thread of its own, because nobody needs to wait for it when the server ends.
fn compress_aside(policy: Arc<PolicyBodies>) -> io::Result<()> {
    let thread = thread::Builder::new().name("compress-policy".to_owned());
    thread.spawn(move || policy.compress()).map(drop)
}
