//! Bytes that survive a reload, more than the browser's small storage of texts holds: an `IndexedDB` of one table.

use std::cell::RefCell;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

use crate::dom;

const NAME: &str = "spawnpoint";
const TABLE: &str = "files";

thread_local! {
    /// The database, once it is open.
    static OPEN: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
}

/// Opens the database, so that what is stored later, as when the reader leaves, need not wait for that.
pub fn prepare() {
    spawn_local(async {
        // Who needs it is told.
        let _ = table(IdbTransactionMode::Readonly).await;
    });
}

/// The bytes under a name, if there are any.
///
/// # Errors
/// When the browser does not let the page read them.
pub async fn get(name: &str) -> Result<Option<Vec<u8>>, JsValue> {
    let request = table(IdbTransactionMode::Readonly)
        .await?
        .get(&name.into())?;
    let value = result(&request).await?;
    Ok(value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec))
}

/// Stores bytes under a name, or removes those that are there. `on_refused` is called if the browser does not store
/// them.
pub fn set(name: String, bytes: Option<Vec<u8>>, on_refused: impl FnOnce() + 'static) {
    spawn_local(async move {
        if write(&name, bytes).await.is_err() {
            on_refused();
        }
    });
}

async fn write(name: &str, bytes: Option<Vec<u8>>) -> Result<(), JsValue> {
    let table = table(IdbTransactionMode::Readwrite).await?;
    let transaction = table.transaction();
    let name = name.into();
    match bytes {
        Some(bytes) => table.put_with_key(&Uint8Array::from(bytes.as_slice()), &name)?,
        None => table.delete(&name)?,
    };
    let ended = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    // Nothing more comes: what was asked for is done even if the page is gone by then.
    #[expect(
        deprecated,
        reason = "it is a part of the standard, whatever web-sys says"
    )]
    transaction.commit()?;
    JsFuture::from(ended).await.map(drop)
}

async fn table(mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    let open = OPEN.with_borrow(Clone::clone);
    let database = if let Some(database) = open {
        database
    } else {
        let database = open_database().await?;
        OPEN.set(Some(database.clone()));
        database
    };
    database
        .transaction_with_str_and_mode(TABLE, mode)?
        .object_store(TABLE)
}

async fn open_database() -> Result<IdbDatabase, JsValue> {
    let factory = dom::window().indexed_db()?;
    let factory = factory.ok_or("the browser has no database")?;
    let request: IdbOpenDbRequest = factory.open_with_u32(NAME, 1)?;
    let opened = request.clone();
    let make = Closure::once(move || {
        let database: IdbDatabase = opened.result()?.unchecked_into();
        database.create_object_store(TABLE).map(drop)
    });
    request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
    Ok(result(&request).await?.unchecked_into())
}

/// What a request results in.
async fn result(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let ended = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(ended).await?;
    request.result()
}
