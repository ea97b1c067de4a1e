use std::cell::RefCell;
use std::rc::Rc;

use super::*;

/// Opening sockets, and the names of those that were given up.
#[derive(Default)]
struct World {
    sockets: OpeningSockets,
    given_up: Rc<RefCell<Vec<String>>>,
}

impl World {
    fn add(&mut self, url: &str) -> u64 {
        let (list, name) = (Rc::clone(&self.given_up), url.to_owned());
        self.sockets.add(url, Box::new(move || list.borrow_mut().push(name.clone())))
    }

    fn wait(&mut self, seconds: u32) -> Vec<String> {
        for _ in 0..seconds {
            for give_up in self.sockets.tick() {
                give_up();
            }
        }
        self.given_up.take()
    }
}

#[test]
fn one_that_hangs_is_given_up_when_others_wait_for_its_address() {
    let mut world = World::default();
    world.add("ws://a:80/hangs");
    world.add("ws://b:80/other");
    assert!(world.wait(60).is_empty(), "nobody waits behind them");
    let second = world.add("ws://a:80/second");
    assert_eq!(world.wait(1), ["ws://a:80/hangs"]);
    world.sockets.opened(second);
    assert!(world.wait(60).is_empty());
}

#[test]
fn only_the_first_of_an_address_is_timed_and_others_have_their_time_after_it() {
    let mut world = World::default();
    let first = world.add("wss://a/1");
    world.add("wss://a/2");
    world.add("wss://a/3");
    assert!(world.wait(2).is_empty());
    world.sockets.remove(first);
    assert!(world.wait(2).is_empty());
    assert_eq!(world.wait(1), ["wss://a/2"]);
}

/// Where each takes longer than that, all would be given up for ever.
#[test]
fn a_slow_network_gets_more_time_each_time() {
    let mut world = World::default();
    let mut limits = Vec::new();
    for _ in 0..6 {
        world.add("ws://a/x");
        world.add("ws://a/x");
        let mut seconds = 0;
        while world.wait(1).is_empty() {
            seconds += 1;
        }
        limits.push(seconds + 1);
        world.sockets.sockets.clear();
    }
    assert_eq!(limits, [3, 6, 12, 24, 24, 24]);
    let opened = world.add("ws://a/x");
    world.sockets.opened(opened);
    world.add("ws://a/x");
    world.add("ws://a/x");
    assert_eq!(world.wait(3).len(), 1);
}
