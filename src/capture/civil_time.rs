//! Stamps as people date things.

const A_DAY: u64 = 86_400_000;

/// A moment in UTC, as the Gregorian calendar has it; months and days count from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct CivilTime {
    pub year: u64,
    pub month: u64,
    pub day: u64,
    pub hour: u64,
    pub minute: u64,
    pub second: u64,
}

impl CivilTime {
    /// The moment of a Unix time in milliseconds. The day is found by Howard Hinnant's `civil_from_days`, in which a year
    /// starts in March so that the leap day is its last.
    pub fn of(stamp: u64) -> Self {
        const DAYS_FROM_MARCH_0000_TO_1970: u64 = 719_468;
        const DAYS_AN_ERA: u64 = 146_097;
        let days = stamp / A_DAY + DAYS_FROM_MARCH_0000_TO_1970;
        let day_of_era = days % DAYS_AN_ERA;
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let month = (month_from_march + 2) % 12 + 1;
        let seconds = stamp % A_DAY / 1000;
        Self {
            year: days / DAYS_AN_ERA * 400 + year_of_era + u64::from(month <= 2),
            month,
            day: day_of_year - (153 * month_from_march + 2) / 5 + 1,
            hour: seconds / 3600,
            minute: seconds / 60 % 60,
            second: seconds % 60,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_of_utc() {
        for (stamp, expected) in [
            (0, (1970, 1, 1, 0, 0, 0)),
            (86_399_999, (1970, 1, 1, 23, 59, 59)),
            (86_400_000, (1970, 1, 2, 0, 0, 0)),
            (951_782_399_999, (2000, 2, 28, 23, 59, 59)),
            (951_782_400_000, (2000, 2, 29, 0, 0, 0)),
            (951_868_800_000, (2000, 3, 1, 0, 0, 0)),
            (1_706_624_101_000, (2024, 1, 30, 14, 15, 1)),
            (1_735_689_599_999, (2024, 12, 31, 23, 59, 59)),
            (4_107_542_400_000, (2100, 3, 1, 0, 0, 0)),
            (8_640_000_000_000_000, (275_760, 9, 13, 0, 0, 0)),
        ] {
            let CivilTime { year, month, day, hour, minute, second } = CivilTime::of(stamp);
            assert_eq!((year, month, day, hour, minute, second), expected, "{stamp}");
        }
    }
}
