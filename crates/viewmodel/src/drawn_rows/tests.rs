use super::*;

/// The elements after windows on rows named by single letters, one after the other.
fn elements(windows: &[&str]) -> Vec<(String, usize)> {
    let mut drawn = Vec::new();
    for window in windows {
        let keys = window.chars().map(|name| RowKey::from(name.to_string())).collect();
        drawn = place(7, keys, &drawn);
    }
    drawn.into_iter().map(|row| (row.key.to_string(), row.element)).collect()
}

fn named(elements: &[(&str, usize)]) -> Vec<(String, usize)> {
    elements.iter().map(|(name, element)| ((*name).to_owned(), *element)).collect()
}

#[test]
fn what_stays_keeps_its_element_and_what_comes_takes_one_that_is_free() {
    for (windows, expected) in [
        (&["abc"][..], vec![("a", 0), ("b", 1), ("c", 2)]),
        (&["abc", "cab"], vec![("c", 2), ("a", 0), ("b", 1)]),
        (&["abc", "bcd"], vec![("b", 1), ("c", 2), ("d", 0)]),
        (&["abc", "xyz"], vec![("x", 0), ("y", 1), ("z", 2)]),
        (&["abc", "cab", "xyz"], vec![("x", 2), ("y", 0), ("z", 1)]),
        (&["abc", "b"], vec![("b", 1)]),
        (&["abc", "b", "xby"], vec![("x", 2), ("b", 1), ("y", 3)]),
        (&["abc", ""], vec![]),
        (&["ab", "", "abc"], vec![("a", 0), ("b", 1), ("c", 2)]),
        (&["abcd", "dxcb", "yd"], vec![("y", 0), ("d", 3)]),
    ] {
        let given = elements(windows);
        assert_eq!(given, named(&expected), "{windows:?}");
    }
}

#[test]
fn rows_stand_one_after_the_other() {
    let keys = ["a", "b"].map(RowKey::from).to_vec();
    let drawn = place(30, keys, &[]);
    assert_eq!(drawn.iter().map(|row| row.position).collect::<Vec<_>>(), [30, 31]);
}
