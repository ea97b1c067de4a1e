//! Lists of a hub: what they hold, what is missing in them, and in which order they stand.

use super::{Row, StoredRow, Table};
use crate::{Moment, PartOf};

/// Rows of a scope that could not be read when it was last listed.
#[derive(Clone, Debug)]
pub(super) struct UnreadableRows {
    scope: Option<String>,
    pub count: usize,
    /// So many of them are none that could be read before.
    never_read: usize,
}

impl Table {
    /// All rows of a scope, in answer to a request sent at `asked`; `unreadable` of them could not be read. True where a
    /// message was newer: the caller asks again.
    pub fn snapshot(
        &mut self,
        scope: Option<&str>,
        rows: Vec<Row>,
        unreadable: usize,
        asked: Moment,
        now: Moment,
    ) -> bool {
        let newer = |stored: &StoredRow| stored.touched.is_some_and(|at| at > asked.mono);
        let before = self.rows.len();
        let mut conflict = false;
        let mut places = Vec::with_capacity(rows.len());
        for row in self.without_duplicates(rows) {
            let place = self.index.get(&row.key).copied();
            places.push(place.unwrap_or(self.rows.len()));
            if place.and_then(|place| self.rows.get(place)).is_some_and(newer) {
                conflict = true;
            } else {
                self.put(row, scope, now, None);
            }
        }
        self.listed_in_full(scope);
        self.part = None;
        let mut present = vec![false; self.rows.len()];
        for place in &places {
            if let Some(present) = present.get_mut(*place) {
                *present = true;
            }
        }
        let is_missing = |(stored, present): &(&mut StoredRow, &bool)| {
            !**present && (scope.is_none() || stored.scope.as_deref() == scope)
        };
        let missing = self.rows.iter_mut().zip(&present).filter(is_missing);
        let missing = missing.filter(|(stored, _)| !stored.is_removed()).count();
        let all_gone = self.count_unreadable(scope, unreadable, missing);
        self.edits = self.edits.saturating_add(1);
        for (stored, _) in self.rows.iter_mut().zip(&present).filter(is_missing).filter(|_| all_gone) {
            if newer(stored) {
                conflict = true;
            } else {
                stored.removed_at.get_or_insert(now.wall);
                stored.edit = self.edits;
            }
        }
        self.order_as_listed(&present, places, before);
        self.forget_removed();
        self.as_of = Some(now);
        conflict
    }

    /// A page of a longer list: what is not on it may be on another one, so that nothing is gone. True where a message was
    /// newer.
    pub fn page(
        &mut self,
        scope: Option<&str>,
        rows: Vec<Row>,
        part: PartOf,
        (asked, now): (Moment, Moment),
    ) -> bool {
        let mut conflict = false;
        for row in self.without_duplicates(rows) {
            let touched = self.get(&row.key).and_then(|stored| stored.touched);
            if touched.is_some_and(|at| at > asked.mono) {
                conflict = true;
            } else {
                self.put(row, scope, now, None);
            }
        }
        self.listed_in_full(scope);
        self.part = Some(part);
        self.as_of = Some(now);
        conflict
    }

    /// Note how many rows of a scope cannot be read, and whether all of the `missing` ones are gone: where more rows
    /// cannot be read than ever before, the missing ones may be among them.
    fn count_unreadable(&mut self, scope: Option<&str>, count: usize, missing: usize) -> bool {
        let place = self.unreadable.iter().position(|of_scope| of_scope.scope.as_deref() == scope);
        let before = place.map(|place| self.unreadable.swap_remove(place));
        let never_read = before.map_or(0, |before| before.never_read);
        let all_gone = missing == 0 || count <= never_read;
        if count > 0 || !all_gone {
            let scope = scope.map(str::to_owned);
            let never_read = if all_gone { count } else { never_read };
            self.unreadable.push(UnreadableRows { scope, count, never_read });
        }
        all_gone
    }

    /// A scope was listed in full: what comes to it later is new.
    pub fn listed_in_full(&mut self, scope: Option<&str>) {
        self.restored = false;
        if !self.listed.iter().any(|listed| listed.as_deref() == scope) {
            self.listed.push(scope.map(str::to_owned));
        }
    }

    /// Put the listed rows (`places`, in the hub's order) where listed ones stood before, so that all others stay where
    /// they are. New ones, from `known` on, follow after the last of them.
    fn order_as_listed(&mut self, listed: &[bool], places: Vec<usize>, known: usize) {
        let before = listed.get(..known).unwrap_or_default();
        let Some(last) = before.iter().rposition(|listed| *listed) else { return };
        let mut next = places.into_iter();
        let mut order = Vec::with_capacity(listed.len());
        for (place, listed) in before.iter().enumerate() {
            if *listed {
                order.extend(next.next())
            } else {
                order.push(place)
            }
            if place == last {
                order.extend(next.by_ref());
            }
        }
        if order.is_sorted() {
            return;
        }
        let mut rows: Vec<Option<StoredRow>> = std::mem::take(&mut self.rows).into_iter().map(Some).collect();
        self.rows = order.into_iter().filter_map(|place| rows.get_mut(place)?.take()).collect();
        self.reindex();
    }
}
