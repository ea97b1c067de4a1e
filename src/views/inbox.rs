//! Notifications: the dialog and the page, over one list.

use std::collections::VecDeque;

use leptos::prelude::*;
use model::{Entry, EventId, Filter, Gap, HubId, InboxItem, Millis, Severity};
use session::{Intent, Session, State};
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlDialogElement, HtmlElement, KeyboardEvent};

use super::dom::{self, El, el, item, watch};
use super::icon::{Drawing, close_button, icon};
use super::toast::toasts;
use crate::browser::clock;
use crate::i18n::{Lang, Msg, format};
use crate::router;
use crate::state::{App, Hub};

/// Lines drawn at a time; the DOM never holds more.
const WINDOW: usize = 60;
/// The window moves by this many lines.
const STEP: usize = 20;
/// It moves when the end is this near (CSS pixels).
const NEAR: i32 = 600;
/// What arrived this recently slides in (milliseconds).
const FRESH: i64 = 1_500;
/// In the page's address, before the hub that is wanted alone.
const OF_HUB: &str = "?hub=";

/// The modal dialog.
pub fn dialog(app: App) -> El {
    let dialog = el("dialog")
        .class("inbox")
        .set("data-testid", "inbox-dialog")
        .attr("aria-label", app.t(Msg::Notifications))
        .on("close", move |_| app.dialog.set(false))
        .fill_when(move || app.dialog.get(), move |into| list(into, app, true));
    dom::keep_open(&dialog.cast::<HtmlDialogElement>(), move || app.dialog.get());
    dialog
}

/// The page. While the dialog is open it gives way.
pub fn page(app: App) -> El {
    el("section")
        .class("panel inbox")
        .fill_when(move || !app.dialog.get(), move |into| list(into, app, false))
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
enum Line {
    Note(HubId, EventId),
    Gap(HubId, Gap),
}

/// The list with its filters and buttons.
fn list(into: El, app: App, modal: bool) -> El {
    let filter = RwSignal::new(Filter::default());
    let offset = RwSignal::new(0_usize);
    let asked = if modal { None } else { router::query().strip_prefix(OF_HUB).map(str::to_owned) };
    let only = RwSignal::new(asked);
    let hubs = move || chosen(app, only);
    let shown = Memo::new(move |_| lines(hubs(), &filter.get(), offset.get()));
    let on_scroll = move |event: Event| {
        let list: HtmlElement = event_target(&event);
        let below = list.scroll_height() - list.scroll_top() - list.client_height();
        let now = offset.get_untracked();
        let (moved, stays) = if below < NEAR && shown.with_untracked(Vec::len) == WINDOW {
            (now + STEP, STEP)
        } else if list.scroll_top() < NEAR && now > 0 {
            (now.saturating_sub(STEP), 0)
        } else {
            return;
        };
        keep_in_place(list, stays);
        offset.set(moved);
    };
    let chip = |text: Msg<'static>, wanted: Filter| {
        let mine = wanted.clone();
        let choose = move |_| {
            offset.set(0);
            filter.set(wanted.clone());
        };
        let chosen = move || filter.with(|filter| *filter == mine);
        el("button").set("type", "button").truth("aria-pressed", chosen).on("click", choose).say(app.t(text))
    };
    let unread = move || hubs().into_iter().map(Hub::unread).sum::<usize>();
    let none_unread = move || unread() == 0;
    let mark_all = el("button")
        .set("type", "button")
        .class("quiet")
        .set("data-testid", "mark-all-read")
        .flag("disabled", none_unread)
        .on("click", move |_| hubs().into_iter().for_each(|hub| hub.intend(Intent::MarkAll)))
        .say(app.t(Msg::MarkAll));
    let count = el("span")
        .class("pill bad")
        .flag("hidden", none_unread)
        .say(move || app.lang.get().text(&Msg::Unread { count: unread() }));
    let header = el("header")
        .with(el("h1").say(app.t(Msg::Notifications)))
        .with(count)
        .with(el("span").class("grow"))
        .with(mark_all);
    let close = || close_button(app, move || app.dialog.set(false));
    let chips = el("div")
        .class("chips")
        .with(chip(Msg::All, Filter::default()))
        .with(chip(Msg::OnlyUnread, Filter { unread: true, kind: None }))
        .with(chip(Msg::OnlyErrors, Filter { unread: false, kind: Some(Severity::Error) }))
        .with(select(app, only, move |hub| {
            offset.set(0);
            if !modal {
                router::put_query(&if hub.is_empty() { String::new() } else { format!("{OF_HUB}{hub}") });
            }
        }));
    let dropped = move || sum(hubs(), |session| session.inbox().dropped() as usize) as u64;
    let dropped = el("li")
        .class("dropped")
        .flag("hidden", move || dropped() == 0)
        .say(move || app.lang.get().text(&Msg::Dropped { count: dropped() }));
    let lines = el("ol")
        .class("list")
        .set("tabindex", "0")
        .attr("aria-label", app.t(Msg::Notifications))
        .on("scroll", on_scroll)
        .each(move || shown.get().into_iter().map(|line| item(key(&line), move || draw(app, line))).collect())
        .with(dropped);
    let clear = el("button")
        .set("type", "button")
        .set("data-testid", "clear-all")
        .flag("disabled", move || sum(hubs(), |session| session.inbox().len()) == 0)
        .on("click", move |_| hubs().into_iter().for_each(|hub| hub.intend(Intent::Clear)))
        .say(app.t(Msg::Clear));
    let into =
        if modal { into.with(header.with(close())).with(toasts(app, true)) } else { into.with(header) };
    into.with(chips)
        .with(undo_bar(app))
        .with(lines)
        .with(empty(app, only, filter, shown))
        .with(el("footer").with(el("span").class("grow")).with(clear))
}

/// The hubs whose notifications are listed, and whom the buttons speak to: all, or the one that is wanted and
/// known.
fn chosen(app: App, only: RwSignal<Option<String>>) -> Vec<Hub> {
    let hub = only.with(|only| only.as_ref().and_then(|id| app.hub(id)));
    hub.map_or_else(|| app.hubs.get(), |hub| vec![hub])
}

/// The choice of a hub, where there are several.
fn select(app: App, only: RwSignal<Option<String>>, changed: impl Fn(&str) + 'static) -> El {
    let option = move |hub: Hub| {
        let id = hub.id().to_string();
        item(id.clone(), move || {
            let mine = id.clone();
            let option = el("option").set("value", &id).text(&hub.name());
            option.flag("selected", move || only.with(|only| only.as_ref() == Some(&mine)))
        })
    };
    el("select")
        .attr("aria-label", app.t(Msg::Hubs))
        .flag("hidden", move || app.hubs.with(Vec::len) < 2)
        .with(el("option").set("value", "").say(app.t(Msg::AllHubs)))
        .each(move || app.map_hubs(option))
        .on("change", move |event| {
            let hub = event_target_value(&event);
            changed(&hub);
            only.set(Some(hub));
        })
}

/// A sum over hubs' sessions; tracks their inboxes.
fn sum(hubs: Vec<Hub>, of: impl Fn(&Session) -> usize) -> usize {
    let one = |hub: Hub| {
        hub.inbox.track();
        hub.read(&of)
    };
    hubs.into_iter().map(one).sum()
}

/// Where a line stands that stays in the window, it stands when the window has moved. Browsers that see to it
/// themselves do not always: at the very end of the list there would be no way on.
fn keep_in_place(list: HtmlElement, line: usize) {
    let line = u32::try_from(line).ok().and_then(|line| list.children().item(line));
    let (Some(line), Some(window)) = (line, web_sys::window()) else { return };
    let before = line.get_bounding_client_rect().top();
    let put_back = Closure::once_into_js(move || {
        let moved = line.get_bounding_client_rect().top() - before;
        list.set_scroll_top(list.scroll_top() + moved as i32);
    });
    let _ = window.request_animation_frame(put_back.unchecked_ref());
}

/// What was cleared can be taken back, where it was done.
fn undo_bar(app: App) -> El {
    let open = move || {
        let now = app.tick.get();
        let each = app.map_hubs(|hub| hub.undo.get().filter(|undo| undo.until > now).map(|undo| (hub, undo)));
        each.into_iter().flatten().collect::<Vec<_>>()
    };
    let count = move || open().iter().map(|(_, undo)| undo.count).sum::<usize>();
    let undo = move |_| {
        for (hub, undo) in open() {
            hub.undo.set(None);
            hub.intend(Intent::Undo(undo.clear));
        }
    };
    let button = move || {
        el("button").set("type", "button").set("data-testid", "undo").on("click", undo).say(app.t(Msg::Undo))
    };
    let bar = move |into: El| {
        let text = el("span").say(move || app.lang.get().text(&Msg::Cleared { count: count() }));
        into.with(el("div").class("undo").set("role", "status").with(text).with(button()))
    };
    el("div").class("slot").fill_when(move || !open().is_empty(), bar)
}

/// One notification. A click or Enter marks it read.
fn note(app: App, hub: Hub, id: EventId) -> El {
    let (clicked, entered, timed) = (id.clone(), id.clone(), id.clone());
    let on_key = move |event: Event| {
        if event.unchecked_ref::<KeyboardEvent>().key() == "Enter" {
            hub.mark_read(entered.clone());
        }
    };
    let ago = move || {
        let at = hub.read(|session| session.inbox().get(&timed).map_or(Millis(0), |entry| entry.at));
        hub.inbox.track();
        format::relative(app.lang.get(), at.0, app.tick.get().0)
    };
    let arrived = hub.read(|session| session.inbox().get(&id).map_or(Millis(0), |entry| entry.received_at));
    let fresh = clock::wall().0 - arrived.0 < FRESH;
    let parts = Note {
        line: el("li")
            .class(if fresh { "note arriving" } else { "note" })
            .set("tabindex", "0")
            .set("data-testid", "notification")
            .set("data-id", id.as_str())
            .set("data-hub", hub.id().as_str())
            .on("click", move |_| hub.mark_read(clicked.clone()))
            .on("keydown", on_key),
        kind: el("span").class("kind").set("role", "img"),
        title: el("h2").set("data-testid", "title"),
        time: el("time").say(ago),
        message: el("p").set("data-testid", "message"),
        source: el("span").class("where"),
    };
    let line = [&parts.kind, &parts.title, &parts.time, &parts.message, &parts.source]
        .into_iter()
        .fold(parts.line.clone(), |line, part| line.with(part.clone()));
    let mut drawn: Option<(Lang, Entry)> = None;
    watch(Box::new(move || {
        hub.inbox.track();
        let lang = app.lang.get();
        hub.read(|session| {
            let Some(entry) = session.inbox().get(&id) else { return };
            if drawn.as_ref().is_none_or(|(before, old)| *before != lang || old != entry) {
                parts.draw(lang, hub, entry);
                drawn = Some((lang, entry.clone()));
            }
        });
    }));
    line
}

/// The elements of a notification.
struct Note {
    line: El,
    kind: El,
    title: El,
    time: El,
    message: El,
    source: El,
}

impl Note {
    fn draw(&self, lang: Lang, hub: Hub, entry: &Entry) {
        let told = &entry.notification;
        self.line.put("data-kind", told.kind.as_str());
        self.line.put("data-read", if entry.read() { "true" } else { "false" });
        self.kind.write("");
        self.kind.put("aria-label", &lang.text(&Msg::Severity(told.kind)));
        self.kind.clone().with(icon(Drawing::of(told.kind)));
        match &told.title {
            Some(title) => self.title.write(title.get(lang.tag())),
            None => self.title.write(&lang.text(&Msg::Untitled)),
        }
        self.time.put("datetime", &format::iso(entry.at.0));
        self.time.put("title", &format::moment(lang, entry.at.0));
        self.message.write(told.message.as_ref().map_or("", |message| message.get(lang.tag())));
        self.source.write(&hub.name());
        if let Some(link) = &told.link {
            self.source.clone().text(" · ").with(dom::link(link).text(&lang.text(&Msg::OpenLink)));
        }
    }
}

/// A time in which nothing was heard.
fn gap_line(app: App, hub: Hub, gap: Gap) -> El {
    let text = move || {
        let lang = app.lang.get();
        let (from, to) = (format::clock(lang, gap.from.0), format::clock(lang, gap.to.0));
        lang.text(&Msg::Gap { hub: &hub.name(), from: &from, to: &to })
    };
    el("li")
        .class("gap")
        .set("data-testid", "gap")
        .set("data-hub", hub.id().as_str())
        .set("data-from", &format::iso(gap.from.0))
        .set("data-to", &format::iso(gap.to.0))
        .say(text)
}

/// What stands where nothing stands.
fn empty(app: App, only: RwSignal<Option<String>>, filter: RwSignal<Filter>, shown: Memo<Vec<Line>>) -> El {
    let states = move || {
        app.tick.track();
        let now = clock::now();
        chosen(app, only).into_iter().map(|hub| hub.state(now)).collect::<Vec<_>>()
    };
    let sentence = move || {
        if !shown.with(Vec::is_empty) {
            return Sentence::None;
        }
        let states = states();
        let heard = states.iter().any(|state| matches!(state, State::Online { .. }));
        let first = |state: &State| matches!(state, State::Idle | State::Connecting { attempt: 0 | 1 });
        filter.with(|filter| match filter {
            Filter { unread: true, .. } => Sentence::Of(Msg::NothingUnread),
            Filter { kind: Some(_), .. } => Sentence::Of(Msg::NoErrors),
            _ if heard => Sentence::Of(Msg::NothingYet),
            _ if !app.loaded.get() || states.iter().any(first) => Sentence::Loading,
            _ => Sentence::Of(Msg::InboxUnreached),
        })
    };
    el("div").class("slot").fill_for(sentence, move |into, sentence| match sentence {
        Sentence::None => into,
        Sentence::Loading => into.with(dom::skeleton(app)),
        Sentence::Of(text) => {
            let says = el("p").say(app.t(text.clone()));
            into.with(el("div").class("empty").with(icon(Drawing::Bell)).with(says))
        }
    })
}

/// What an empty list says.
#[derive(Clone, Debug, PartialEq)]
enum Sentence {
    None,
    Loading,
    Of(Msg<'static>),
}

/// A line as it is drawn; an empty one where its hub is gone.
fn draw(app: App, line: Line) -> El {
    let (Line::Note(hub, _) | Line::Gap(hub, _)) = &line;
    match (app.hub(hub.as_str()), line) {
        (Some(hub), Line::Note(_, id)) => note(app, hub, id),
        (Some(hub), Line::Gap(_, gap)) => gap_line(app, hub, gap),
        (None, _) => el("li").set("hidden", ""),
    }
}

fn key(line: &Line) -> String {
    match line {
        Line::Note(hub, id) => format!("{hub}/{id}"),
        Line::Gap(hub, gap) => format!("{hub}\u{1e}{}-{}", gap.from.0, gap.to.0),
    }
}

/// The lines of the window: the hubs' inboxes in one order.
fn lines(hubs: Vec<Hub>, filter: &Filter, offset: usize) -> Vec<Line> {
    let mut heads: Vec<_> = Vec::new();
    for hub in hubs {
        hub.inbox.track();
        let id = hub.id();
        let line = |item: InboxItem<'_>| match item {
            InboxItem::Entry(entry) => (entry.at, Line::Note(id.clone(), entry.notification.id.clone())),
            InboxItem::Gap(gap) => (gap.to, Line::Gap(id.clone(), *gap)),
        };
        let all = |session: &Session| -> VecDeque<_> {
            session.inbox().lines(filter, 0, offset + WINDOW).into_iter().map(line).collect()
        };
        heads.push(hub.read(all));
    }
    let mut merged = Vec::new();
    while merged.len() < offset + WINDOW {
        let newest = heads.iter_mut().max_by_key(|lines| lines.front().map(|(at, _)| *at));
        let Some((_, line)) = newest.and_then(VecDeque::pop_front) else { break };
        merged.push(line);
    }
    merged.split_off(offset.min(merged.len()))
}
