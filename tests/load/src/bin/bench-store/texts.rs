//! What customers write: subjects and descriptions of usual lengths, of words of which some are in every text and most in
//! few. The same number always gives the same text.

use fastrand::Rng;

/// The words that every vocabulary begins with; those before are the more common ones.
const COMMON: [&str; 48] = [
    "the",
    "to",
    "and",
    "a",
    "we",
    "is",
    "of",
    "in",
    "on",
    "our",
    "it",
    "for",
    "that",
    "this",
    "have",
    "not",
    "with",
    "was",
    "be",
    "can",
    "instance",
    "error",
    "please",
    "since",
    "when",
    "account",
    "after",
    "region",
    "server",
    "billing",
    "database",
    "charge",
    "access",
    "invoice",
    "request",
    "network",
    "storage",
    "volume",
    "timeout",
    "customer",
    "started",
    "yesterday",
    "cluster",
    "certificate",
    "deployment",
    "permission",
    "latency",
    "restore",
];

const VOCABULARY: usize = 4_000;

const ONSETS: [&str; 20] = [
    "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl", "qu",
    "br", "w",
];
const NUCLEI: [&str; 8] = ["a", "e", "i", "o", "u", "ea", "io", "ou"];
const CODAS: [&str; 10] = ["", "n", "r", "s", "t", "l", "ck", "nt", "m", "x"];

const NOUNS: [&str; 44] = [
    "請求書",
    "料金",
    "接続",
    "障害",
    "設定",
    "権限",
    "証明書",
    "容量",
    "復旧",
    "領域",
    "監視",
    "通信",
    "遅延",
    "契約",
    "返金",
    "確認",
    "変更",
    "削除",
    "作成",
    "起動",
    "停止",
    "更新",
    "管理者",
    "利用者",
    "担当者",
    "画面",
    "記録",
    "予算",
    "見積",
    "支払",
    "サーバー",
    "データベース",
    "インスタンス",
    "ストレージ",
    "ネットワーク",
    "エラー",
    "アカウント",
    "パスワード",
    "バックアップ",
    "ログ",
    "リージョン",
    "クラスター",
    "ボリューム",
    "アクセス",
];
const PARTICLES: [&str; 9] = ["の", "が", "を", "に", "で", "は", "と", "から", "まで"];
const ENDINGS: [&str; 12] = [
    "できません",
    "しました",
    "お願いします",
    "してください",
    "が発生しています",
    "に失敗します",
    "を教えてください",
    "が表示されます",
    "と思われます",
    "になりました",
    "が必要です",
    "ではありません",
];

/// The share of texts in Japanese, in percent.
const JAPANESE: u8 = 15;

/// The words, and how likely each is.
pub struct Texts {
    words: Vec<String>,
    /// For each word, the sum of the weights up to it.
    weights: Vec<f64>,
    seed: u64,
}

/// The texts of a case.
pub struct Text {
    pub is_japanese: bool,
    pub subject: String,
    pub description: String,
}

impl Texts {
    pub fn new(seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let mut words: Vec<String> = COMMON.map(str::to_owned).to_vec();
        while words.len() < VOCABULARY {
            let word = word(&mut random);
            if !words.contains(&word) {
                words.push(word);
            }
        }
        // Zipf's law, as Mandelbrot has it.
        let mut sum = 0.0;
        let mut rank = 2.7;
        let weights = words.iter().map(|_| {
            rank += 1.0;
            sum += 1.0 / rank;
            sum
        });
        Self {
            weights: weights.collect(),
            words,
            seed,
        }
    }

    /// The texts of the case with this number.
    pub fn of(&self, number: u64) -> Text {
        let mut random = Rng::with_seed(self.seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let is_japanese = random.u8(0..100) < JAPANESE;
        let size = match random.u8(0..100) {
            0..20 => random.usize(10..40),
            20..80 => random.usize(40..150),
            80..98 => random.usize(150..400),
            _ => random.usize(400..1_000),
        };
        let own = own_word(number);
        let (subject, description) = if is_japanese {
            let subject = [
                noun(&mut random),
                "の",
                noun(&mut random),
                ending(&mut random),
            ];
            let text = japanese(&mut random, size / 6 + 1);
            (subject.concat(), format!("{text}{own}"))
        } else {
            let words = random.usize(5..11);
            (
                self.english(&mut random, words),
                format!("{}\n{own}", self.english(&mut random, size)),
            )
        };
        Text {
            is_japanese,
            subject,
            description,
        }
    }

    fn english(&self, random: &mut Rng, words: usize) -> String {
        let mut text = String::with_capacity(words * 7);
        for place in 0..words {
            match place {
                0 => {}
                _ if place % 60 == 0 => text.push_str(".\n"),
                _ if place % 12 == 0 => text.push_str(". "),
                _ => text.push(' '),
            }
            text.push_str(self.word(random));
        }
        text
    }

    fn word(&self, random: &mut Rng) -> &str {
        let place = random.f64() * self.weights.last().copied().unwrap_or_default();
        let place = self.weights.partition_point(|sum| *sum < place);
        self.words.get(place).map_or("the", String::as_str)
    }

    /// A word of those that only so many others are more common than.
    pub fn ranked(&self, random: &mut Rng, ranks: std::ops::Range<usize>) -> &str {
        self.words
            .get(random.usize(ranks))
            .map_or("the", String::as_str)
    }
}

/// A word that only the case with this number has, as the number of a volume would be.
pub fn own_word(number: u64) -> String {
    format!("vol{:012x}", Rng::with_seed(number).u64(..) >> 16)
}

/// Two neighbouring characters of a Japanese text.
pub fn pair(random: &mut Rng) -> String {
    noun(random).chars().take(2).collect()
}

/// What one looks for with a few more characters.
pub fn phrase(random: &mut Rng) -> String {
    [noun(random), "が", noun(random)].concat()
}

fn japanese(random: &mut Rng, sentences: usize) -> String {
    let mut text = String::new();
    for _ in 0..sentences {
        for _ in 0..random.usize(1..4) {
            text.push_str(noun(random));
            text.push_str(random.choice(PARTICLES).unwrap_or_default());
        }
        // Names have characters that few other texts have.
        if random.u8(0..4) == 0 {
            for _ in 0..2 {
                text.extend(char::from_u32(random.u32(0x4e00..0x5800)));
            }
            text.push('様');
        }
        text.push_str(noun(random));
        text.push_str(ending(random));
        text.push('。');
    }
    text
}

fn noun(random: &mut Rng) -> &'static str {
    random.choice(NOUNS).unwrap_or_default()
}

fn ending(random: &mut Rng) -> &'static str {
    random.choice(ENDINGS).unwrap_or_default()
}

fn word(random: &mut Rng) -> String {
    let mut word = String::new();
    for _ in 0..random.usize(2..4) {
        word.push_str(random.choice(ONSETS).unwrap_or_default());
        word.push_str(random.choice(NUCLEI).unwrap_or_default());
    }
    word.push_str(random.choice(CODAS).unwrap_or_default());
    word
}
