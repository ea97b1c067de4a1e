//! What the cache may hold.
use super::fill_whole;

#[test]
fn a_folder_that_was_not_filled_does_not_appear() {
    let base = std::env::temp_dir().join(format!("atalaya-cache-{}", std::process::id()));
    let folder = base.join("tool-1");
    let broken = fill_whole(&folder, |partial| {
        std::fs::write(partial.join("half"), "").map_err(|error| error.to_string())?;
        Err("broken off".to_owned())
    });
    assert_eq!(broken, Err("broken off".to_owned()));
    assert!(!folder.exists());
    fill_whole(&folder, |partial| {
        std::fs::write(partial.join("whole"), "").map_err(|error| error.to_string())
    })
    .expect("the second try fills it");
    assert!(folder.join("whole").exists() && !folder.join("half").exists());
    std::fs::remove_dir_all(&base).expect("remove the test's folder");
}
