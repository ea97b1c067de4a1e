//! Copies of blocks that lack replicas: ordered where a client asks for them, and by itself where the hub sees to a block.

use std::time::Duration;

use crate::store::Error;
use crate::store::changes::{self, Mark};
use crate::store::orders;
use crate::writer::{JobContext, Writer};

/// Blocks are looked for this often.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Blocks of one look, so that other writes need not wait.
const MAX_LOOKED_AT: u32 = 1_000;

/// Order the replicas that a block lacks. Returns how far the database is, and which nodes are to copy it.
pub fn replicate(job: &mut JobContext<'_>, id: &str) -> Result<(Mark, Vec<String>), Error> {
    let block = orders::block(job.conn, id)?.ok_or(Error::NotFound("Block"))?;
    let refused = |why: &str| Err(Error::Conflict(format!("{id}: {why}")));
    if block.wanted == 0 {
        return refused("its file was removed, and the nodes are to drop it");
    }
    if block.staying >= block.wanted {
        return refused(&format!(
            "no replica is missing; {} are there, {} wanted",
            block.staying, block.wanted
        ));
    }
    if block.live == 0 && !block.kept {
        return refused("no node that is up holds it, so that there is nothing to copy");
    }
    orders::ask(job.conn, id)?;
    let to = orders::place(job.conn, &block, &mut orders::targets(job.conn)?, job.now)?;
    if to.is_empty() {
        return refused(
            "no node can take it: each that is up holds it already, is to be drained, or has no room",
        );
    }
    Ok((changes::mark(job.conn)?, to))
}

/// Order copies as long as the hub runs.
pub async fn watch(writer: Writer) {
    let mut after = String::new();
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let from = std::mem::take(&mut after);
        match writer.run(move |job| look(job, &from)).await {
            Ok(next) => after = next,
            Err(error) => tracing::warn!(%error, "blocks that lack replicas cannot be looked for"),
        }
    }
}

/// Order copies of some blocks after an id. Gives the id after which to go on.
fn look(job: &JobContext<'_>, after: &str) -> Result<String, Error> {
    let blocks = orders::due(job.conn, after, MAX_LOOKED_AT)?;
    let Some(last) = blocks.last() else { return Ok(String::new()) };
    let is_all = blocks.len() < usize::try_from(MAX_LOOKED_AT).unwrap_or(usize::MAX);
    let next = if is_all { String::new() } else { last.id.clone() };
    let mut targets = orders::targets(job.conn)?;
    for block in &blocks {
        orders::place(job.conn, block, &mut targets, job.now)?;
    }
    Ok(next)
}

#[cfg(test)]
mod tests;
