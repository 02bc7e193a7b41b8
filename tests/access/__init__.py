"""The access policy of every address, one row each. `test_matrix.py` holds it against the running resolver."""
