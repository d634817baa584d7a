"""One file for each kind of thing that people do; `register` puts them in order."""
