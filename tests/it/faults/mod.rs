//! What goes wrong: processes killed, files damaged, disks full, requests repeated.

mod model;
mod register;
mod world;
