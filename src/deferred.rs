//! The parts of the page that load later: a second wasm module and a second stylesheet, fetched when the first of them is
//! drawn.
//!
//! `cargo xtask build` cuts the program at [`parts`]: whatever only it leads to is in the second module.
//! Pages ask for a part through [`crate::components::later::Later`] and never name what draws it.

use leptos::prelude::*;
use profile::Profile;
use session::{Input, Session};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::browser::{event_stream, transfer};
use crate::components::later_tool::LaterTool;
use crate::components::toast::list::ToastList;
use crate::hubs::history::keep_history;
use crate::hubs::renew_logins;
use crate::pages::actions::ActionDialog;
use crate::pages::add_hub::AddHub;
use crate::pages::connection::details::HubConnection;
use crate::pages::connection::diagnostics::Diagnostics;
use crate::pages::connection::why::Why;
use crate::pages::drafts::DraftStatus;
use crate::pages::inbox::list::NotificationList;
use crate::pages::login::LoginPanel;
use crate::pages::overview::attention::AttentionStrip;
use crate::pages::overview::newest::NewestEvents;
use crate::pages::overview::sparkline::InboxSparkline;
use crate::pages::problems::ConfigProblems;
use crate::pages::settings::SettingsPage;
use crate::pages::tables::menu::TableMenu;
use crate::pages::tables::opened_row::OpenedRow;
use crate::pages::tables::problems::TableProblems;
use crate::pages::tables::status_map::StatusMap;
use crate::pages::tables::totals::Totals;
use crate::pages::workbench::Workbench;
use crate::store::announcements;
use crate::store::{App, DrawTool, Hub, Loading, Part, Parts, Tool};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = atalayaStyles, catch)]
    fn fetch_styles() -> Result<js_sys::Promise, JsValue>;
}

/// Fetch the second module and its styles at once; nothing where one of them does not come. The next call tries anew.
pub fn load() -> Loading<Parts> {
    Box::pin(async {
        let styles = JsFuture::from(fetch_styles().ok()?);
        let parts = parts().await.ok()?;
        styles.await.ok()?;
        Some(parts)
    })
}

#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(deferred, wasm_split_path = leptos::wasm_split, fallible)]
fn parts() -> Result<Parts, leptos::wasm_split::SplitLoaderError> {
    Ok(all())
}

/// Without the cut, as `trunk serve` builds it, the parts are in the only module.
#[cfg(not(feature = "split"))]
async fn parts() -> Result<Parts, std::convert::Infallible> {
    Ok(all())
}

fn all() -> Parts {
    Parts {
        draw,
        transfer: transfer::send,
        listen: event_stream::listen,
        read_profile: Profile::with,
        load_tools,
        begin,
        watch_rows,
    }
}

fn begin(app: App) {
    renew_logins(app);
    keep_history(app);
    announcements::start(app);
}

fn watch_rows(hub: Hub) {
    let alerts = hub.read(Session::row_alerts);
    hub.dispatch(Input::Alerts(Box::new(alerts)));
}

/// Fetch the module of what profiles are made with: the inference is larger than half of the second one.
fn load_tools() -> Loading<DrawTool> {
    Box::pin(async { tools().await.ok() })
}

#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(tools, wasm_split_path = leptos::wasm_split, fallible)]
fn tools() -> Result<DrawTool, leptos::wasm_split::SplitLoaderError> {
    Ok(draw_tool)
}

#[cfg(not(feature = "split"))]
async fn tools() -> Result<DrawTool, std::convert::Infallible> {
    Ok(draw_tool)
}

fn draw_tool(tool: Tool) -> AnyView {
    match tool {
        Tool::Draft(job) => view! { <DraftStatus job /> }.into_any(),
        Tool::Workbench(hub) => view! { <Workbench hub /> }.into_any(),
    }
}

fn draw(part: Part) -> AnyView {
    match part {
        Part::Notifications { modal } => view! { <NotificationList modal /> }.into_any(),
        Part::Settings => view! { <SettingsPage /> }.into_any(),
        Part::AddHub => view! { <AddHub /> }.into_any(),
        Part::Problems => view! { <ConfigProblems /> }.into_any(),
        Part::OpenedRow(hub) => view! { <OpenedRow hub /> }.into_any(),
        Part::Connection(hub) => view! { <HubConnection hub /> }.into_any(),
        Part::Diagnostics(hub) => view! { <Diagnostics hub /> }.into_any(),
        Part::TableMenu(table) => view! { <TableMenu table /> }.into_any(),
        Part::Action(open) => view! { <ActionDialog open /> }.into_any(),
        Part::Login(hub) => view! { <LoginPanel hub /> }.into_any(),
        Part::Why(hub) => view! { <Why hub /> }.into_any(),
        Part::TableProblems(table) => view! { <TableProblems table /> }.into_any(),
        Part::StatusMap(table, place) => view! { <StatusMap table place /> }.into_any(),
        Part::Totals(table, places) => view! { <Totals table places /> }.into_any(),
        Part::Workbench(hub) => view! { <LaterTool tool=Tool::Workbench(hub) /> }.into_any(),
        Part::Lately(hub) => view! { <InboxSparkline hub /> }.into_any(),
        Part::Attention => view! { <AttentionStrip /> }.into_any(),
        Part::Newest => view! { <NewestEvents /> }.into_any(),
        Part::Toasts { modal } => view! { <ToastList modal /> }.into_any(),
    }
}
