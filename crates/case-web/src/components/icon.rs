//! The icons: outlines on a 20-unit grid, drawn in the colour of the text around them.

use case_core::CaseType;

use crate::html::{El, path, svg};

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// An arrow to the left.
    Back,
    /// A mark in a list, or of something done.
    Check,
    /// Something that opens downwards.
    ChevronDown,
    /// Something that leads on.
    ChevronRight,
    /// A clock face.
    Clock,
    /// Takes away or closes.
    Close,
    /// A circled exclamation mark.
    Error,
    /// A sheet of paper.
    File,
    /// The globe of the language switch.
    Globe,
    /// A circled i.
    Info,
    /// Several lines of a conversation.
    Chat,
    /// The moon of the theme switch.
    Moon,
    /// A telephone.
    Phone,
    /// Adds something.
    Plus,
    /// A magnifying glass.
    Search,
    /// The sun of the theme switch.
    Sun,
    /// A screen, for the system's theme.
    Screen,
    /// Somebody.
    Person,
    /// A triangle with an exclamation mark.
    Warning,
    /// A window with lines: the support centre's own pages.
    Web,
    /// A waste bin.
    Trash,
    /// A payment card.
    Card,
    /// A spanner.
    Wrench,
    /// A dial near its end.
    Gauge,
}

impl Glyph {
    /// The picture of a case type.
    pub const fn of(case_type: CaseType) -> Self {
        match case_type {
            CaseType::AccountAndBilling => Self::Card,
            CaseType::Technical => Self::Wrench,
            CaseType::QuotaIncrease => Self::Gauge,
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Back => "M16 10H4m5-5-5 5 5 5",
            Self::Check => "m4.5 10.5 3.5 3.5 7.5-8",
            Self::ChevronDown => "m6 8 4 4 4-4",
            Self::ChevronRight => "m8 6 4 4-4 4",
            Self::Clock => "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 6v4.2l2.8 1.8",
            Self::Close => "m5.5 5.5 9 9m0-9-9 9",
            Self::Error => "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 6.2v4.6m0 2.7v.1",
            Self::File => "M5 2.5h6.5L15.5 6.5v11H5v-15ZM11.5 2.5v4h4",
            Self::Globe => {
                "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM2.5 10h15M10 2.5c2.2 2 3.2 4.6 3.2 7.5s-1 5.5-3.2 7.5c-2.2-2-3.2-4.6-3.2-7.5s1-5.5 3.2-7.5Z"
            }
            Self::Info => "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 9.2v4.6m0-7.3v.1",
            Self::Chat => "M3.5 4h13v9.5H9L5.5 16.5v-3h-2V4ZM7 7.5h6M7 10.2h4",
            Self::Moon => "M16.5 11.8A6.8 6.8 0 0 1 8.2 3.5a6.8 6.8 0 1 0 8.3 8.3Z",
            Self::Phone => {
                "M4 3.5h3l1.5 3.8L6.8 8.8a9.5 9.5 0 0 0 4.4 4.4l1.5-1.7 3.8 1.5v3A1.5 1.5 0 0 1 15 17.5 12.5 12.5 0 0 1 2.5 5 1.5 1.5 0 0 1 4 3.5Z"
            }
            Self::Plus => "M10 4v12M4 10h12",
            Self::Search => "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Zm4-1.5 4 4",
            Self::Sun => {
                "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 2v1.5m0 13V18m8-8h-1.5m-13 0H2m13.7-5.7-1.1 1.1M5.4 14.6l-1.1 1.1m11.4 0-1.1-1.1M5.4 5.4 4.3 4.3"
            }
            Self::Screen => "M3 4h14v9.5H3V4Zm4 13h6m-3-3.5V17",
            Self::Person => {
                "M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10Zm-6.5 7c.6-3 3.2-4.7 6.5-4.7s5.9 1.7 6.5 4.7"
            }
            Self::Warning => "M10 3.2 17.5 16.5h-15L10 3.2Zm0 5v3.8m0 2.2v.1",
            Self::Web => "M2.5 4h15v12h-15V4Zm0 3.5h15M6 11h8m-8 2.5h5",
            Self::Card => "M2.5 5h15v10h-15V5Zm0 3.5h15M5.5 12h3",
            Self::Wrench => {
                "M11.5 5.5a3.8 3.8 0 0 1 5-1.5l-2.5 2.5 1.5 1.5 2.5-2.5a3.8 3.8 0 0 1-5.3 4.6L7 15.8a1.7 1.7 0 0 1-2.6-2.6l5.6-5.7a3.8 3.8 0 0 1 1.5-2Z"
            }
            Self::Gauge => {
                "M4 15.5a7.5 7.5 0 1 1 12 0M10 11l3.5-4M10 12.2a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4Z"
            }
            Self::Trash => "M4 6h12M8 6V3.5h4V6M5.5 6l.7 10.5h7.6L14.5 6M8.5 9v4.5m3-4.5v4.5",
        }
    }
}

/// An icon beside words that say the same; assistive technology does not see it.
pub fn icon(glyph: Glyph) -> El {
    svg()
        .class("icon")
        .attr("viewBox", "0 0 20 20")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(path().attr("d", glyph.path()))
}
