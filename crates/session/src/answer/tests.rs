use super::*;

fn headers(retry_after: &str, link: &str) -> AnswerHeaders {
    let (retry_after, link) = (Some(retry_after.to_owned()), Some(link.to_owned()));
    AnswerHeaders { retry_after, link, etag: None }
}

#[test]
fn a_hub_asks_for_patience_in_seconds_or_by_a_date() {
    // 2026-11-23T07:22:09Z
    let now = Millis(1_795_418_529_000);
    let cases = [
        ("120", Some(120_000)),
        (" 0 ", Some(0)),
        ("Mon, 23 Nov 2026 07:24:09 GMT", Some(120_000)),
        ("Tue, 01 Dec 2026 07:22:09 GMT", Some(8 * 86_400_000)),
        ("Tue, 29 Feb 2028 07:22:09 GMT", Some(463 * 86_400_000)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
        ("Mon, 23 Nov 2026 07:24:09", None),
        ("soon", None),
        ("-5", None),
        ("", None),
    ];
    for (text, expected) in cases {
        assert_eq!(headers(text, "").retry_after_ms(now), expected, "{text}");
    }
    assert_eq!(AnswerHeaders::default().retry_after_ms(now), None);
}

#[test]
fn a_list_goes_on_where_its_link_says() {
    let cases = [
        (
            r#"<https://hub/rows?page=2>; rel="next", <https://hub/rows?page=9>; rel="last""#,
            Some("https://hub/rows?page=2"),
        ),
        (r#"</rows?page=1>; rel="prev", </rows?page=3>; title="more"; rel=next"#, Some("/rows?page=3")),
        (r#"<?page=3>;rel="start next""#, Some("?page=3")),
        (r#"</rows?page=1>; rel="prev""#, None),
        ("nonsense", None),
    ];
    for (text, expected) in cases {
        assert_eq!(headers("", text).next_link(), expected, "{text}");
    }
}

#[test]
fn what_the_hub_says_of_the_question_lasts_and_what_it_says_of_itself_passes() {
    let http = |status| RequestFailure::Http { status, words: String::new() };
    for fault in [http(404), http(403), http(410), RequestFailure::Html, RequestFailure::Unfit(String::new())]
    {
        assert!(fault.is_lasting() && fault.is_answer(), "{fault:?}");
    }
    for fault in [http(500), http(503), http(429), http(408)] {
        assert!(!fault.is_lasting() && fault.is_answer(), "{fault:?}");
    }
    for fault in [RequestFailure::TimedOut { after_ms: 1 }, RequestFailure::Unreachable(String::new())] {
        assert!(!fault.is_lasting() && !fault.is_answer(), "{fault:?}");
    }
}
