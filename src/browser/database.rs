//! What the browser keeps in its database (IndexedDB): records as text, by store, hub and id.
//!
//! A transaction is over as soon as nothing is asked of it: nothing else is awaited inside one.

use std::rc::Rc;

use idb::{
    Database as Connection, DatabaseEvent, Error, Factory, KeyRange, ObjectStoreParams, Query,
    TransactionMode,
};
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::DomException;

const NAME: &str = "atalaya";
/// Makes a version of the database from the one before.
type Migration = fn(&Connection) -> Result<(), Error>;
/// What makes each version of the database from the one before; the first makes it from nothing.
const MIGRATIONS: [Migration; 1] = [create_stores];
/// Records that are read at once: more would be felt.
const PAGE: u32 = 500;

/// Where a record is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// Notifications, by their ids.
    Notifications,
    /// Tables, by their ids.
    Tables,
}

impl Store {
    const ALL: [Self; 2] = [Self::Notifications, Self::Tables];

    fn name(self) -> &'static str {
        match self {
            Self::Notifications => "notifications",
            Self::Tables => "tables",
        }
    }
}

/// Why the database is of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseFault {
    /// The browser gives none (a private window, or its settings).
    Refused,
    /// A later version of the page made it.
    Newer,
    /// There is no room for more.
    Full,
    /// Anything else, in the browser's words.
    Failed(String),
}

impl DatabaseFault {
    fn of(exception: DomException) -> Self {
        match exception.name().as_str() {
            "VersionError" => Self::Newer,
            "QuotaExceededError" => Self::Full,
            "SecurityError" => Self::Refused,
            name => Self::Failed(format!("{name}: {}", exception.message())),
        }
    }
}

impl From<Error> for DatabaseFault {
    fn from(error: Error) -> Self {
        let exception = match &error {
            Error::IndexedDbNotFound(_) => return Self::Refused,
            Error::DomException(exception) => Some(exception.clone()),
            Error::IndexedDbOpenFailed(thrown) | Error::UpdateFailed(thrown) => {
                thrown.clone().dyn_into().ok()
            }
            _ => None,
        };
        exception.map_or_else(|| Self::Failed(error.to_string()), Self::of)
    }
}

/// How a database that was open is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// A later version of the page wants to change it.
    Upgrade,
    /// The browser closed it: the user removed what this site keeps, or its storage failed.
    Closed,
}

/// Something to write.
pub enum Write {
    /// A record, new or in place of an older one.
    Put(Store, String, String),
    /// A record goes.
    Delete(Store, String),
}

/// The page's database, open. Cheap to clone.
#[derive(Clone)]
pub struct Database(Rc<Connection>);

impl Database {
    /// Open it; `on_lost` is called when it can no longer be used.
    ///
    /// # Errors
    /// Why the browser gives none.
    pub async fn open(on_lost: impl Fn(Lost) + Clone + 'static) -> Result<Self, DatabaseFault> {
        let version = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
        let mut asked = Factory::new()?.open(NAME, Some(version))?;
        // What fails in here ends the opening with an error of its own.
        asked.on_upgrade_needed(|event| {
            let (Ok(from), Ok(database)) = (event.old_version(), event.database()) else { return };
            for migrate in MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or(usize::MAX)) {
                if migrate(&database).is_err() {
                    return;
                }
            }
        });
        let mut connection = asked.await?;
        let stores = connection.store_names();
        if !Store::ALL.iter().all(|store| stores.iter().any(|name| name == store.name())) {
            // Something else made it, or made half of it: nothing of ours can be in it.
            connection.close();
            Factory::new()?.delete(NAME)?.await?;
            return Err(DatabaseFault::Failed("stores were missing".to_owned()));
        }
        let upgraded = on_lost.clone();
        // A page that stays open would keep a later one from its database for ever.
        connection.on_version_change(move |event| {
            if let Some(database) = event.target().and_then(|it| it.dyn_into::<web_sys::IdbDatabase>().ok()) {
                database.close();
            }
            upgraded(Lost::Upgrade);
        });
        connection.on_close(move |_| on_lost(Lost::Closed));
        Ok(Self(Rc::new(connection)))
    }

    /// Read all records of a hub, some at a time: ids with texts, by id.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn read(
        &self,
        store: Store,
        hub: &str,
        mut take: impl FnMut(Vec<(String, String)>),
    ) -> Result<(), DatabaseFault> {
        let mut after: Option<String> = None;
        loop {
            let page = self.page(store, hub, after.as_deref()).await?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = Some(last.clone());
            take(page);
        }
    }

    /// The first records after this id, or from the first on; none where there are no more.
    async fn page(
        &self,
        store: Store,
        hub: &str,
        after: Option<&str>,
    ) -> Result<Vec<(String, String)>, DatabaseFault> {
        let transaction = self.0.transaction(&[store.name()], TransactionMode::ReadOnly)?;
        let objects = transaction.object_store(store.name())?;
        let asked = |after| of_hub(hub, after).map(Query::from);
        let keys = objects.get_all_keys(Some(asked(after)?), Some(PAGE))?;
        let texts = objects.get_all(Some(asked(after)?), Some(PAGE))?;
        let (keys, texts) = (keys.await?, texts.await?);
        let id = |key: JsValue| Array::from(&key).get(1).as_string();
        let record = |(key, text): (JsValue, JsValue)| Some((id(key)?, text.as_string().unwrap_or_default()));
        Ok(keys.into_iter().zip(texts).filter_map(record).collect())
    }

    /// Write all of this, or nothing.
    ///
    /// # Errors
    /// It was not written.
    pub async fn write(&self, hub: &str, writes: Vec<Write>) -> Result<(), DatabaseFault> {
        let names = Store::ALL.map(Store::name);
        let transaction = self.0.transaction(&names, TransactionMode::ReadWrite)?;
        let (notifications, tables) =
            (transaction.object_store(names[0])?, transaction.object_store(names[1])?);
        let objects = |store| if store == Store::Notifications { &notifications } else { &tables };
        for write in writes {
            match write {
                Write::Put(store, id, text) => {
                    objects(store).put(&text.into(), Some(&key(hub, &id)))?;
                }
                Write::Delete(store, id) => {
                    objects(store).delete(key(hub, &id))?;
                }
            }
        }
        committed(transaction).await
    }

    /// Forget what is kept of a hub, or of all.
    ///
    /// # Errors
    /// It is still there.
    pub async fn forget(&self, hub: Option<&str>) -> Result<(), DatabaseFault> {
        let names = Store::ALL.map(Store::name);
        let transaction = self.0.transaction(&names, TransactionMode::ReadWrite)?;
        for name in names {
            let objects = transaction.object_store(name)?;
            match hub {
                Some(hub) => {
                    objects.delete(of_hub(hub, None)?)?;
                }
                None => {
                    objects.clear()?;
                }
            }
        }
        committed(transaction).await
    }
}

/// Have what was written committed at once, and wait until it is there. What is aborted without a word has found no room.
async fn committed(transaction: idb::Transaction) -> Result<(), DatabaseFault> {
    let mut transaction = transaction.commit()?;
    let ended = Promise::new(&mut |fulfil, reject| {
        transaction.on_complete(move |_| {
            let _ = fulfil.call0(&JsValue::NULL);
        });
        // The transaction alone knows why it was aborted: the event of a request that failed has another target.
        transaction.on_abort(move |event| {
            let target = event.target().and_then(|it| it.dyn_into::<web_sys::IdbTransaction>().ok());
            let error = target.and_then(|transaction| transaction.error());
            let _ = reject.call1(&JsValue::NULL, &error.map_or(JsValue::NULL, JsValue::from));
        });
    });
    match JsFuture::from(ended).await {
        Ok(_) => Ok(()),
        Err(error) => Err(error.dyn_into().map_or(DatabaseFault::Full, DatabaseFault::of)),
    }
}

fn create_stores(database: &Connection) -> Result<(), Error> {
    for store in Store::ALL {
        database.create_object_store(store.name(), ObjectStoreParams::new())?;
    }
    Ok(())
}

fn key(hub: &str, id: &str) -> JsValue {
    Array::of2(&hub.into(), &id.into()).into()
}

/// The keys of a hub, of ids after this one or all: an array comes after every text.
fn of_hub(hub: &str, after: Option<&str>) -> Result<KeyRange, Error> {
    let from = after.map_or_else(|| Array::of1(&hub.into()).into(), |id| key(hub, id));
    KeyRange::bound(&from, &Array::of2(&hub.into(), &Array::new()).into(), Some(true), Some(true))
}
