//! The hub from outside: the real program, real requests, real sockets, real kills.

mod assets;
mod cluster;
mod demo;
mod durability;
mod files;
mod orders;
mod plain_client;
mod rest;
mod server;
mod socket;
mod socket_client;
mod start;
mod token;
mod ws;
