//! The scans' work, counted in looks at characters (`chars::LOOKS`), on texts that are made to be slow.

use super::{REDACTED, chars::LOOKS, find};

const KEY: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

fn looks(text: &str) -> usize {
    LOOKS.set(0);
    find(text);
    LOOKS.get()
}

#[test]
fn r1_the_work_is_linear_whatever_the_text_is() {
    let begin = format!("-----BEGIN {}ATE KEY-----", "PRIV");
    let pieces = [
        "a",
        "A1",
        "1",
        " ",
        "1 ",
        "1-",
        "4111 ",
        "4111-",
        "4111 1111 1111 1111 ",
        "4111111111111111 ",
        "４",
        "４ー",
        "-",
        "\\",
        "\\n",
        "\\u003d",
        "\\/",
        "/",
        "é",
        "-----BEGIN ",
        "-----BEGIN X-----",
        "END ",
        "B",
        "Private-Lines: 1\n",
        "secret key ",
        "_",
        "AKIAIOSFODNN7EXAMPLE ",
        "arn:aws:4111111111111111",
        "name:",
        "> ",
        REDACTED,
        &begin,
        KEY,
    ]
    .map(str::to_owned);
    let whole = |piece: &String, length: usize| piece.repeat(length / piece.len());
    let hostile = |length: usize| {
        let half = length / 2;
        let long_run = "A".repeat(64);
        let mut texts: Vec<String> = pieces.iter().map(|piece| whole(piece, length)).collect();
        // A long stretch of anything, and then much that might look back over it.
        for stretch in &pieces {
            for then in [
                format!("{KEY} "),
                format!("\n{KEY}"),
                begin.clone(),
                ":4111111111111111 ".into(),
            ] {
                texts.push(whole(stretch, half) + &whole(&then, half));
                texts.push(long_run.clone() + &whole(stretch, half) + &whole(&then, half));
                texts.push(begin.clone() + &whole(stretch, half) + &whole(&then, half));
            }
        }
        texts
    };
    for (text, longer) in hostile(1_000).iter().zip(hostile(3_000)) {
        let rate = |text: &str| looks(text) * 1_000 / text.len();
        let (rate, rate_of_longer) = (rate(text), rate(&longer));
        let shown: String = text.chars().take(80).collect();
        // A count that stands still would prove nothing.
        assert!(rate > 0, "nothing was counted: {shown}…");
        assert!(
            rate_of_longer < 40_000 && rate_of_longer < rate * 6 / 5 + 1_000,
            "{rate} looks at 1,000 bytes, {rate_of_longer} when there are more: {shown}…"
        );
    }
}
