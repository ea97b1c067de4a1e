use super::*;

const PLACING: Placing = Placing { block_size: 1_024, replicas: 2 };

fn scratch(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("atalaya-hub-files-{}-{name}", std::process::id()));
    drop(std::fs::remove_dir_all(&path));
    path
}

fn names(path: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_content_is_there_under_its_name_once_it_is_whole() {
    let path = scratch("whole");
    let folder = Folder::open(&path, "e", &[], 10_000, PLACING).map(Arc::new).unwrap();
    let mut upload = Upload::create(&folder, "e-1".to_owned()).await.unwrap();
    upload.write(b"abc").await.unwrap();
    assert_eq!(names(&path), ["e-1.part"]);
    assert_eq!(upload.size_with(b"d"), 4);
    let content = upload.finish().await.unwrap();
    assert_eq!(names(&path), ["e-1"]);
    assert_eq!(std::fs::read(folder.content("e-1")).unwrap(), b"abc");
    let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned();
    assert_eq!(content, Content { name: "e-1".to_owned(), size: 3, sha256 });
}

#[tokio::test]
async fn what_breaks_off_leaves_nothing() {
    let path = scratch("broken");
    let folder = Folder::open(&path, "e", &[], 10_000, PLACING).map(Arc::new).unwrap();
    let mut upload = Upload::create(&folder, "e-1".to_owned()).await.unwrap();
    upload.write(b"abc").await.unwrap();
    drop(upload);
    assert_eq!(names(&path), Vec::<String>::new());
}

#[test]
fn a_start_removes_what_no_file_has_and_nothing_of_others() {
    let path = scratch("swept");
    std::fs::create_dir_all(&path).unwrap();
    let all = ["e-1", "e-2", "e-3.part", "e-", "e-x", "e-2.txt", "f-2", "notes.txt", ".part"];
    for name in all {
        std::fs::write(path.join(name), "x").unwrap();
    }
    Folder::open(&path, "e", &["e-1".to_owned()], 10_000, PLACING).unwrap();
    assert_eq!(names(&path), [".part", "e-", "e-1", "e-2.txt", "e-x", "f-2", "notes.txt"]);
    let file = path.join("notes.txt");
    let why = Folder::open(&file, "e", &[], 10_000, PLACING).err().unwrap();
    assert!(why.contains("notes.txt"), "{why}");
}

#[test]
fn only_so_many_uploads_are_taken_at_once() {
    let folder = Folder::open(&scratch("turns"), "e", &[], 10_000, PLACING).unwrap();
    let turns: Vec<_> = (0..MAX_UPLOADS).map(|_| folder.begin().unwrap()).collect();
    assert!(folder.begin().is_none());
    drop(turns);
    assert!(folder.begin().is_some());
}
