//! Quantities in one byte.
//!
//! Trees ask only whether a value is above a threshold: any growing function of it serves as well as the value.

/// An amount, 0 or more: eight steps for each doubling, so that 3 and 4 differ as 3,000 and 4,000 do.
///
/// The exponent and the first bits of the mantissa of a floating-point number are its logarithm, near enough, and the
/// same on every machine.
pub(super) fn amount(value: f32) -> u8 {
    const STEP_BITS: u32 = 3;
    const SHIFT: u32 = f32::MANTISSA_DIGITS - 1 - STEP_BITS;
    let steps = (1.0 + value.max(0.0)).to_bits() >> SHIFT;
    steps.saturating_sub(1.0_f32.to_bits() >> SHIFT).min(255) as u8
}

/// A share, 0 to 1.
pub(super) fn share(value: f32) -> u8 {
    (value.clamp(0.0, 1.0) * 255.0) as u8
}

/// The share that `part` is of `whole`; 0 of nothing.
pub(super) fn share_of(part: f32, whole: f32) -> u8 {
    if whole > 0.0 { share(part / whole) } else { 0 }
}

/// A small count.
pub(super) fn count(value: usize) -> u8 {
    value.min(255) as u8
}

/// A yes or no.
pub(super) fn flag(value: bool) -> u8 {
    u8::from(value)
}

/// A distance with its direction: 128 is here, less is before, more is after.
pub(super) fn distance(value: f32) -> u8 {
    let steps = amount(value.abs()).min(127);
    if value < 0.0 { 128 - steps } else { 128 + steps }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_grow_by_eight_steps_a_doubling() {
        assert_eq!([0.0, 1.0, 3.0, 7.0].map(amount), [0, 8, 16, 24]);
        assert_eq!([-1.0, f32::NAN, f32::INFINITY].map(amount), [0, 0, 255]);
        assert!((0..5000).map(|n| amount(n as f32)).is_sorted());
    }

    #[test]
    fn distances_keep_their_direction() {
        assert_eq!([-1.0, 0.0, 1.0, -1e30].map(distance), [120, 128, 136, 1]);
    }
}
