//! What was written on a case, oldest first.

use case_wire::{AttachmentView, Author, Correspondence};

use crate::{
    api,
    components::{Glyph, icon},
    html::{El, a, div, h2, li, ol, p, section, span, strong, time, ul},
    locales::{
        intl::{self, Style},
        text,
    },
    state::session,
};

/// The correspondence, oldest first.
pub fn correspondence(entries: &[Correspondence]) -> El {
    let head = h2().id("correspondence").child(text::case::CORRESPONDENCE);
    let list = ol().class("correspondence");
    section()
        .class("panel")
        .attr("aria-labelledby", "correspondence")
        .child(div().class("panel-head").child(head))
        .child(list.children(entries.iter().map(one)))
}

fn one(entry: &Correspondence) -> El {
    let support = entry.author.side == Author::Support;
    let initial: String = entry.author.name.chars().take(1).collect();
    let at = entry.created_at;
    let when = move || intl::date_time(at, Style::DateTime, &session::time_zone());
    let head = p()
        .class("entry-head")
        .child(strong().child(&*entry.author.name))
        .child(support.then(|| span().class("entry-side").child(text::case::SUPPORT)))
        .child(time().attr("datetime", at.to_rfc3339()).child(when));
    // The writer's own lines and spaces, in the writer's own direction.
    let body = div()
        .class("entry-text")
        .attr("dir", "auto")
        .child(&*entry.body);
    let files = ul()
        .class("entry-files")
        .attr("aria-label", text::case::FILES)
        .children(entry.attachments.iter().map(file));
    let files = (!entry.attachments.is_empty()).then_some(files);
    li().class("entry")
        .toggle("entry-support", support)
        .child(
            span()
                .class("entry-face")
                .attr("aria-hidden", "true")
                .child(initial),
        )
        .child(
            div()
                .class("entry-body")
                .child(head)
                .child(body)
                .child(files),
        )
}

/// A file, which the browser saves.
fn file(file: &AttachmentView) -> El {
    let size = file.size;
    let link = a()
        .attr("href", api::attachment_address(&file.id))
        .attr("download", &file.name)
        .attr("dir", "auto")
        .child(&*file.name);
    li().child(icon(Glyph::File))
        .child(link)
        .child(span().class("file-size").child(move || intl::bytes(size)))
}
