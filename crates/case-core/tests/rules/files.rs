//! A1 to A3: a file looked at by itself, as an upload does.

use crate::support::policy;
use case_core::{Fault, FieldPath, check_file};

#[test]
fn a3_a_file_by_itself_is_held_to_the_same_rules() {
    let limits = policy().limits;
    let max = limits.attachment_bytes;
    let check = |name: &str, size| {
        let found = check_file(name, size, &limits);
        let told = found.into_iter().map(|one| (one.path, one.fault));
        told.collect::<Vec<_>>()
    };
    assert_eq!(check("screen shot.png", max), []);
    let too_large = Fault::FileTooLarge {
        max,
        actual: max + 1,
    };
    for (name, size, path, fault) in [
        ("a", 0, FieldPath::FILE_SIZE, Fault::FileEmpty),
        ("a", max + 1, FieldPath::FILE_SIZE, too_large),
        ("", 1, FieldPath::FILE_NAME, Fault::Required),
        ("a/b", 1, FieldPath::FILE_NAME, Fault::FileNameIsPath),
    ] {
        assert_eq!(check(name, size), [(path, fault)], "{name} {size}");
    }
    let both = check("..", 0);
    let paths: Vec<_> = both.iter().map(|(path, _)| path.to_string()).collect();
    assert_eq!(paths, ["/name", "/size"], "every fault at once");
}
