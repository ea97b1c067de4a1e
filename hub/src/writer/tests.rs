use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use super::*;
use crate::store::channels::Channel;
use crate::store::notifications::{self, Draft, Severity};
use crate::{actions, store};

fn draft(title: &str) -> Draft {
    Draft {
        channel: Channel::Portal,
        severity: Severity::Info,
        title: title.to_owned(),
        message: String::new(),
        data: serde_json::Value::Null,
    }
}

/// A writer, and the notification ids of the broadcasts that it publishes.
fn start() -> (Writer, mpsc::Receiver<String>) {
    let (publisher, published) = mpsc::channel();
    let conn = store::open(Path::new(":memory:")).unwrap();
    let publish = move |push| {
        if let Push::Broadcast { payload, .. } = push {
            let id = payload.map(|payload| payload["notification"]["id"].as_str().unwrap_or("").to_owned());
            publisher.send(id.unwrap_or_default()).unwrap();
        }
    };
    (Writer::start(conn, publish).unwrap().0, published)
}

#[tokio::test]
async fn a_job_that_fails_undoes_only_its_own_changes() {
    let (writer, published) = start();
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
            move |job| {
                actions::notify(job, &draft(title))?;
                if title == "bad" { Err(Error::Invalid("no".to_owned())) } else { Ok(()) }
            },
            move |result| answer.send((title, result.is_ok())).unwrap(),
        );
    }
    go.send(()).unwrap();
    let kept = writer.run(|job| notifications::newest(job.conn, None, 0)).await.unwrap();
    let titles: Vec<&str> = kept.notifications.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["good too", "good"]);
    assert_eq!(kept.unread_count, 2);
    assert_eq!(answers.try_iter().collect::<Vec<_>>(), [("good", true), ("bad", false), ("good too", true)]);
    let ids: Vec<String> = kept.notifications.iter().rev().map(|one| one.id.clone()).collect();
    assert_eq!(published.try_iter().collect::<Vec<_>>(), ids, "the failed job must publish nothing");
}

#[tokio::test]
async fn changes_are_published_before_the_answer() {
    let (writer, published) = start();
    for _ in 0..50 {
        let kept = writer.run(|job| actions::notify(job, &draft("x"))).await.unwrap();
        assert_eq!(published.try_recv().as_ref(), Ok(&kept.id));
    }
}

#[tokio::test]
async fn pushes_come_in_the_order_of_ids_however_many_tasks_write() {
    let (writer, published) = start();
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let writer = writer.clone();
            tokio::spawn(async move {
                for _ in 0..100 {
                    writer.run(|job| actions::notify(job, &draft("x"))).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let ids: Vec<String> = published.try_iter().collect();
    assert_eq!(ids.len(), 800);
    assert!(ids.is_sorted_by(|a, b| a < b));
}

#[tokio::test]
async fn too_many_waiting_jobs_are_refused_and_the_others_run() {
    let (writer, published) = start();
    let (go, gate) = mpsc::channel::<()>();
    writer.run_then(
        move |_| {
            gate.recv_timeout(Duration::from_secs(20)).unwrap();
            Ok(())
        },
        |_| {},
    );
    let (answer, answers) = mpsc::channel();
    for _ in 0..QUEUE_CAPACITY + BATCH_SIZE + 100 {
        let answer = answer.clone();
        writer.run_then(
            |job| actions::notify(job, &draft("x")).map(drop),
            move |result| answer.send(result).unwrap(),
        );
    }
    go.send(()).unwrap();
    drop(answer);
    let answers: Vec<_> = answers.iter().collect();
    let refused = answers.iter().filter(|answer| matches!(answer, Err(Error::Busy))).count();
    assert!(refused >= 100, "{refused}");
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), published.try_iter().count());
    assert_eq!(answers.len(), QUEUE_CAPACITY + BATCH_SIZE + 100);
}

#[tokio::test]
async fn waiting_jobs_run_before_a_stop_and_later_ones_are_refused() {
    let (publisher, published) = mpsc::channel();
    let conn = store::open(Path::new(":memory:")).unwrap();
    let (writer, writer_end) = Writer::start(conn, move |_| publisher.send(()).unwrap()).unwrap();
    let (go, gate) = mpsc::channel::<()>();
    writer.run_then(
        move |_| {
            gate.recv_timeout(Duration::from_secs(5)).unwrap();
            Ok(())
        },
        |_| {},
    );
    // More than one batch, so that the thread receives the stop in the middle of one.
    let (answer, answers) = mpsc::channel();
    for _ in 0..BATCH_SIZE + 10 {
        let answer = answer.clone();
        writer.run_then(
            |job| actions::notify(job, &draft("x")).map(drop),
            move |result| answer.send(result.is_ok()).unwrap(),
        );
    }
    writer.stop().await;
    go.send(()).unwrap();
    // This writer still exists, as the handlers of sockets keep theirs for longer than the hub runs.
    let ended = tokio::time::timeout(Duration::from_secs(5), writer_end).await;
    assert!(ended.is_ok(), "the thread did not end");
    assert_eq!(answers.try_iter().filter(|done| *done).count(), BATCH_SIZE + 10);
    assert_eq!(published.try_iter().count(), BATCH_SIZE + 10);
    assert!(writer.run(|_| Ok(())).await.is_err());
    writer.stop().await;
}

/// Limit the pages of the database; 0 takes the limit away.
async fn limit_pages(writer: &Writer, more: i64) {
    let limited = writer.run(move |job| {
        let pages: i64 = job.conn.pragma_query_value(None, "page_count", |row| row.get(0))?;
        let most = if more == 0 { 1_000_000_000 } else { pages + more };
        job.conn.pragma_update_and_check(None, "max_page_count", most, |_| Ok(()))?;
        Ok(())
    });
    limited.await.unwrap();
}

#[tokio::test]
async fn a_full_disk_is_said_loses_nothing_and_is_forgotten_once_there_is_room() {
    let (writer, published) = start();
    limit_pages(&writer, 20).await;
    let (mut kept, mut refused) = (0, 0);
    while refused < 3 {
        let draft = Draft { message: "x".repeat(2_000), ..draft("a") };
        match writer.run(move |job| actions::notify(job, &draft)).await {
            Ok(_) => kept += 1,
            Err(Error::Full) => refused += 1,
            Err(other) => panic!("{other}"),
        }
        assert!(kept < 1_000, "it is never full");
    }
    assert!(kept > 0);
    let there = writer.run(|job| notifications::newest(job.conn, None, 0)).await.unwrap();
    assert_eq!(there.total, kept, "what was acknowledged is there, and nothing else");
    limit_pages(&writer, 0).await;
    let after = writer.run(|job| actions::notify(job, &draft("b"))).await.unwrap();
    assert_eq!(published.try_iter().last(), Some(after.id), "and pushes go on");
}
