"""Stands for Rasa in the tests of `./run`: the same command line, none of the weight."""
