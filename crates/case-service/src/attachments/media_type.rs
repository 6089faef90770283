//! What a file is, told from its bytes: a client's word for it may be anything.

/// The media type of some bytes; that of any bytes where nothing more can be told.
pub fn of(bytes: &[u8]) -> &'static str {
    if let Some(kind) = infer::get(bytes) {
        return kind.mime_type();
    }
    // Logs and other texts have no mark at their beginning.
    let is_text = |text: &str| !text.chars().any(|c| c.is_control() && !c.is_whitespace());
    match std::str::from_utf8(bytes) {
        Ok(text) if is_text(text) => "text/plain",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_what_they_are() {
        for (bytes, media_type) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "image/png"),
            (b"%PDF-1.7\n", "application/pdf"),
            (b"\x1f\x8b\x08\0\0\0\0\0", "application/gzip"),
            (b"2026-11-22 10:00 ERROR\ttimeout\r\n", "text/plain"),
            ("エラー".as_bytes(), "text/plain"),
            (b"a\0b", "application/octet-stream"),
            (b"\x1b[31mred", "application/octet-stream"),
            (b"\xff\xfe\xfd", "application/octet-stream"),
        ] {
            assert_eq!(of(bytes), media_type, "{bytes:?}");
        }
    }
}
