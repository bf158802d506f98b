"""Evidence: what an edition computed, what it claims, and where each number comes from."""
