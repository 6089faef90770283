//! What the whole SPA knows: who is signed in, the policy, the hours, the time, the theme.
//!
//! There is one page and one person at it, so each part is one signal for the program's whole life; parts change only
//! through their own functions. What belongs to one page lives in that page; [`loader`] fetches it.

pub mod announcer;
pub mod clock;
pub mod facts;
pub mod hours;
pub mod live;
pub mod loader;
pub mod policy;
pub mod preferences;
pub mod session;
pub mod theme;
