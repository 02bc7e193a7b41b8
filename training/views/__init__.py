"""Pages of training, split by noun."""
