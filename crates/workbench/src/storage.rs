//! What of the browser's storage the workbench needs.

/// Small texts that survive a reload.
pub trait Storage {
    /// The text stored under this name.
    fn get(&self, name: &str) -> Option<String>;

    /// Stores a text, or removes it.
    ///
    /// # Errors
    /// When the browser refuses.
    fn set(&mut self, name: &str, text: Option<&str>) -> Result<(), NotStored>;

    /// The text that this tab keeps under this name, also while other pages are in it.
    fn get_in_tab(&self, name: &str) -> Option<String>;

    /// Keeps a text for this tab.
    ///
    /// # Errors
    /// When the browser refuses.
    fn set_in_tab(&mut self, name: &str, text: &str) -> Result<(), NotStored>;
}

/// The storage of the browser refused, which it does in some private modes and when it is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotStored;
