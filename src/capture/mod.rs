//! The capture format: one small text file, a stamp, a Markdown link and one line of clean HTML.
