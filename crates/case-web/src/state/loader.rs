//! What a page fetches from the API: asked for again when what the request depends on changes, or on demand.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use leptos::{prelude::*, task::spawn_local};

use crate::api::ApiError;

/// The latest answer to a request. It belongs to the page that makes it: an answer that arrives when the page is gone is
/// dropped.
pub struct Loader<T: 'static> {
    answer: ArcRwSignal<Option<Result<T, ApiError>>>,
    again: ArcTrigger,
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Loader<T> {
    /// Sends the request that `request` makes, and another whenever something changes that `request` reads; an answer
    /// to an earlier one is dropped. Where `request` makes none, nothing is asked for.
    pub fn new<F>(request: impl Fn() -> Option<F> + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let answer = ArcRwSignal::new(None);
        let again = ArcTrigger::new();
        let kept = answer.clone();
        run(
            again.clone(),
            Box::new(move || {
                let (request, kept) = (request()?, kept.clone());
                Some(Box::pin(async move {
                    let answer = request.await;
                    Box::new(move || keep(&kept, answer)) as Keep
                }))
            }),
        );
        Self { answer, again }
    }

    /// The latest answer; none before the first. It stays until the next one has arrived. Follows changes.
    pub fn get(&self) -> Option<Result<T, ApiError>> {
        self.answer.get()
    }

    /// What sends the request again.
    pub fn retry(&self) -> Callback<()> {
        let again = self.again.clone();
        Callback::new(move |()| again.notify())
    }
}

/// Keeps an answer. One like the one that is shown changes nothing: somebody may be at its button.
fn keep<T: PartialEq + Send + Sync + 'static>(
    kept: &ArcRwSignal<Option<Result<T, ApiError>>>,
    answer: Result<T, ApiError>,
) {
    let again = kept.with_untracked(|shown| match (shown, &answer) {
        (Some(Err(shown)), Err(error)) => shown.is_like(error),
        (Some(Ok(shown)), Ok(answer)) => shown == answer,
        _ => false,
    });
    if !again {
        kept.set(Some(answer));
    }
}

/// A request under way. The type of its answer is hidden in what it comes to, so that [`run`] is compiled once.
type Pending = Pin<Box<dyn Future<Output = Keep>>>;

/// Puts an answer in its place.
type Keep = Box<dyn FnOnce()>;

/// Sends requests for as long as the owner lives, and keeps the answers that are still wanted when they arrive.
fn run(again: ArcTrigger, request: Box<dyn Fn() -> Option<Pending>>) {
    Effect::new(move |_| {
        again.track();
        let wanted = Arc::new(AtomicBool::new(true));
        let until = wanted.clone();
        // Both before the next request and when the page goes.
        on_cleanup(move || until.store(false, Ordering::Relaxed));
        if let Some(pending) = request() {
            spawn_local(async move {
                let keep = pending.await;
                if wanted.load(Ordering::Relaxed) {
                    keep();
                }
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, rc::Rc};

    use any_spawner::Executor;
    use tokio::sync::oneshot;

    use super::*;

    type Answer = Result<&'static str, ApiError>;

    /// A server that answers when the test says so.
    #[derive(Clone, Default)]
    struct Server(Rc<RefCell<Vec<oneshot::Sender<Answer>>>>);

    impl Server {
        fn ask(&self) -> impl Future<Output = Answer> + use<> {
            let (sender, receiver) = oneshot::channel();
            self.0.borrow_mut().push(sender);
            async { receiver.await.unwrap_or(Err(ApiError::Network)) }
        }

        fn requests(&self) -> usize {
            Executor::poll_local();
            self.0.borrow().len()
        }

        /// Answers the oldest request that has no answer yet.
        fn answer(&self, answer: Answer) {
            let oldest = self.0.borrow_mut().remove(0);
            let _ = oldest.send(answer);
            Executor::poll_local();
        }
    }

    /// What a page has, without a browser.
    fn page() -> Owner {
        // The first test of a thread starts the executor; the others find it running.
        let _ = Executor::init_futures_executor();
        let owner = Owner::new();
        owner.set();
        owner
    }

    /// A page whose loader has asked once; it asks again when the input changes.
    struct Asked {
        page: Owner,
        server: Server,
        input: RwSignal<u32>,
        loader: Loader<&'static str>,
    }

    fn asked() -> Asked {
        let page = page();
        let server = Server::default();
        let input = RwSignal::new(1);
        let asked = server.clone();
        let loader = Loader::new(move || {
            input.track();
            Some(asked.ask())
        });
        assert_eq!(server.requests(), 1);
        Asked {
            page,
            server,
            input,
            loader,
        }
    }

    #[test]
    fn it_asks_at_once_and_shows_the_answer() {
        let Asked {
            page: _page,
            server,
            loader,
            ..
        } = asked();
        assert_eq!(loader.get(), None);
        server.answer(Ok("a case"));
        assert_eq!(loader.get(), Some(Ok("a case")));
    }

    #[test]
    fn a_changed_input_asks_again_and_the_last_answer_stays_until_then() {
        let Asked {
            page: _page,
            server,
            input,
            loader,
        } = asked();
        server.answer(Ok("first"));
        input.set(2);
        assert_eq!(server.requests(), 1);
        assert_eq!(loader.get(), Some(Ok("first")));
        server.answer(Ok("second"));
        assert_eq!(loader.get(), Some(Ok("second")));
    }

    #[test]
    fn an_answer_to_an_older_request_is_dropped() {
        let Asked {
            page: _page,
            server,
            input,
            loader,
        } = asked();
        input.set(2);
        assert_eq!(server.requests(), 2);
        server.answer(Ok("late"));
        assert_eq!(loader.get(), None);
        server.answer(Ok("current"));
        assert_eq!(loader.get(), Some(Ok("current")));
    }

    #[test]
    fn a_failure_like_the_one_shown_leaves_it_alone() {
        let Asked {
            page: _page,
            server,
            loader,
            ..
        } = asked();
        let shown = Rc::new(RefCell::new(Vec::new()));
        let seen = shown.clone();
        let answer = loader.answer.clone();
        Effect::new(move |_| seen.borrow_mut().push(answer.get()));
        assert_eq!(server.requests(), 1);
        server.answer(Err(ApiError::Network));
        loader.retry().run(());
        assert_eq!(server.requests(), 1);
        server.answer(Err(ApiError::Network));
        assert_eq!(*shown.borrow(), [None, Some(Err(ApiError::Network))]);
    }

    #[test]
    fn an_answer_like_the_one_shown_leaves_it_alone() {
        let Asked {
            page: _page,
            server,
            input,
            loader,
        } = asked();
        let shown = Rc::new(RefCell::new(Vec::new()));
        let seen = shown.clone();
        let answer = loader.answer.clone();
        Effect::new(move |_| seen.borrow_mut().push(answer.get()));
        for (round, answer) in ["a case", "a case", "another"].into_iter().enumerate() {
            input.set(u32::try_from(round).unwrap() + 2);
            assert!(server.requests() > 0);
            while server.requests() > 0 {
                server.answer(Ok(answer));
            }
        }
        let cases = [None, Some(Ok("a case")), Some(Ok("another"))];
        assert_eq!(*shown.borrow(), cases);
    }

    #[test]
    fn a_retry_asks_again() {
        let Asked {
            page: _page,
            server,
            loader,
            ..
        } = asked();
        server.answer(Err(ApiError::Network));
        assert_eq!(loader.get(), Some(Err(ApiError::Network)));
        loader.retry().run(());
        assert_eq!(server.requests(), 1);
        server.answer(Ok("there again"));
        assert_eq!(loader.get(), Some(Ok("there again")));
    }

    #[test]
    fn without_a_request_nothing_is_asked_for_until_there_is_one() {
        let _page = page();
        let server = Server::default();
        let asked = server.clone();
        let may = RwSignal::new(false);
        let loader = Loader::new(move || may.get().then(|| asked.ask()));
        assert_eq!(server.requests(), 0);
        assert_eq!(loader.get(), None);
        may.set(true);
        assert_eq!(server.requests(), 1);
    }

    #[test]
    fn an_answer_that_arrives_when_the_page_is_gone_is_dropped() {
        let Asked {
            page,
            server,
            loader,
            ..
        } = asked();
        page.cleanup();
        server.answer(Ok("nobody reads it"));
        assert_eq!(loader.get(), None);
    }
}
