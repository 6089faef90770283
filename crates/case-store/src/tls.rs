//! How connections to other machines are encrypted: one implementation of TLS for all of them.

use rustls::{ClientConfig, RootCertStore, crypto::ring};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Makes the implementation known to whatever asks the process for one.
pub fn provide() {
    // It is an error that there is one already, and then it is this one.
    ring::default_provider().install_default().ok();
}

/// For PostgreSQL: the server proves by its certificate that it is the host of the address. Trusted is what the system
/// trusts, or what the file of `SSL_CERT_FILE` holds.
pub fn for_postgres() -> MakeRustlsConnect {
    provide();
    let mut trusted = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(%error, "cannot read a certificate that the system trusts");
    }
    trusted.add_parsable_certificates(found.certs);
    let config = ClientConfig::builder()
        .with_root_certificates(trusted)
        .with_no_client_auth();
    MakeRustlsConnect::new(config)
}
