//! What goes wrong: processes killed, files damaged, disks full, requests repeated.

mod asking;
mod audit;
mod cage;
mod canaries;
mod clashes;
mod damage;
mod disk;
mod kills;
mod model;
mod raw;
mod register;
mod repeats;
mod world;
