use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use super::*;
use crate::store::notifications::{self, Draft, Kind};
use crate::{actions, store};

fn draft(title: &str) -> Draft {
    Draft { kind: Kind::Info, title: title.to_owned(), message: String::new(), data: serde_json::Value::Null }
}

/// A writer whose pushes come out as text.
fn start() -> (Writer, mpsc::Receiver<String>) {
    let (tell, told) = mpsc::channel();
    let conn = store::open(Path::new(":memory:")).unwrap();
    let publish = move |push| {
        if let Push::All { payload, .. } = push {
            let id = payload.map(|payload| payload["notification"]["id"].as_str().unwrap_or("").to_owned());
            tell.send(id.unwrap_or_default()).unwrap();
        }
    };
    (Writer::start(conn, publish).unwrap().0, told)
}

#[tokio::test]
async fn a_job_that_fails_takes_back_only_what_it_did() {
    let (writer, told) = start();
    // The first job holds the thread until the others wait, so that they share a transaction.
    let (go, gate) = mpsc::channel::<()>();
    writer.run_then(
        move |_| {
            gate.recv_timeout(Duration::from_secs(5)).unwrap();
            Ok(())
        },
        |_| {},
    );
    let (answer, answers) = mpsc::channel();
    for title in ["good", "bad", "good too"] {
        let answer = answer.clone();
        writer.run_then(
            move |work| {
                actions::notify(work, &draft(title))?;
                if title == "bad" { Err(Error::Invalid("no".to_owned())) } else { Ok(()) }
            },
            move |result| answer.send((title, result.is_ok())).unwrap(),
        );
    }
    go.send(()).unwrap();
    let kept = writer.run(|work| notifications::newest(work.conn, 0)).await.unwrap();
    let titles: Vec<&str> = kept.notifications.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["good too", "good"]);
    assert_eq!(kept.unread_count, 2);
    assert_eq!(answers.try_iter().collect::<Vec<_>>(), [("good", true), ("bad", false), ("good too", true)]);
    let ids: Vec<String> = kept.notifications.iter().rev().map(|one| one.id.clone()).collect();
    assert_eq!(told.try_iter().collect::<Vec<_>>(), ids, "the failed job must tell nothing");
}

#[tokio::test]
async fn everybody_is_told_before_the_answer() {
    let (writer, told) = start();
    for _ in 0..50 {
        let kept = writer.run(|work| actions::notify(work, &draft("x"))).await.unwrap();
        assert_eq!(told.try_recv().as_ref(), Ok(&kept.id));
    }
}

#[tokio::test]
async fn pushes_come_in_the_order_of_ids_however_many_write() {
    let (writer, told) = start();
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let writer = writer.clone();
            tokio::spawn(async move {
                for _ in 0..100 {
                    writer.run(|work| actions::notify(work, &draft("x"))).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let ids: Vec<String> = told.try_iter().collect();
    assert_eq!(ids.len(), 800);
    assert!(ids.is_sorted_by(|a, b| a < b));
}

#[tokio::test]
async fn too_many_waiting_jobs_are_refused_and_the_others_done() {
    let (writer, told) = start();
    let (go, gate) = mpsc::channel::<()>();
    writer.run_then(
        move |_| {
            gate.recv_timeout(Duration::from_secs(20)).unwrap();
            Ok(())
        },
        |_| {},
    );
    let (answer, answers) = mpsc::channel();
    for _ in 0..WAITING + GROUP + 100 {
        let answer = answer.clone();
        writer.run_then(
            |work| actions::notify(work, &draft("x")).map(drop),
            move |result| answer.send(result).unwrap(),
        );
    }
    go.send(()).unwrap();
    drop(answer);
    let answers: Vec<_> = answers.iter().collect();
    let refused = answers.iter().filter(|answer| matches!(answer, Err(Error::Busy))).count();
    assert!(refused >= 100, "{refused}");
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), told.try_iter().count());
    assert_eq!(answers.len(), WAITING + GROUP + 100);
}

#[tokio::test]
async fn what_waits_is_done_before_a_stop_and_what_comes_later_is_refused() {
    let (tell, told) = mpsc::channel();
    let conn = store::open(Path::new(":memory:")).unwrap();
    let (writer, ended) = Writer::start(conn, move |_| tell.send(()).unwrap()).unwrap();
    let (go, gate) = mpsc::channel::<()>();
    writer.run_then(
        move |_| {
            gate.recv_timeout(Duration::from_secs(5)).unwrap();
            Ok(())
        },
        |_| {},
    );
    // More than one group, so that the thread comes upon the stop in the middle of one.
    let (answer, answers) = mpsc::channel();
    for _ in 0..GROUP + 10 {
        let answer = answer.clone();
        writer.run_then(
            |work| actions::notify(work, &draft("x")).map(drop),
            move |result| answer.send(result.is_ok()).unwrap(),
        );
    }
    writer.stop().await;
    go.send(()).unwrap();
    // This writer is still here: handlers of sockets keep theirs for longer than the hub runs.
    let ended = tokio::time::timeout(Duration::from_secs(5), ended).await;
    assert!(ended.is_ok(), "the thread did not end");
    assert_eq!(answers.try_iter().filter(|done| *done).count(), GROUP + 10);
    assert_eq!(told.try_iter().count(), GROUP + 10);
    assert!(writer.run(|_| Ok(())).await.is_err());
    writer.stop().await;
}
