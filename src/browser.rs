//! The browser as the session sees it: sockets, requests, clocks, zones and storage.

mod body;
pub mod channel;
pub mod choice;
pub mod clipboard;
pub mod clock;
pub mod cut_text;
pub mod database;
pub mod density;
pub mod desktop;
pub mod download;
pub mod dynamic;
pub mod editor;
pub mod element;
pub mod error;
pub mod event_stream;
pub mod fetch;
pub mod lock;
pub mod look;
pub mod shortcuts;
pub mod socket;
pub mod sound;
pub mod storage;
pub mod theme;
pub mod transfer;
pub mod zones;
