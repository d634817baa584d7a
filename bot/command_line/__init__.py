"""The command line behind `./run`: one command a file, what they share in files of their own."""
