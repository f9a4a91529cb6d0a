"""An issue as frozen data, and the pure functions on it. Standard library only, and nh3 in `prose`."""
