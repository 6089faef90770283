//! Sending a file. `fetch` tells nobody how far it has come, so this is an `XMLHttpRequest`.

use case_wire::{AttachmentView, UPLOAD_MEDIA_TYPE, paths};
use chrono::TimeDelta;
use leptos::prelude::{Callable, Callback};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{File, ProgressEvent, XmlHttpRequest};

use super::{
    ApiError, config,
    request::{self, Answer, person},
};

/// A file on its way.
#[derive(Clone)]
pub struct Upload(XmlHttpRequest);

/// What is told of an upload.
pub enum Progress {
    /// So much of it was sent: from 0 to 1.
    Sent(f64),
    /// The server has it, or why not.
    Ended(Result<AttachmentView, ApiError>),
}

impl Upload {
    /// Sends a file; `tell` hears of it until it has ended.
    pub fn start(file: &File, tell: Callback<Progress>) -> Self {
        let upload = Self(new_request());
        if upload.send(file, tell).is_err() {
            tell.run(Progress::Ended(Err(ApiError::Network)));
        }
        upload
    }

    /// Gives it up. Nothing more is told of it.
    pub fn cancel(&self) {
        self.0.set_onloadend(None);
        // Fails only for a request that was never sent.
        let _ = self.0.abort();
    }

    fn send(&self, file: &File, tell: Callback<Progress>) -> Result<(), JsValue> {
        let request = &self.0;
        let name = String::from(js_sys::encode_uri_component(&file.name()));
        // The name is that of `case_wire::UploadQuery`.
        let url = [config::api_base(), paths::ATTACHMENTS, "?name=", &name].concat();
        request.open("POST", &url)?;
        request.set_with_credentials(true);
        request.set_request_header("content-type", UPLOAD_MEDIA_TYPE)?;
        request.set_request_header("accept", "application/json")?;
        if let Some(person) = person() {
            request.set_request_header(paths::PERSON, &person)?;
        }
        let progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            if event.total() > 0.0 {
                tell.run(Progress::Sent(event.loaded() / event.total()));
            }
        });
        let progress = progress.into_js_value();
        request
            .upload()?
            .set_onprogress(Some(progress.unchecked_ref()));
        let ended = request.clone();
        let end = Closure::once_into_js(move || tell.run(Progress::Ended(answer(&ended))));
        request.set_onloadend(Some(end.unchecked_ref()));
        request.send_with_opt_blob(Some(file))
    }
}

fn new_request() -> XmlHttpRequest {
    XmlHttpRequest::new().expect("browsers have had it for decades")
}

fn answer(sent: &XmlHttpRequest) -> Result<AttachmentView, ApiError> {
    let status = sent.status().unwrap_or_default();
    // What browsers say of a request that got no answer.
    if status == 0 {
        return Err(ApiError::Network);
    }
    let request_id = sent.get_response_header(paths::REQUEST_ID);
    let answer = Answer {
        age: TimeDelta::zero(),
        status,
        request_id: request_id.ok().flatten(),
        body: sent.response_text().ok().flatten().unwrap_or_default(),
    };
    let answer = answer.or_problem();
    if let Err(error) = &answer {
        request::tell_if_ended(error);
    }
    answer?.parse()
}
