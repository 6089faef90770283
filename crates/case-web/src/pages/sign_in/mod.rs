//! X1: signing in, as the root user or as a user of an account.

mod entries;
mod form;

use leptos::prelude::window;

use crate::{
    components::{Glyph, icon, page_heading},
    html::{El, aside, div, header, li, main, p, section, span, ul},
    locales::{Text, text},
    shell::{brand_mark, preferences},
};

pub use form::sign_in_form;

/// The page's own address; it is also shown wherever somebody who is not signed in goes.
const ADDRESS: &str = "/sign-in";

/// Whether the browser is at the page's own address.
pub fn is_shown() -> bool {
    window()
        .location()
        .pathname()
        .is_ok_and(|path| path == ADDRESS)
}

/// The page.
#[inline(never)]
pub fn sign_in() -> El {
    let head = header()
        .class("sign-in-head")
        .child(
            span()
                .class("brand")
                .child(brand_mark())
                .child(span().child(text::common::PRODUCT)),
        )
        .child(div().class("header-end").child(preferences()));
    let panel = section()
        .class("panel sign-in-panel")
        .child(page_heading(|| text::sign_in::TITLE.get().to_owned()))
        .child(p().class("lead").child(text::sign_in::LEAD))
        .child(sign_in_form(false));
    let points = ul().children([
        point(
            Glyph::Clock,
            text::sign_in::POINT_ANSWERS,
            text::sign_in::POINT_ANSWERS_TEXT,
        ),
        point(
            Glyph::Check,
            text::sign_in::POINT_FORM,
            text::sign_in::POINT_FORM_TEXT,
        ),
        point(
            Glyph::Chat,
            text::sign_in::POINT_HISTORY,
            text::sign_in::POINT_HISTORY_TEXT,
        ),
    ]);
    div().class("sign-in").child(head).child(
        main()
            .class("sign-in-main")
            .child(panel)
            .child(aside().class("sign-in-points").child(points)),
    )
}

fn point(glyph: Glyph, heading: Text, sentence: Text) -> El {
    li().child(icon(glyph)).child(
        div()
            .child(p().class("point-heading").child(heading))
            .child(p().child(sentence)),
    )
}
