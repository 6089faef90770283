//! The sources of one exact Rust version from Debian's package `rust-src`.
//!
//! The package is downloaded with an apt of its own (own source list, own folders), signed as any other, and only
//! unpacked: nothing is installed, and no newer suite leaks into the machine.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::cmd::Cmd;

/// The suite that carries current Rust versions side by side.
const SUITE: &str = "trixie-backports";

/// Debian's keys, as the package debian-archive-keyring installs them.
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// Downloads and unpacks the sources of Rust `version` under `work`; returns the `library` folder.
pub fn rust_source(version: &str, work: &Path) -> Result<PathBuf> {
    let apt = Apt::prepare(work)?;
    apt.get().arg("update").run()?;
    let offered = apt.cache().args(["madison", "rust-src"]).read()?;
    let package = matching_package(&offered, version).with_context(|| {
        format!("{SUITE} has no rust-src for rustc {version}; it offers:\n{offered}")
    })?;
    let downloads = work.join("download");
    fs::create_dir_all(&downloads)?;
    apt.get()
        .args(["download", &format!("rust-src={package}")])
        .dir(&downloads)
        .run()?;
    let archive = fs::read_dir(&downloads)?
        .next()
        .context("apt-get download left no file")??
        .path();
    let unpacked = work.join("unpacked");
    Cmd::new("dpkg-deb")
        .arg("-x")
        .arg(&archive)
        .arg(&unpacked)
        .run()?;
    let source = unpacked.join(format!("usr/src/rustc-{version}"));
    verify(&source, version)?;
    Ok(source.join("library"))
}

/// The sources must say themselves that they are this version.
fn verify(source: &Path, version: &str) -> Result<()> {
    let file = source.join("src/version");
    let found =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    ensure!(
        found.trim() == version,
        "the unpacked sources are not those of rustc {version}: {} says {found:?}",
        file.display()
    );
    Ok(())
}

/// An apt that knows one suite and keeps everything it writes in folders of its own.
struct Apt {
    options: Vec<String>,
}

impl Apt {
    fn prepare(work: &Path) -> Result<Self> {
        let lists = work.join("apt/lists");
        let cache = work.join("apt/cache");
        fs::create_dir_all(lists.join("partial"))?;
        fs::create_dir_all(cache.join("archives/partial"))?;
        let sources = work.join("apt/rust.sources");
        fs::write(
            &sources,
            source_list(&mirror()?, Path::new(KEYRING).is_file()),
        )?;
        let set = |name: &str, value: &str| ["-o".to_owned(), format!("{name}={value}")];
        let options = [
            set("Dir::Etc::sourcelist", &sources.to_string_lossy()),
            set("Dir::Etc::sourceparts", "-"),
            set("Dir::State::lists", &lists.to_string_lossy()),
            set("Dir::Cache", &cache.to_string_lossy()),
            // Started as root, apt would otherwise drop to a user that may not write to our cache.
            set("APT::Sandbox::User", "root"),
        ];
        Ok(Self {
            options: options.concat(),
        })
    }

    fn get(&self) -> Cmd {
        Cmd::new("apt-get").args(&self.options).arg("--quiet")
    }

    fn cache(&self) -> Cmd {
        Cmd::new("apt-cache").args(&self.options)
    }
}

fn source_list(mirror: &str, has_keyring: bool) -> String {
    let signed_by = if has_keyring {
        format!("Signed-By: {KEYRING}\n")
    } else {
        String::new()
    };
    format!("Types: deb\nURIs: {mirror}\nSuites: {SUITE}\nComponents: main\n{signed_by}")
}

/// The Debian mirror that this machine is configured to use.
fn mirror() -> Result<String> {
    let release = fs::read_to_string("/etc/os-release").context("cannot read /etc/os-release")?;
    let codename = codename(&release).context("/etc/os-release names no Debian release")?;
    // What an update would fetch tells the mirror whichever of its formats the configuration is written in.
    let uris = Cmd::new("apt-get")
        .args(["update", "--print-uris"])
        .read()?;
    mirror_of(&uris, codename)
        .map(str::to_owned)
        .with_context(|| {
            format!("apt's configuration has no mirror for {codename}; it fetches:\n{uris}")
        })
}

fn codename(os_release: &str) -> Option<&str> {
    os_release
        .lines()
        .any(|line| line == "ID=debian")
        .then_some(())?;
    os_release
        .lines()
        .find_map(|line| line.strip_prefix("VERSION_CODENAME="))
        .map(|name| name.trim_matches('"'))
}

/// From lines such as `'<mirror>/dists/bookworm/InRelease' <file> 0`.
fn mirror_of<'a>(uris: &'a str, codename: &str) -> Option<&'a str> {
    let ending = format!("/dists/{codename}/InRelease'");
    uris.lines().find_map(|line| {
        let (mirror, _) = line.strip_prefix('\'')?.split_once(&ending)?;
        Some(mirror)
    })
}

/// From the table that `apt-cache madison` prints, the package version that holds this upstream version.
fn matching_package<'a>(madison: &'a str, version: &str) -> Option<&'a str> {
    madison
        .lines()
        .filter_map(|line| line.split('|').nth(1))
        .map(str::trim)
        .find(|package| upstream_version(package) == version)
}

/// `1.95.0+dfsg1-2~bpo13+1` holds `1.95.0`.
fn upstream_version(package: &str) -> &str {
    package.split(['+', '-', '~']).next().unwrap_or(package)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADISON: &str = "\
  rust-src | 1.96.1+dfsg1-2~bpo13+1 | mirror trixie-backports/main amd64 Packages
  rust-src | 1.95.0+dfsg1-2~bpo13+1 | mirror trixie-backports/main amd64 Packages
";

    #[test]
    fn the_package_of_the_very_version_is_found() {
        assert_eq!(
            matching_package(MADISON, "1.95.0"),
            Some("1.95.0+dfsg1-2~bpo13+1")
        );
        assert_eq!(matching_package(MADISON, "1.95"), None);
        assert_eq!(matching_package(MADISON, "1.97.0"), None);
        assert_eq!(matching_package("", "1.95.0"), None);
    }

    #[test]
    fn the_mirror_is_the_one_of_the_running_release() {
        let uris = "\
'mirror.test/deb/dists/tools/InRelease' a 0
'https://mirror.test/debian/dists/bookworm-updates/InRelease' b 0
'https://mirror.test/debian/dists/bookworm/InRelease' c 0
";
        assert_eq!(
            mirror_of(uris, "bookworm"),
            Some("https://mirror.test/debian")
        );
        assert_eq!(mirror_of(uris, "trixie"), None);
    }

    #[test]
    fn only_debian_has_a_codename_for_us() {
        assert_eq!(
            codename("VERSION_CODENAME=bookworm\nID=debian\n"),
            Some("bookworm")
        );
        assert_eq!(
            codename("VERSION_CODENAME=noble\nID=ubuntu\nID_LIKE=debian\n"),
            None
        );
    }

    #[test]
    fn the_list_is_signed_where_the_keys_are_known_by_name() {
        assert!(source_list("m", true).ends_with(&format!("Signed-By: {KEYRING}\n")));
        assert!(source_list("m", false).ends_with("Components: main\n"));
    }
}
