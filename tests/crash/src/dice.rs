//! Chance that can be repeated: the same seed gives the same run. Not for secrets.

/// A generator of the xorshift family (Marsaglia 2003), scattered by a multiplication: 64 bits of state.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Begins; any seed will do.
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        dice.throw();
        dice
    }

    /// 64 bits.
    pub fn throw(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// From 0 up to `bound`, which is not in it and not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).expect("64 bits");
        usize::try_from(self.throw() % bound).expect("less than the bound")
    }

    /// `true` once in so many throws.
    pub fn one_in(&mut self, times: usize) -> bool {
        // The upper bits, since the lower ones of such a generator are its weakest.
        (self.throw() >> 32).is_multiple_of(u64::try_from(times).expect("64 bits"))
    }

    /// So many bytes.
    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        let mut bytes: Vec<u8> = (0..length.div_ceil(8)).flat_map(|_| self.throw().to_le_bytes()).collect();
        bytes.truncate(length);
        bytes
    }
}
