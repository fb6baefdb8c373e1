"""Speed as ratios against another library in the same run; `make bench` prints them."""
