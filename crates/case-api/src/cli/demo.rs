//! `casework demo`: a data folder of its own, filled with something to try.

use anyhow::Result;

use super::{
    options::Common,
    serve::{self, Serving},
};

/// The demo's data folder, beside the real one.
const FOLDER: &str = "casework-demo";

/// Serves the demo's data folder.
pub async fn demo(common: &Common, serving: Serving) -> Result<()> {
    serve::run(common, &common.data_folder(FOLDER)?, serving).await
}
