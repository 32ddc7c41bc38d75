mod authority;
mod budget;
mod desk;
mod four_eyes;
mod looks;
mod people;
mod sessions;
mod users;
