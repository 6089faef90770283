//! G1, G2: nothing that was entered is lost: a draft is kept on this device from the first keystroke (`keeper`, `device`) and in
//! the person's account after a pause (`account`), and other texts that are there are offered beside it (`others`).

mod account;
mod device;
mod keeper;
mod kept;
mod others;
mod standing;

use case_core::CaseType;
use case_wire::{DraftOwner, DraftView, Session};
use leptos::prelude::*;
use web_sys::File;

pub use account::{begin, discard};
use device::Device;
pub use keeper::Keeper;
pub use kept::Kept;
pub use others::others;
pub use standing::Standing;

/// What a form begins with.
pub struct Opened {
    /// Where drafts are kept, if this device keeps any.
    pub device: Option<Device>,
    /// The draft that goes on, with its files, if there is one.
    pub draft: Option<(Kept, Vec<Option<File>>)>,
    /// What else there is.
    pub drafts: Drafts,
}

/// Opens this person's drafts on this device and takes up the one that was changed last, of the case type that is wanted.
pub async fn open(session: &Session, wanted: Option<CaseType>) -> Opened {
    let device = Device::open(session).await;
    let owner = DraftOwner {
        account: session.account.id,
        display_name: session.display_name.clone(),
    };
    let mut here = match &device {
        Some(device) => {
            // What it costs to keep what nothing names is room, and the next visit sweeps as well.
            let _ = device.sweep().await;
            device.all().await.unwrap_or_default()
        }
        None => Vec::new(),
    };
    let mut draft = None;
    while let (Some(device), None) = (&device, &draft) {
        let fits =
            |kept: &Kept| !kept.is_discarded && wanted.is_none_or(|one| kept.may_become(one));
        let Some(place) = here.iter().position(fits) else {
            break;
        };
        draft = take(device, here.remove(place)).await;
    }
    Opened {
        device,
        draft,
        drafts: Drafts::new(owner, wanted, here),
    }
}

/// Moves a draft to this page, with its files; none where another page was faster.
async fn take(device: &Device, kept: Kept) -> Option<(Kept, Vec<Option<File>>)> {
    let mine = Kept {
        page: crate::dom::random_id(),
        ..kept.clone()
    };
    let is_mine = device.take(&kept.page, &mine).await.unwrap_or(false);
    let files = device.files(&mine.files).await.unwrap_or_default();
    is_mine.then_some((mine, files))
}

/// The person's drafts besides the one in the form. A copy is the same.
#[derive(Clone, Copy)]
pub struct Drafts {
    owner: StoredValue<DraftOwner>,
    wanted: Option<CaseType>,
    /// On this device.
    here: RwSignal<Vec<Kept>>,
    /// In the account.
    there: RwSignal<Vec<DraftView>>,
    /// Whether the form's own was taken out of the account elsewhere.
    is_gone: RwSignal<bool>,
    /// Whether the account is being looked at.
    has_begun: RwSignal<bool>,
}

impl Drafts {
    fn new(owner: DraftOwner, wanted: Option<CaseType>, here: Vec<Kept>) -> Self {
        Self {
            owner: StoredValue::new(owner),
            wanted,
            here: RwSignal::new(here),
            there: RwSignal::new(Vec::new()),
            is_gone: RwSignal::new(false),
            has_begun: RwSignal::new(false),
        }
    }

    fn owner(self) -> DraftOwner {
        self.owner.get_value()
    }

    fn is_wanted(self, case_type: CaseType) -> bool {
        self.wanted.is_none_or(|wanted| wanted == case_type)
    }

    /// Whether the account is being looked at; follows changes.
    pub fn has_begun(self) -> bool {
        self.has_begun.get()
    }

    fn begun(self) {
        self.has_begun.set(true);
    }

    /// The account has these besides.
    fn all_are_there(self, drafts: Vec<DraftView>) {
        if self.there.with_untracked(|there| *there != drafts) {
            self.there.set(drafts);
        }
    }

    /// The account has these of one case type besides, of other types what it had.
    fn are_there(self, case_type: CaseType, drafts: Vec<DraftView>) {
        let Some(mut all) = self.there.try_get_untracked() else {
            return;
        };
        all.retain(|one| one.case_type != case_type);
        all.extend(drafts);
        self.all_are_there(all);
        self.is_gone(false);
    }

    fn is_gone(self, gone: bool) {
        if self.is_gone.get_untracked() != gone {
            self.is_gone.set(gone);
        }
    }

    /// Those that were discarded and that the account may still have.
    fn discarded(self) -> Vec<Kept> {
        let mut here = self.here.get_untracked();
        here.retain(|kept| kept.is_discarded);
        here
    }

    fn forget_discarded(self, there: &mut Vec<DraftView>) {
        let discarded = self.discarded();
        there.retain(|view| !discarded.iter().any(|kept| kept.is_version(view.version)));
    }
}
