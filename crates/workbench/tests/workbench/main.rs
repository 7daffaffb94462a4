//! The workbench as the page sees it: commands go in, effects come out.

mod embedded;
mod files;
mod links;
mod outside;
mod player;
mod programs;
mod runs;
