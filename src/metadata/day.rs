//! Days of the Gregorian calendar.

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Day {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

/// Years that a page can have been published in, with room for digitised print.
const YEARS: std::ops::RangeInclusive<u32> = 1800..=2099;

impl Day {
    /// The day, if the calendar has it.
    pub(super) fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let valid = YEARS.contains(&year) && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        valid.then_some(Self { year: year as u16, month: month as u8, day: day as u8 })
    }

    /// The day with day and month exchanged, if the calendar has it.
    pub(super) fn swapped(self) -> Option<Self> {
        Self::new(self.year.into(), self.day.into(), self.month.into())
    }

    /// The day's number, counted from 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    pub(super) fn number(self) -> i64 {
        let (year, month, day) = (i64::from(self.year), i64::from(self.month), i64::from(self.day));
        let year = if month <= 2 { year - 1 } else { year };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day of this number, the inverse of [`Day::number`].
    pub(super) fn from_number(number: i64) -> Option<Self> {
        let shifted = number + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(u32::try_from(year).ok()?, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The last day that is not in the future anywhere, at this Unix time in milliseconds; `None` for zero.
pub(super) fn last_day(at: u64) -> Option<Day> {
    const DAY: u64 = 24 * 60 * 60 * 1000;
    // East of Greenwich it is tomorrow already.
    let number = i64::try_from(at / DAY).ok().filter(|_| at > 0)?;
    Day::from_number(number + 1)
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
