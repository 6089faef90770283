//! Objects in a bucket of an S3-compatible store.

use std::{sync::Arc, time::Duration};

use object_store::{
    BackoffConfig, ObjectStore, RetryConfig, aws::AmazonS3Builder, path::Path as Name,
    prefix::PrefixStore,
};

use crate::tls;

/// Somebody waits for the answer: what has not worked by then is told, not tried again. One request ends after 5 seconds
/// without a connection and after 30 in all, unless the environment tells otherwise.
const RETRIES: RetryConfig = RetryConfig {
    backoff: BackoffConfig {
        init_backoff: Duration::from_millis(100),
        max_backoff: Duration::from_secs(1),
        base: 2.,
    },
    max_retries: 3,
    retry_timeout: Duration::from_secs(10),
};

/// The bucket cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum UnusableBucket {
    /// The address is none.
    // Not repeated: somebody may have written a key into it.
    #[error(
        "this is not the address of a bucket; one looks like s3://bucket or s3://bucket/folder"
    )]
    Address,
    /// The environment, which tells how to reach the bucket, cannot be used.
    #[error("cannot use the bucket as the variables AWS_… say")]
    Settings(#[from] object_store::Error),
}

/// The bucket of an address. Where its store is and who we are there is told by the environment, by the variables that
/// other programs know as well: `AWS_ENDPOINT_URL`, `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and so on.
/// Nothing is asked of the store yet.
pub fn open(url: &str) -> Result<Arc<dyn ObjectStore>, UnusableBucket> {
    let (bucket, folder) = address(url)?;
    tls::provide();
    let builder = AmazonS3Builder::from_env()
        .with_bucket_name(bucket)
        .with_retry(RETRIES);
    let store = builder.build()?;
    Ok(match folder {
        Some(folder) => Arc::new(PrefixStore::new(store, folder)),
        None => Arc::new(store),
    })
}

/// The bucket's name, and the folder in it.
fn address(url: &str) -> Result<(&str, Option<Name>), UnusableBucket> {
    let wrong = || UnusableBucket::Address;
    let rest = url.strip_prefix("s3://").ok_or_else(wrong)?;
    let (bucket, folder) = rest.split_once('/').unwrap_or((rest, ""));
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if bucket.is_empty() || !bucket.chars().all(is_name) {
        return Err(wrong());
    }
    let folder = folder.trim_end_matches('/');
    if folder.is_empty() {
        return Ok((bucket, None));
    }
    let name = Name::parse(folder).map_err(|_| wrong())?;
    Ok((bucket, Some(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_bucket_and_maybe_a_folder_in_it() {
        assert_eq!(address("s3://files").unwrap(), ("files", None));
        assert_eq!(address("s3://files/").unwrap(), ("files", None));
        let folder = Some(Name::from("support/eu"));
        assert_eq!(
            address("s3://files/support/eu/").unwrap(),
            ("files", folder)
        );
    }

    #[test]
    fn what_is_no_address_is_told_with_what_one_looks_like() {
        for wrong in [
            "",
            "files",
            "s3:files",
            "s3://",
            "s3:///x",
            "https://files",
            "s3://key:secret@files",
            "s3://files/a//b",
            "s3://files/..",
        ] {
            let told = address(wrong).unwrap_err().to_string();
            assert!(told.contains("s3://bucket/folder"), "{wrong}: {told}");
            assert!(!told.contains("secret"), "{told}");
        }
    }
}
