//! X1: signing in, as the root user or as a user of an account.

mod entries;
mod form;

use leptos::prelude::*;

use crate::{
    components::{Glyph, Icon, PageHeading},
    locales::{Text, text},
    shell::{BrandMark, Preferences},
};

pub use form::SignInForm;

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
#[component]
pub fn SignIn() -> impl IntoView {
    view! {
        <div class="sign-in">
            <header class="sign-in-head">
                <span class="brand">
                    <BrandMark/>
                    <span>{text::common::PRODUCT}</span>
                </span>
                <div class="header-end">
                    <Preferences/>
                </div>
            </header>
            <main class="sign-in-main">
                <section class="panel sign-in-panel">
                    <PageHeading title=text::sign_in::TITLE/>
                    <p class="lead">{text::sign_in::LEAD}</p>
                    <SignInForm again=false/>
                </section>
                <aside class="sign-in-points">
                    <ul>
                        <Point
                            glyph=Glyph::Clock
                            heading=text::sign_in::POINT_ANSWERS
                            sentence=text::sign_in::POINT_ANSWERS_TEXT
                        />
                        <Point
                            glyph=Glyph::Check
                            heading=text::sign_in::POINT_FORM
                            sentence=text::sign_in::POINT_FORM_TEXT
                        />
                        <Point
                            glyph=Glyph::Chat
                            heading=text::sign_in::POINT_HISTORY
                            sentence=text::sign_in::POINT_HISTORY_TEXT
                        />
                    </ul>
                </aside>
            </main>
        </div>
    }
}

#[component]
fn Point(glyph: Glyph, heading: Text, sentence: Text) -> impl IntoView {
    view! {
        <li>
            <Icon glyph/>
            <div>
                <p class="point-heading">{heading}</p>
                <p>{sentence}</p>
            </div>
        </li>
    }
}
