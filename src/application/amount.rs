//! Numbers of at most two decimals, without rounding: a number is a count of hundredths.

/// Most digits before the point: more than any budget, and far from the end of an `i64`.
const MOST_DIGITS: usize = 12;

/// The hundredths in `12`, `12.5` or `12.50`; `None` for what is no such number, signs included.
pub fn hundredths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=MOST_DIGITS).contains(&whole.len()) && part.len() <= 2 && digits(whole) && digits(part);
    if !fits || text.ends_with('.') {
        return None;
    }
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 100 + part)
}

#[cfg(test)]
mod tests {
    use super::hundredths;

    #[test]
    fn decimals_are_exact() {
        assert_eq!(hundredths("300"), Some(30_000));
        assert_eq!(hundredths("300.1"), Some(30_010));
        assert_eq!(hundredths("0.07"), Some(7));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", ".", "1.", ".5", "-1", "+1", "1.234", "１", "1e3", "1,000", "1234567890123"] {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }
}
