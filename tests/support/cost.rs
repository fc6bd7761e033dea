//! What work costs in time and memory, for tests that hold both to grow as the page does. An allocator counts what is in use;
//! of time it is the processor's and not the clock's: what else the machine does only ever adds.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use cpu_time::ThreadTime;

/// How many times larger the second page of a shape is, and how many times what the first one takes is still as much: what
/// grows with the square would take sixteen times as much.
pub const GROWTH: usize = 4;
const MOST_TIME: u32 = 10;

/// Less than this is the noise of a machine that does other things too.
const NOISE: Duration = Duration::from_millis(20);

struct Counting;

static IN_USE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The time that work takes, the memory in bytes beyond what was in use before, and what came of it.
pub fn cost<T>(work: impl FnOnce() -> T) -> (Duration, usize, T) {
    let before = IN_USE.load(Relaxed);
    PEAK.store(before, Relaxed);
    let start = ThreadTime::now();
    let outcome = work();
    (start.elapsed(), PEAK.load(Relaxed) - before, outcome)
}

/// Whether the time of the larger page is that of the smaller one, times about as much as it is larger.
pub fn grows_as_the_page(time: Duration, more_time: Duration) -> bool {
    more_time <= MOST_TIME * time.max(NOISE / MOST_TIME)
}

// Sound, as it is the system's allocator that answers.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = IN_USE.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(now, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(place, layout) }
    }
}
