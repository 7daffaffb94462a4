//! Where choices come from.

/// Choices of a seed, of which there are ever more, or of bytes, which end; the first alternative is chosen from
/// then on.
pub(crate) enum Choices<'a> {
    Seed(u64),
    Bytes(&'a [u8]),
}

impl Choices<'_> {
    /// A number below `limit`, which is not zero.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let number = match self {
            Choices::Seed(state) => split_mix(state),
            Choices::Bytes(bytes) => bytes.split_off_first().copied().unwrap_or_default().into(),
        };
        // Below a limit that is a usize.
        usize::try_from(number % limit as u64).unwrap_or_default()
    }

    /// True for so many of a hundred; not where bytes have ended.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// The next number of `SplitMix64`.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_have_ended_choose_the_first() {
        let mut choices = Choices::Bytes(&[7, 99]);
        assert_eq!(choices.below(5), 2);
        assert!(choices.chance(1));
        assert_eq!(choices.below(5), 0);
        assert!(!choices.chance(99));
    }

    #[test]
    fn a_seed_reaches_every_alternative() {
        let mut choices = Choices::Seed(1);
        let mut seen = [false; 10];
        for _ in 0..200 {
            seen[choices.below(10)] = true;
        }
        assert_eq!(seen, [true; 10]);
    }
}
