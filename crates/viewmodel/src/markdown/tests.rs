#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects)]
use std::time::{Duration, Instant};

use super::*;

/// The pieces, written so that one sees them: `{i b c:text}` and `<link|text>`.
fn seen(text: &str) -> String {
    let word = |words: &Words| {
        let Style { emphasis, strong, code } = words.style;
        let marks: String = [(emphasis, 'i'), (strong, 'b'), (code, 'c')]
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, mark)| mark)
            .collect();
        if marks.is_empty() { words.text.clone() } else { format!("{{{marks}:{}}}", words.text) }
    };
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => word(words),
        Piece::Link(to, words) => format!("<{}|{}>", to.link, words.iter().map(word).collect::<String>()),
    };
    pieces(text).iter().map(piece).collect()
}

#[test]
fn emphasis_strong_and_code_are_drawn() {
    for (text, drawn) in [
        ("a *b* c", "a {i:b} c"),
        ("_b_, __c__", "{i:b}, {b:c}"),
        ("**b**", "{b:b}"),
        ("***b***", "{ib:b}"),
        ("**b *c* d**", "{b:b }{ib:c}{b: d}"),
        ("*b **c** d*", "{i:b }{ib:c}{i: d}"),
        ("`*a*` and `` b`c ``", "{c:*a*} and {c:b`c}"),
        ("**`a`**", "{bc:a}"),
        ("```\nlet a = 1;\n```", "{c:\nlet a = 1;\n}"),
        ("foo*bar*baz", "foo{i:bar}baz"),
        ("¡**ñandú**!", "¡{b:ñandú}!"),
    ] {
        assert_eq!(seen(text), drawn, "{text}");
    }
}

#[test]
fn all_else_stays_the_text_that_it_is() {
    for text in [
        "# Title\n\n- one\n* two\n1. three\n> four\n---",
        "snake_case_name and 2 * 3 * 4",
        "a ** b ** c",
        "**open",
        "`open",
        "<b>bold</b> <img src=x onerror=alert(1)> &amp;",
        "| a | b |\n|---|---|",
        "[no link] (x) [a][b]",
        "[a](/relative) [b](#c) []",
        "**** __ _",
    ] {
        assert_eq!(seen(text), text);
    }
    assert_eq!(seen(r"\*a\* \_b\_ \[c\](d) C:\dir"), r"*a* _b_ [c](d) C:\dir");
}

#[test]
fn links_of_the_web_and_of_mail_are_links() {
    for (text, drawn) in [
        ("[a](https://x.example/1)", "<https://x.example/1|a>"),
        ("**[a *b*](http://x.example)**", "<http://x.example|{b:a }{ib:b}>"),
        ("[a](<https://x.example> \"t (x)\")", "<https://x.example|a>"),
        ("[a](https://x.example/b_(c)_d) e", "<https://x.example/b_(c)_d|a> e"),
        ("[a [b]](mailto:ana@x.example)", "<mailto:ana@x.example|a [b]>"),
        ("<https://x.example/a_b_c>", "<https://x.example/a_b_c|https://x.example/a_b_c>"),
        ("<mailto:ana@x.example?subject=a>", "<mailto:ana@x.example?subject=a|ana@x.example>"),
        ("see https://x.example/a_b_c*. So", "see <https://x.example/a_b_c|https://x.example/a_b_c>*. So"),
        ("(https://x.example/b_(c))", "(<https://x.example/b_(c)|https://x.example/b_(c)>)"),
        ("![a](https://x.example/i.png)", "![a](<https://x.example/i.png|https://x.example/i.png>)"),
    ] {
        assert_eq!(seen(text), drawn, "{text}");
    }
}

#[test]
fn no_other_address_is_followed() {
    for link in [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//x.example",
        "HTTPS://x.example",
        "https:x.example",
        "https://",
        "https://@",
        "mailto:",
        "https:\\\\x.example",
        "https://x.example\\@y.example",
        "https://x.example/\u{7}",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
    ] {
        for text in [format!("[a]({link})"), format!("<{link}>"), format!("[a](<{link}>)")] {
            assert!(pieces(&text).iter().all(|piece| matches!(piece, Piece::Words(_))), "{text}");
        }
    }
}

#[test]
fn a_link_says_where_it_goes() {
    let place = |link: &str| Address::parse(link).unwrap().place;
    assert_eq!(place("https://x.example:8080/a?b#c"), "x.example:8080");
    assert_eq!(place("https://bank.example@evil.example/login"), "evil.example");
    assert_eq!(place("https://evil.example?@bank.example"), "evil.example");
    assert_eq!(place("https://evil.example#@bank.example"), "evil.example");
    assert_eq!(place("mailto:ana@x.example?cc=b"), "ana@x.example");
    let to = Address::parse("https://x.example/").unwrap();
    assert!(to.is_said_by("x.example") && to.is_said_by("https://x.example/") && !to.is_said_by("y.example"));
}

/// Every shape for which a parser that looks on and on takes the square of the length.
#[test]
fn hostile_texts_are_read_in_time_and_lose_nothing() {
    let repeated = [
        "[", "](", "[a](", "*", "_a", "*a_ ", "**a *", "`", "`a``", "<", "<h", "http://.", "\\", "[a](b",
        "![", "a*",
    ];
    for piece in repeated {
        let text = piece.repeat(LONGEST / piece.len());
        let begun = Instant::now();
        let said: usize = pieces(&text)
            .iter()
            .map(|it| match it {
                Piece::Words(words) => words.text.len(),
                Piece::Link(_, words) => words.iter().map(|words| words.text.len()).sum(),
            })
            .sum();
        assert!(begun.elapsed() < Duration::from_secs(2), "{piece}: {:?}", begun.elapsed());
        assert!(said > 0 && said <= text.len(), "{piece}: {said}");
    }
    let long = "*a* ".repeat(LONGEST);
    assert_eq!(seen(&long), long);
}
