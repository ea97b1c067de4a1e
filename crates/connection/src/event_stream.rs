//! Server-Sent Events: the text of a stream, as events (WHATWG HTML §9.2.6).

use socketio::wire::{StreamEvent, StreamPiece};

/// An event of more bytes than this is not kept.
const LARGEST_EVENT: usize = 4 * 1024 * 1024;

/// Reads one stream, piece by piece.
#[derive(Debug, Default)]
pub struct EventStream {
    /// The line that has not come to its end.
    line: String,
    /// A carriage return was the last character: a line feed after it belongs to it.
    returned: bool,
    name: String,
    data: String,
    /// The event of the moment is too large: what is left of it is not kept.
    skips: bool,
}

impl EventStream {
    /// Read on. A line ends with a line feed, a carriage return, or both.
    pub fn read(&mut self, text: &str) -> StreamPiece {
        let mut piece = StreamPiece::default();
        let mut rest = text;
        if std::mem::take(&mut self.returned) {
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
        while let Some((line, after)) = rest.split_once(['\n', '\r']) {
            let carriage = rest.as_bytes().get(line.len()) == Some(&b'\r');
            rest = match (carriage, after) {
                (true, "") => {
                    self.returned = true;
                    after
                }
                (true, _) => after.strip_prefix('\n').unwrap_or(after),
                (false, _) => after,
            };
            self.keep(line, &mut piece);
            let line = std::mem::take(&mut self.line);
            self.on_line(&line, &mut piece);
        }
        self.keep(rest, &mut piece);
        piece
    }

    /// Add to the line of the moment, unless it becomes too large.
    fn keep(&mut self, text: &str, piece: &mut StreamPiece) {
        if self.line.len().saturating_add(self.data.len()).saturating_add(text.len()) > LARGEST_EVENT {
            if !std::mem::replace(&mut self.skips, true) {
                let beginning = if self.data.is_empty() { &self.line } else { &self.data };
                piece.too_large = Some(beginning.chars().take(200).collect());
            }
            self.data.clear();
            // The rest of the line is a comment: no blank line, which would end the event.
            self.line.clear();
            self.line.push(':');
        } else {
            self.line.push_str(text);
        }
    }

    fn on_line(&mut self, line: &str, piece: &mut StreamPiece) {
        if line.is_empty() {
            return self.on_blank_line(piece);
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" if self.skips => {}
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => piece.last_id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                piece.retry_ms = value.parse().ok().or(piece.retry_ms);
            }
            // A comment, which has no name, only shows that the hub lives; what nobody knows means nothing.
            _ => {}
        }
    }

    fn on_blank_line(&mut self, piece: &mut StreamPiece) {
        let (name, mut data) = (std::mem::take(&mut self.name), std::mem::take(&mut self.data));
        if std::mem::take(&mut self.skips) || data.pop().is_none() {
            return;
        }
        let name = if name.is_empty() { "message".to_owned() } else { name };
        piece.events.push(StreamEvent { name, data });
    }
}

#[cfg(test)]
mod tests;
