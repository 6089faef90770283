//! X5: the countries of ISO 3166-1, by their codes of two letters.

/// Every code that is assigned, one space apart.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS \
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI \
    FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR \
    IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM \
    MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT \
    PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

const LETTERS: usize = 26;

/// A bit for each second letter, by the first: the page carries these hundred bytes in place of the list.
const ASSIGNED: [u32; LETTERS] = assigned(CODES.as_bytes());

const fn assigned(codes: &[u8]) -> [u32; LETTERS] {
    let mut table = [0; LETTERS];
    let mut place = 0;
    while place + 1 < codes.len() {
        table[(codes[place] - b'A') as usize] |= 1 << (codes[place + 1] - b'A');
        place += 3;
    }
    table
}

/// Whether there is a country of this code, in capital letters.
pub fn exists(code: &str) -> bool {
    match *code.as_bytes() {
        [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] => {
            ASSIGNED[usize::from(first - b'A')] >> (second - b'A') & 1 == 1
        }
        _ => false,
    }
}

/// The codes of all countries, in alphabetical order.
pub fn all() -> impl Iterator<Item = String> {
    let pairs = ('A'..='Z').flat_map(|first| ('A'..='Z').map(move |second| [first, second]));
    pairs
        .map(|pair| pair.iter().collect::<String>())
        .filter(|code| exists(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x5_every_code_of_the_standard_exists_and_no_other() {
        let listed: Vec<&str> = CODES.split(' ').collect();
        assert_eq!(all().collect::<Vec<_>>(), listed);
        assert_eq!(listed.len(), 249);
        for wrong in [
            "", "U", "us", "USA", "UK", "XX", "ZZ", "EU", "XK", "日", "U\u{0}",
        ] {
            assert!(!exists(wrong), "{wrong}");
        }
    }
}
