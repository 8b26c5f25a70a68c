//! Chance, so that a city's kiosks do not do the same thing at the same moment.

use std::time::Duration;
use uuid::Uuid;

/// Somewhere between nothing and this.
pub(crate) fn up_to(longest: Duration) -> Duration {
    // The last bytes of such an id are chance; this is no secret.
    let [.., a, b, c, d] = *Uuid::now_v7().as_bytes();
    longest.mul_f64(f64::from(u32::from_be_bytes([a, b, c, d])) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_falls_everywhere_alike() {
        let mut tenths = [0_u32; 10];
        for _ in 0..10_000 {
            let drawn = up_to(Duration::from_secs(10)).as_secs();
            tenths[usize::try_from(drawn.min(9)).expect("a tenth")] += 1;
        }
        assert!(tenths.iter().all(|count| (800..1_200).contains(count)), "{tenths:?}");
    }
}
