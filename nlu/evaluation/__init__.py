"""How well strangers are understood: measured on sets that training never sees. `./run evaluate`."""
